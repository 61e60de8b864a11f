using CsCheck;

namespace SeeIt.Guide.Tests;

internal static class AnyOf
{
    /// <summary>One of the values.</summary>
    public static Gen<T> Values<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
