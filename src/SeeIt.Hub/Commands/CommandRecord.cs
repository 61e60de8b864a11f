using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Commands;

/// <summary>
/// A row of the command table. Immutable; a move makes a new one. Times are Unix milliseconds; the deadline, created plus
/// the verb's time to live, tells what is left after a restart of the hub.
/// </summary>
public sealed record CommandRecord(
    Guid Id,
    string TvId,
    Guid HouseholdId,
    long Sequence,
    Verb Verb,
    string RequestedBy,
    long CreatedAtMs,
    long DeadlineMs,
    Progress Progress,
    FailureKind? Failure = null,
    string? Detail = null,
    int? FirstPictureMs = null)
{
    /// <summary>Traceparent of the request that asked for it. Not stored: what was open when the hub ended goes on without.</summary>
    public string? Trace { get; init; }
}
