using System.Collections.Concurrent;

namespace SeeIt.Hub.Pairing;

/// <summary>Ids that are good once. Forgets them when they are too old to be good anyway. Safe for any thread.</summary>
internal sealed class SeenIds(TimeProvider clock)
{
    /// <summary>More than this at a time are refused rather than forgotten.</summary>
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool TryAdd(string id, TimeSpan life)
    {
        var now = clock.GetUtcNow();
        if (_until.Count >= Most)
        {
            foreach (var (old, _) in _until.Where(entry => entry.Value <= now).ToList())
            {
                _until.TryRemove(old, out _);
            }
        }

        return id.Length <= 128 && _until.Count < Most && _until.TryAdd(id, now + life);
    }
}
