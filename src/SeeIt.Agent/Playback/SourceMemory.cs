using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Playback;

/// <summary>
/// What playing a source has taught: the buffer it needs, which is kept for weeks; that it ends the player, and that it failed
/// of late, which are kept as long as the agent runs. Thread-safe.
/// </summary>
public sealed class SourceMemory(StateStore store, TimeProvider time)
{
    /// <summary>
    /// So many ends of the player within five minutes, on one source, set it aside: ten that follow one another at once, and also
    /// one each half minute.
    /// </summary>
    public const int MostCrashes = 10;

    private const int Step = 300;
    private const int LargestReserve = 1_500;
    /// <summary>What LibVLC keeps from the newest picture of live HLS and DASH, where nothing else is said.</summary>
    private static readonly TimeSpan _usualLiveDelay = TimeSpan.FromSeconds(15);

    /// <summary>HLS and DASH come in segments, most of them of 2 to 6 s: a step is to be a segment more.</summary>
    private const int SegmentStep = 20;

    private static readonly TimeSpan _crashWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _aside = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _growEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _last = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Learnt> _learnt = [];

    /// <summary>How much more than usual is buffered before this source is shown.</summary>
    public TimeSpan Reserve(ChannelSource source)
    {
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(Of_NeedsLock(source).ReserveMs);
        }
    }

    /// <summary>How far behind its newest picture it is begun, if it is live HLS or DASH; null while that is left to LibVLC.</summary>
    public TimeSpan? LiveDelay(ChannelSource source) =>
        Reserve(source) is var reserve && reserve > TimeSpan.Zero ? _usualLiveDelay + (SegmentStep * reserve) : null;

    /// <summary>Pictures came too late: the next opening buffers more.</summary>
    public void WasLate(ChannelSource source)
    {
        int reserve;
        lock (_lock)
        {
            var learnt = Of_NeedsLock(source);
            if (learnt.GrownAt is { } grown && time.GetElapsedTime(grown) < _growEvery)
            {
                return;
            }

            learnt.GrownAt = time.GetTimestamp();
            reserve = learnt.ReserveMs = Math.Min(learnt.ReserveMs + Step, LargestReserve);
        }

        // Tuning takes the lock, and need not wait for the disk.
        store.KeepReserve(source.Key, reserve, time.GetUtcNow());
    }

    /// <summary>The player ended while it played this source.</summary>
    public void EndedPlayer(ChannelSource source)
    {
        lock (_lock)
        {
            var learnt = Of_NeedsLock(source);
            learnt.Crashes.Enqueue(time.GetTimestamp());
            ForgetOld_NeedsLock(learnt);
            if (learnt.Crashes.Count >= MostCrashes)
            {
                learnt.Crashes.Clear();
                learnt.AsideSince = time.GetTimestamp();
            }
        }
    }

    /// <summary>It ended the player again and again, and is not opened for a while.</summary>
    public bool IsSetAside(ChannelSource source)
    {
        lock (_lock)
        {
            return Of_NeedsLock(source).AsideSince is { } since && time.GetElapsedTime(since) < _aside;
        }
    }

    /// <summary>It gave no picture when it was asked for one.</summary>
    public void Failed(ChannelSource source)
    {
        lock (_lock)
        {
            Of_NeedsLock(source).FailedAt = time.GetTimestamp();
        }
    }

    /// <summary>It gave a picture.</summary>
    public void Showed(ChannelSource source)
    {
        lock (_lock)
        {
            Of_NeedsLock(source).FailedAt = null;
        }
    }

    /// <summary>In the order in which they are to be tried: the owner's, but what failed in the last five minutes comes last.</summary>
    public IReadOnlyList<ChannelSource> Ordered(IReadOnlyList<ChannelSource> sources)
    {
        lock (_lock)
        {
            return [.. sources.OrderBy(source => Of_NeedsLock(source).FailedAt is { } failed && time.GetElapsedTime(failed) < _last)];
        }
    }

    /// <summary>It ended the player within five minutes, if only once, or is set aside: it is opened for who asks for it only.</summary>
    public bool HasEndedPlayer(ChannelSource source)
    {
        lock (_lock)
        {
            var learnt = Of_NeedsLock(source);
            ForgetOld_NeedsLock(learnt);
            return learnt.Crashes.Count > 0 || IsSetAside(source);
        }
    }

    private void ForgetOld_NeedsLock(Learnt learnt)
    {
        while (learnt.Crashes.TryPeek(out var crash) && time.GetElapsedTime(crash) > _crashWindow)
        {
            learnt.Crashes.Dequeue();
        }
    }

    private Learnt Of_NeedsLock(ChannelSource source)
    {
        var key = source.Key;
        if (!_learnt.TryGetValue(key, out var learnt))
        {
            _learnt[key] = learnt = new Learnt { ReserveMs = store.Reserve(key, time.GetUtcNow()) };
        }

        return learnt;
    }

    private sealed class Learnt
    {
        public int ReserveMs { get; set; }

        public long? GrownAt { get; set; }

        public Queue<long> Crashes { get; } = new();

        public long? AsideSince { get; set; }

        public long? FailedAt { get; set; }
    }
}
