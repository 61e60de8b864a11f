namespace SeeIt.Contracts.Hub;

/// <summary>How a viewing session ended.</summary>
/// <param name="Session">Which, as the box counts them; null when the box could not keep it.</param>
/// <param name="CommandId">The command that it came from.</param>
/// <param name="Outcome">Why.</param>
/// <param name="At">When, by the box's clock, UTC.</param>
public sealed record SessionEnd(long? Session, Guid CommandId, ViewingOutcome Outcome, DateTimeOffset At);

/// <summary>Why a viewing session ended.</summary>
public enum ViewingOutcome
{
    /// <summary>The show came to its own end.</summary>
    Finished,

    /// <summary>A person stopped it, or wanted something else.</summary>
    Stopped,

    /// <summary>The box was shut down, or its agent ended.</summary>
    Interrupted,

    /// <summary>Something broke.</summary>
    Error,
}
