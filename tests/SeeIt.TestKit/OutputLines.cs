namespace SeeIt.TestKit;

/// <summary>The lines that a process has printed so far, and who waits for one. Thread-safe.</summary>
internal sealed class OutputLines
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiters = [];
    private bool _complete;

    public IReadOnlyList<string> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            _waiters.RemoveAll(waiter => waiter.Wanted(line) && waiter.Found.TrySetResult(line));
        }
    }

    /// <summary>No line comes any more: who still waits is told.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            foreach (var (_, found) in _waiters)
            {
                found.TrySetException(new EndOfStreamException("The process ended without printing it."));
            }

            _waiters.Clear();
        }
    }

    /// <summary>The first line, printed already or yet to come, that is wanted.</summary>
    public Task<string> FirstAsync(Func<string, bool> wanted)
    {
        lock (_lock)
        {
            if (_lines.Find(line => wanted(line)) is { } line)
            {
                return Task.FromResult(line);
            }

            if (_complete)
            {
                return Task.FromException<string>(new EndOfStreamException("The process has ended without printing it."));
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((wanted, found));
            return found.Task;
        }
    }
}
