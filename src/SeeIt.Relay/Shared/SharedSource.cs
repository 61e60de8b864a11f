namespace SeeIt.Relay.Shared;

/// <summary>Where a shared source is in its life.</summary>
/// <remarks>Opening → Open → Over → Closing; any state → Closing, which is final.</remarks>
internal enum SharedState
{
    /// <summary>Has a tuner, or waits for one that is being given up.</summary>
    Opening,

    /// <summary>Has a tuner. A stream lingers when nobody holds it.</summary>
    Open,

    /// <summary>Not opened, or ended by itself: has no tuner, and remains for those who still read what came.</summary>
    Over,

    /// <summary>Being let go; the tuner is free when that is done.</summary>
    Closing,
}

/// <summary>One source that is open, or about to be, for everybody who asks for it. Guarded by the lock of <see cref="SharedSources"/>.</summary>
internal sealed class SharedSource(RelaySource source)
{
    public RelaySource Source { get; } = source;

    public SourceKey Key { get; } = SourceKey.Of(source);

    /// <summary>Sources without a group of their own share those of their host.</summary>
    public string Group { get; } = GroupOf(source);

    public SharedState State { get; set; } = SharedState.Opening;

    public bool HasTuner => State is SharedState.Opening or SharedState.Open;

    /// <summary>It had one when closing began.</summary>
    public bool GivesTunerBack { get; set; }

    public List<SourceHold> Holds { get; } = [];

    /// <summary>Nobody would miss it who is not on standby.</summary>
    public bool IsSpare => HasTuner && Holds.TrueForAll(hold => hold.Use == SourceUse.Standby);

    public CancellationTokenSource Abandoning { get; } = new();

    public Task<RelayOpening> Opening { get; set; } = null!;

    public LiveStream? Stream { get; set; }

    /// <summary>Ends when the tuner is free, once closing has begun.</summary>
    public Task Closed { get; set; } = Task.CompletedTask;

    public ITimer? Lingering { get; set; }

    public static string GroupOf(RelaySource source) => source.Tuners?.Name ?? source.Address.Authority;
}

/// <summary>What makes two sources the same connection.</summary>
internal readonly record struct SourceKey(string Address, int? Program, SourceTrust Trust, string Headers, string? User)
{
    public static SourceKey Of(RelaySource source) =>
        new(source.Address.AbsoluteUri, source.Program, source.Trust, string.Join('\0', source.Headers.Select(header => $"{header.Key}\0{header.Value}")), source.Credentials?.UserName);
}
