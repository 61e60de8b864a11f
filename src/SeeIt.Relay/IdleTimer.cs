namespace SeeIt.Relay;

/// <summary>A token that is cancelled when nothing touched the timer for a time, or with the token it is linked to. Touching allocates nothing.</summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _outer;
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private TimeSpan _left;
    private long _since;

    public IdleTimer(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        (_limit, _time, _outer) = (limit, time, outer);
        (_left, _since) = (limit, time.GetTimestamp());
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _timer = time.CreateTimer(static state => Expire((CancellationTokenSource)state!), _source, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled by the time, not by the outer token.</summary>
    public bool IsExpired => _source.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void Touch()
    {
        _left = _limit;
        Resume();
    }

    /// <summary>Stops the clock until it is touched or resumed.</summary>
    public void Suspend()
    {
        _left -= _time.GetElapsedTime(_since);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The clock goes on where it was suspended.</summary>
    public void Resume()
    {
        _since = _time.GetTimestamp();
        _timer.Change(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private static void Expire(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It expired while it was disposed: nobody waits any more.
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }
}
