namespace SeeIt.Agent.Link;

/// <summary>
/// Full jitter: each pause is drawn evenly from zero to a bound that doubles from 1 s. In the first minute after a link
/// that worked the bound is 4 s; after that it grows to 300 s. What the hub asked for by Retry-After is the least.
/// </summary>
public sealed class Backoff(TimeProvider time, Random random)
{
    private static readonly TimeSpan _soonLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(1);

    private long _lastWorked = time.GetTimestamp();
    private int _failures;

    /// <summary>A link was up until now.</summary>
    public void Worked()
    {
        _lastWorked = time.GetTimestamp();
        _failures = 0;
    }

    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var limit = time.GetElapsedTime(_lastWorked) < _soon ? _soonLimit : _limit;
        var bound = Math.Min(limit.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 16)));
        var pause = TimeSpan.FromSeconds(random.NextDouble() * bound);
        return retryAfter is { } least && least > TimeSpan.Zero ? least + pause : pause;
    }
}
