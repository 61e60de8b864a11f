namespace SeeIt.Agent.Reporting;

/// <summary>
/// The time of day, and how far the clock was set since it was read last: boxes without a battery start in 1970, and what was
/// taken by the old time did not happen years ago. Not thread-safe.
/// </summary>
internal sealed class WallClock(TimeProvider time)
{
    /// <summary>Clocks are slewed by less between two readings; a status is read more often than it matters.</summary>
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);

    private DateTimeOffset _now = time.GetUtcNow();
    private long _at = time.GetTimestamp();

    public (DateTimeOffset Now, TimeSpan Step) Read()
    {
        var now = time.GetUtcNow();
        var at = time.GetTimestamp();
        var step = now - _now - time.GetElapsedTime(_at, at);
        (_now, _at) = (now, at);
        return (now, step.Duration() >= _least ? step : TimeSpan.Zero);
    }
}
