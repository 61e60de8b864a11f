namespace SeeIt.Hub.Accounts;

/// <summary>
/// Counts failures in a sliding window, by key. An attempt counts as failed from its start and is forgiven when it
/// succeeds: a thousand guesses at the same moment are no more than a thousand one after the other. Safe for any thread.
/// </summary>
internal sealed class FailureCounts(TimeProvider clock, TimeSpan window)
{
    /// <summary>More keys than this at a time are refused rather than counted: about 50 MB.</summary>
    private const int MostKeys = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _failures = new(StringComparer.Ordinal);

    /// <returns>False when one of the keys has reached its limit: the attempt must not be made, and is not counted.</returns>
    public bool TryBegin(params ReadOnlySpan<(string Key, int Limit)> keys)
    {
        lock (_lock)
        {
            if (_failures.Count >= MostKeys)
            {
                Tidy_NeedsLock();
                if (_failures.Count >= MostKeys)
                {
                    return false;
                }
            }

            foreach (var (key, limit) in keys)
            {
                if (Count_NeedsLock(key) >= limit)
                {
                    return false;
                }
            }

            foreach (var (key, _) in keys)
            {
                Add_NeedsLock(key);
            }

            return true;
        }
    }

    /// <summary>Takes back one failure of each key: the attempt was a good one.</summary>
    public void Forgive(params ReadOnlySpan<string> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_failures.TryGetValue(key, out var at) && at.Count > 0)
                {
                    at.RemoveAt(at.Count - 1);
                }
            }
        }
    }

    /// <summary>Counts a failure that was not begun.</summary>
    public void Add(params ReadOnlySpan<string> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                Add_NeedsLock(key);
            }
        }
    }

    /// <summary>Forgets keys whose failures are past.</summary>
    public void Tidy()
    {
        lock (_lock)
        {
            Tidy_NeedsLock();
        }
    }

    private int Count_NeedsLock(string key)
    {
        if (!_failures.TryGetValue(key, out var at))
        {
            return 0;
        }

        var past = clock.GetUtcNow() - window;
        at.RemoveAll(moment => moment <= past);
        return at.Count;
    }

    private void Add_NeedsLock(string key)
    {
        if (!_failures.TryGetValue(key, out var at))
        {
            _failures[key] = at = [];
        }

        at.Add(clock.GetUtcNow());
    }

    private void Tidy_NeedsLock()
    {
        foreach (var key in _failures.Keys.Where(key => Count_NeedsLock(key) == 0).ToList())
        {
            _failures.Remove(key);
        }
    }
}
