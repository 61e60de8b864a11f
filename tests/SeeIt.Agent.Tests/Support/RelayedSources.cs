using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Support;

/// <summary>Two real sources and a real relay; only the player is one that does nothing.</summary>
internal sealed class RelayedSources : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TemporaryFolder _folder = new();
    private readonly StateStore _store;
    private readonly ForwardProxy _proxy;
    private readonly SharedSources _shared;
    private readonly MediaOpener _opener;

    private RelayedSources(TsClip clip, TimeProvider time)
    {
        (_time, Sources) = (time, [new(clip), new(clip)]);
        _store = new StateStore(_folder.Path, time);
        Memory = new SourceMemory(_store, time);
        Decoders = new DecoderMemory(_store, time);
        var options = new RelayOptions();
        _proxy = new ForwardProxy(options, time, NullLogger<ForwardProxy>.Instance);
        _shared = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        _opener = MakeOpener(TestSettings.Make());
    }

    public IReadOnlyList<FaultySource> Sources { get; }

    public IdlePlayer Player { get; } = new();

    public SourceMemory Memory { get; }

    public DecoderMemory Decoders { get; }

    public static async Task<RelayedSources> StartAsync(TimeProvider time) => new(await FaultClips.PlainAsync("garden.demo"), time);

    public ChannelSource Source(int number) => new($"{number}", new RelaySource(Sources[number].Address, [], SourceTrust.Lineup));

    /// <param name="settings">What the owner has set.</param>
    /// <param name="time">The clock of what it opens; null for that of all else.</param>
    public MediaOpener MakeOpener(AgentSettings settings, TimeProvider? time = null) => new(_shared, _proxy, Player, Memory, Decoders, settings, time ?? _time);

    /// <param name="settings">What the owner allows.</param>
    /// <param name="available">What the machine has; null for this one's.</param>
    public Standbys MakeStandbys(AgentSettings settings, AvailableMemory? available = null) =>
        new(_opener, Player, Memory, available ?? new AvailableMemory(), settings, _time, NullLogger<Standbys>.Instance);

    public Tuner MakeTuner(Standbys standbys) => new(_opener, standbys, Memory, Decoders, Player, _time, NullLogger<Tuner>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
        foreach (var source in Sources)
        {
            await source.DisposeAsync();
        }
    }
}
