namespace SeeIt.Hub.Unfolding;

/// <summary>
/// What was read of late, in memory: a link that a household shares to two TVs, or that many share, is fetched once. Who
/// asks while it is being read waits for the same reading. Thread-safe.
/// </summary>
internal sealed class RecentLinks(TimeProvider clock)
{
    /// <summary>Of a post of 4,000 characters and its parent, 8 MB at the most.</summary>
    public const int Most = 512;

    public static readonly TimeSpan KeptWhenRead = TimeSpan.FromMinutes(5);

    /// <summary>A server that was down for a moment is asked again soon, but not by each tap.</summary>
    public static readonly TimeSpan KeptWhenFailed = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private sealed record Entry(Task<Reading<LinkedPost>> Reading, DateTimeOffset Since)
    {
        public bool IsFresh(DateTimeOffset now) =>
            now - Since < (Reading.IsCompletedSuccessfully && Reading.Result.Failure is null ? KeptWhenRead : KeptWhenFailed);
    }

    /// <summary>The reading that there is, or the one that <paramref name="read"/> begins; null when it begins none.</summary>
    public Task<Reading<LinkedPost>>? Get(string link, Func<Task<Reading<LinkedPost>>?> read)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_entries.TryGetValue(link, out var known) && known.IsFresh(now))
            {
                return known.Reading;
            }

            if (read() is not { } reading)
            {
                return null;
            }

            foreach (var (stale, _) in _entries.Where(entry => !entry.Value.IsFresh(now)).ToList())
            {
                _entries.Remove(stale);
            }

            if (_entries.Count == Most)
            {
                _entries.Remove(_entries.MinBy(entry => entry.Value.Since).Key);
            }

            _entries[link] = new Entry(reading, now);
            return reading;
        }
    }
}
