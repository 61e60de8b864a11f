namespace SeeIt.Contracts.Hub;

/// <summary>A command on its way from the hub to a box.</summary>
/// <param name="Id">Unique for ever; a box that sees it again answers with the first result.</param>
/// <param name="Sequence">Rises by one per TV; commands are delivered in this order.</param>
/// <param name="Verb">What to do.</param>
/// <param name="TimeToLiveMs">Remaining milliseconds when the hub sent it: no wall clocks are compared.</param>
/// <param name="RequestedBy">The person's name, for the other phones.</param>
/// <param name="Trace">W3C traceparent of the hub's sending, where the hub keeps traces: the box's spans are its children.</param>
public sealed record Command(Guid Id, long Sequence, Verb Verb, long TimeToLiveMs, string RequestedBy, string? Trace = null);

/// <summary>
/// How far a command is. Moves forward only; the last four are terminal.
/// <code>
/// queued → sent → accepted → resolving → tuning → done | failed | superseded
///    └───────┴────────┴── never started in time ──→ expired
/// </code>
/// </summary>
public enum Progress
{
    Queued,
    Sent,
    Accepted,
    Resolving,
    Tuning,
    Done,
    Failed,
    Expired,
    Superseded,
}

public static class ProgressExtensions
{
    /// <summary>True for the four states that a command never leaves.</summary>
    public static bool IsTerminal(this Progress progress) => progress >= Progress.Done;
}

/// <summary>The box tells how far a command is. The first one, <see cref="Progress.Accepted"/>, is the acknowledgement.</summary>
/// <param name="CommandId">Which.</param>
/// <param name="Progress">Accepted or later.</param>
/// <param name="Failure">With <see cref="Progress.Failed"/>: the kind.</param>
/// <param name="Detail">With <see cref="Progress.Failed"/>: what exactly, for people.</param>
/// <param name="FirstPictureMs">With <see cref="Progress.Done"/> of a See it: milliseconds from the box's receipt to the first displayed picture.</param>
/// <param name="Trace">W3C traceparent of the box's telling, where the box keeps traces.</param>
public sealed record CommandReport(
    Guid CommandId,
    Progress Progress,
    FailureKind? Failure = null,
    string? Detail = null,
    int? FirstPictureMs = null,
    string? Trace = null);
