using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>What was read, or why nothing was: exactly one of the two.</summary>
internal readonly struct Reading<T>
    where T : class
{
    private Reading(T? value, LinkFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public LinkFailure? Failure { get; }

    public static implicit operator Reading<T>(T value) => new(value, null);

    public static implicit operator Reading<T>(LinkFailure failure) => new(null, failure);
}
