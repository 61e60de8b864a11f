namespace SeeIt.Player.Playback;

/// <summary>
/// Ends the process when one LibVLC call does not return in time: a hung call cannot be undone from inside, and whoever
/// started the process starts it again. One call at a time, from the LibVLC thread.
/// </summary>
internal sealed class Deadline
{
    public const int ExitCode = 70;

    private static readonly TimeSpan WordsLimit = TimeSpan.FromMilliseconds(500);

    private readonly object _lock = new();
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private string? _call;
    private long _since;
    private TimeSpan _callLimit;

    public Deadline(TimeSpan limit, TimeProvider time)
    {
        _limit = limit;
        _time = time;
        new Thread(Watch, maxStackSize: 256 * 1024) { IsBackground = true, Name = "deadline" }.Start();
    }

    /// <param name="name">LibVLC's name of it, for the line on stderr.</param>
    /// <param name="call">The call.</param>
    public void Call(string name, Action call) => Call(name, () =>
    {
        call();
        return true;
    });

    /// <param name="name">LibVLC's name of it, for the line on stderr.</param>
    /// <param name="call">The call.</param>
    /// <param name="limit">For what is known to take longer than others; null for the usual one.</param>
    public T Call<T>(string name, Func<T> call, TimeSpan? limit = null)
    {
        lock (_lock)
        {
            (_call, _callLimit) = (name, limit ?? _limit);
            _since = _time.GetTimestamp();
            Monitor.Pulse(_lock);
        }

        try
        {
            return call();
        }
        finally
        {
            lock (_lock)
            {
                _call = null;
            }
        }
    }

    /// <summary>On another thread: a stderr that nobody reads, or that another thread waits for, would hold the exit up for ever.</summary>
    private static void Say(string line)
    {
        var saying = new Thread(() => Console.Error.WriteLine(line), maxStackSize: 256 * 1024) { IsBackground = true, Name = "last words" };
        saying.Start();
        saying.Join(WordsLimit);
    }

    private void Watch()
    {
        lock (_lock)
        {
            while (true)
            {
                Monitor.Wait(_lock, Remaining_NeedsLock());
            }
        }
    }

    /// <summary>How long the call that runs may still take; for ever when none runs. It does not return when time is up.</summary>
    private TimeSpan Remaining_NeedsLock()
    {
        if (_call is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _callLimit - _time.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
        {
            Say($"seeit-player: {_call} did not return within {_callLimit.TotalMilliseconds:F0} ms; the process ends.");
            Libc._exit(ExitCode);
        }

        return left + TimeSpan.FromMilliseconds(1);
    }
}
