namespace SeeIt.Agent.Settings;

/// <summary>
/// The agent's clock, in the household's zone. With a start it shows that time first and runs on at the usual pace.
/// Its timestamps count the time that the machine sleeps: a command that waited through it is too old. Timers do not.
/// </summary>
internal sealed class BoxClock(TimeZoneInfo zone, DateTimeOffset? start) : TimeProvider
{
    private readonly TimeSpan _ahead = start is { } shown ? shown - System.GetUtcNow() : TimeSpan.Zero;

    public override TimeZoneInfo LocalTimeZone => zone;

    public override long TimestampFrequency => MachineClock.Frequency;

    public override long GetTimestamp() => MachineClock.Now;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
