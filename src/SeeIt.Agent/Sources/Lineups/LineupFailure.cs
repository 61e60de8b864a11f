using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Why a lineup could not be had.</summary>
public enum LineupFailureKind
{
    /// <summary>No such file, address or device.</summary>
    NotFound,

    /// <summary>It may not be read: a file's mode, or a user name and password that are missing or wrong.</summary>
    Refused,

    /// <summary>No name, no connection, no answer in time, or an answer that is an error.</summary>
    Unreachable,

    /// <summary>It answered with something else.</summary>
    Malformed,

    /// <summary>It is larger than any lineup.</summary>
    TooLarge,
}

/// <summary>An expected failure, as a value.</summary>
/// <param name="Kind">For the program.</param>
/// <param name="Detail">For people; a sentence that does not name the place. Holds no password and no query.</param>
public sealed record LineupFailure(LineupFailureKind Kind, string Detail);

/// <summary>What came of asking a place for its lineup: exactly one of the two.</summary>
/// <param name="Documents">One, or one for each device.</param>
/// <param name="Failure">Why there is none.</param>
public readonly record struct LineupFetch(IReadOnlyList<LineupDocument> Documents, LineupFailure? Failure)
{
    public static implicit operator LineupFetch(LineupFailure failure) => FromLineupFailure(failure);

    public static LineupFetch FromLineupFailure(LineupFailure failure) => new([], failure);
}
