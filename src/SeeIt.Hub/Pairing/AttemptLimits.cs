using System.Collections.Concurrent;

namespace SeeIt.Hub.Pairing;

/// <summary>Counts failed codes in a sliding window, per key and overall. Safe for any thread.</summary>
public sealed class AttemptLimits(TimeProvider clock)
{
    /// <summary>Failures of one account, or one address, within <see cref="Window"/>.</summary>
    public const int PerKey = 5;

    /// <summary>Failures of everybody together: with a million codes waiting, a guess within the limits still hits one in 10⁵ windows.</summary>
    public const int Overall = 500;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Failures> _byKey = new(StringComparer.Ordinal);
    private readonly Failures _all = new();

    private sealed class Failures
    {
        private readonly Queue<DateTimeOffset> _at = new();

        public int Count(DateTimeOffset now)
        {
            lock (_at)
            {
                while (_at.TryPeek(out var oldest) && oldest <= now - Window)
                {
                    _at.Dequeue();
                }

                return _at.Count;
            }
        }

        public void Add(DateTimeOffset now)
        {
            lock (_at)
            {
                _at.Enqueue(now);
            }
        }
    }

    /// <summary>True when one of the keys, or everybody, has failed too often: not even a right code is taken then.</summary>
    public bool IsBlocked(params ReadOnlySpan<string> keys)
    {
        var now = clock.GetUtcNow();
        if (_all.Count(now) >= Overall)
        {
            return true;
        }

        foreach (var key in keys)
        {
            if (_byKey.TryGetValue(key, out var failures) && failures.Count(now) >= PerKey)
            {
                return true;
            }
        }

        return false;
    }

    public void Fail(params ReadOnlySpan<string> keys)
    {
        var now = clock.GetUtcNow();
        _all.Add(now);
        foreach (var key in keys)
        {
            _byKey.GetOrAdd(key, _ => new Failures()).Add(now);
        }
    }

    /// <summary>Forgets keys whose failures are past.</summary>
    public void Tidy()
    {
        foreach (var (key, _) in _byKey.Where(entry => entry.Value.Count(clock.GetUtcNow()) == 0).ToList())
        {
            _byKey.TryRemove(key, out _);
        }
    }
}
