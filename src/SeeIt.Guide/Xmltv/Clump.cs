using System.Globalization;

namespace SeeIt.Guide.Xmltv;

/// <summary>
/// XMLTV's <c>clumpidx</c>: programmes that are listed for one slot together, "0/2" the first of two. When each of them
/// begins is not said: each gets an even part of the slot, in order. See xmltv.dtd, "programme".
/// </summary>
internal static class Clump
{
    private const int Most = 60;

    /// <param name="index">The attribute; null or no clump leaves the times as they are.</param>
    /// <param name="start">Of the slot, Unix seconds.</param>
    /// <param name="stop">Of the slot; without one there is nothing to divide.</param>
    public static (long Start, long? Stop) Part(string? index, long start, long? stop)
    {
        if (stop is not { } end || index is null || index.Split('/') is not [var first, var second]
            || !TryNumber(first, out var part) || !TryNumber(second, out var parts) || parts is < 2 or > Most || part >= parts
            || end - start < parts)
        {
            return (start, stop);
        }

        return (start + ((end - start) * part / parts), start + ((end - start) * (part + 1) / parts));
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
}
