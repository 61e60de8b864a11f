namespace SeeIt.Agent.Playback;

/// <summary>
/// The first restarts come at once: a picture is missing. A player that keeps ending is started ever more slowly, at most
/// every 30 s.
/// </summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly Queue<long> _ends = new();

    /// <summary>Called at each end of the process: how long to wait before the next start.</summary>
    public TimeSpan NextPause()
    {
        _ends.Enqueue(time.GetTimestamp());
        while (time.GetElapsedTime(_ends.Peek()) >= _window)
        {
            _ends.Dequeue();
        }

        var tooMany = _ends.Count - AtOnce;
        return tooMany <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(100 * Math.Pow(2, tooMany - 1), 30_000));
    }
}
