namespace SeeIt.Agent.Settings;

/// <summary>
/// The agent's clock, in the household's zone. With a start it shows that time first and runs on at the usual pace;
/// timers and the monotonic clock are the system's always.
/// </summary>
internal sealed class BoxClock(TimeZoneInfo zone, DateTimeOffset? start) : TimeProvider
{
    private readonly TimeSpan _ahead = start is { } shown ? shown - System.GetUtcNow() : TimeSpan.Zero;

    public override TimeZoneInfo LocalTimeZone => zone;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
