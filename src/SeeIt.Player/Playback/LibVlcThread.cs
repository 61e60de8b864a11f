using System.Collections.Concurrent;

namespace SeeIt.Player.Playback;

/// <summary>The one thread that calls LibVLC. What it is given to do is done in order; between, it ticks when asked to.</summary>
internal sealed class LibVlcThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public LibVlcThread()
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "libvlc" };
        _thread.Start();
    }

    /// <summary>Called on the thread after each piece of work and when its own time is over; returns when it wants to be called next.</summary>
    public Func<TimeSpan>? Tick { get; set; }

    public Task Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    public Task<T> Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    /// <summary>From any thread; ignored once the thread has ended.</summary>
    public void Post(Action action)
    {
        try
        {
            _work.Add(action);
        }
        catch (InvalidOperationException)
        {
            // Completed: the process is ending.
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Loop()
    {
        while (!_work.IsCompleted)
        {
            if (_work.TryTake(out var action, Tick?.Invoke() ?? Timeout.InfiniteTimeSpan))
            {
                action();
            }
        }
    }
}
