using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Commands;

/// <summary>The open commands of one TV, in order. Used by one caller at a time, who holds <see cref="Gate"/>.</summary>
internal sealed class TvCommands(long lastSequence, TimeProvider clock)
{
    /// <summary>No TV comes near it by commands.</summary>
    private const long HighestSequence = 1L << 53;

    private readonly SortedDictionary<long, Entry> _bySequence = [];
    private readonly Dictionary<Guid, Entry> _byId = [];

    private sealed class Entry
    {
        public required CommandRecord Record { get; set; }

        public required TimeSpan LeftWhenAdded { get; init; }

        /// <summary>Of the monotonic clock: a step of the wall clock shortens or lengthens no command's life.</summary>
        public required long AddedAt { get; init; }

        /// <summary>Who asked; null for one that was taken before the hub last began.</summary>
        public required string? AccountId { get; init; }

        /// <summary>Handed to the connection that stands now.</summary>
        public bool OnThisLink { get; set; }

        /// <summary>When: of the monotonic clock.</summary>
        public long HandedAt { get; set; }
    }

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public long LastSequence { get; private set; } = lastSequence;

    /// <summary>What comes next gets a higher sequence than this. Nothing where it is no sequence that can be.</summary>
    public void GoOnBehind(long sequence)
    {
        if (sequence < HighestSequence)
        {
            LastSequence = Math.Max(LastSequence, sequence);
        }
    }

    public int Count => _byId.Count;

    /// <summary>How many of the open ones this account has asked for.</summary>
    public int CountOf(string accountId) => _byId.Values.Count(e => e.AccountId == accountId);

    /// <summary>Handed to this link and not acknowledged.</summary>
    public int InFlight => _byId.Values.Count(e => e.OnThisLink && e.Record.Progress == Progress.Sent);

    public IEnumerable<CommandRecord> All => _bySequence.Values.Select(e => e.Record);

    public CommandRecord? Find(Guid id) => _byId.GetValueOrDefault(id)?.Record;

    public void Add(CommandRecord record, TimeSpan left, string? accountId = null)
    {
        var entry = new Entry { Record = record, LeftWhenAdded = left, AddedAt = clock.GetTimestamp(), AccountId = accountId };
        _bySequence.Add(record.Sequence, entry);
        _byId.Add(record.Id, entry);
        LastSequence = Math.Max(LastSequence, record.Sequence);
    }

    /// <summary>Takes the moved record; an ended command leaves.</summary>
    public void Replace(CommandRecord record)
    {
        if (record.Progress.IsTerminal())
        {
            _byId.Remove(record.Id);
            _bySequence.Remove(record.Sequence);
        }
        else
        {
            _byId[record.Id].Record = record;
        }
    }

    public TimeSpan Left(Guid id)
    {
        var entry = _byId[id];
        var left = entry.LeftWhenAdded - clock.GetElapsedTime(entry.AddedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void MarkHanded(Guid id) => (_byId[id].OnThisLink, _byId[id].HandedAt) = (true, clock.GetTimestamp());

    /// <summary>How long ago this link was handed it; null when it was not.</summary>
    public TimeSpan? SinceHanded(Guid id) => _byId.GetValueOrDefault(id) is { OnThisLink: true } entry ? clock.GetElapsedTime(entry.HandedAt) : null;

    /// <summary>A new connection: all that is open is handed over again.</summary>
    public void ForgetLink()
    {
        foreach (var entry in _byId.Values)
        {
            entry.OnThisLink = false;
        }
    }

    /// <summary>The first command that this link has not been handed.</summary>
    public CommandRecord? NextToHand() => _bySequence.Values.FirstOrDefault(e => !e.OnThisLink)?.Record;

    /// <summary>Never sent, and out of time.</summary>
    public IReadOnlyList<CommandRecord> Overdue() =>
        [.. All.Where(record => record.Progress == Progress.Queued && Left(record.Id) == TimeSpan.Zero)];
}
