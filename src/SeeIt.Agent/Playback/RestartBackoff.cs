namespace SeeIt.Agent.Playback;

/// <summary>The first restart comes at once; a player that keeps dying is started ever more slowly, at most every 30 s.</summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    private static readonly TimeSpan _stable = TimeSpan.FromMinutes(1);
    private long _lastEnd = long.MinValue;
    private int _quickEnds;

    /// <summary>Called at each end of the process: how long to wait before the next start.</summary>
    public TimeSpan NextPause()
    {
        var now = time.GetTimestamp();
        _quickEnds = _lastEnd != long.MinValue && time.GetElapsedTime(_lastEnd, now) < _stable ? _quickEnds + 1 : 0;
        _lastEnd = now;
        return _quickEnds == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(100 * Math.Pow(2, _quickEnds - 1), 30_000));
    }
}
