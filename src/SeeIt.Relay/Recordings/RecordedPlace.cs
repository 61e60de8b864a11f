using SeeIt.Relay.Ts;

namespace SeeIt.Relay;

/// <summary>A place in a recording where a player can begin; the default is its beginning.</summary>
public readonly record struct RecordedPlace
{
    internal RecordedPlace(long position, long ticks, long clock) => (Position, Ticks, Clock) = (position, ticks, clock);

    /// <summary>From the recording's beginning, by its program clock: what a gap left out is not counted.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Ticks * TimeSpan.TicksPerSecond / TsClock.Second);

    /// <summary>Bytes from the file's beginning, of a packet.</summary>
    internal long Position { get; }

    /// <summary>The same as <see cref="Time"/>, in 90 kHz.</summary>
    internal long Ticks { get; }

    /// <summary>The program clock there.</summary>
    internal long Clock { get; }
}
