using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Tests.Support;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

/// <summary>Real sources and a real relay; only the player is one that does nothing.</summary>
public sealed class StandbysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly IdlePlayer _player = new();
    private readonly List<FaultySource> _sources = [];
    private ForwardProxy _proxy = null!;
    private readonly TemporaryFolder _folder = new();
    private StateStore _store = null!;
    private SourceMemory _memory = null!;
    private MediaOpener _opener = null!;
    private Standbys _standbys = null!;

    public async ValueTask InitializeAsync()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        _sources.AddRange([new(clip), new(clip)]);
        _store = new StateStore(_folder.Path, _time);
        var (options, settings) = (new RelayOptions(), TestSettings.Make());
        _proxy = new ForwardProxy(options, _time, NullLogger<ForwardProxy>.Instance);
        _memory = new SourceMemory(_store, _time);
        var shared = new SharedSources(new LiveRelay(options, _time, NullLogger<LiveRelay>.Instance), options, _time);
        _opener = new MediaOpener(shared, _proxy, _player, _memory, settings, _time);
        _standbys = Make(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _proxy.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task Is_ready_then_released_after_thirty_seconds()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _time.Advance(Standbys.Kept - TimeSpan.FromSeconds(1));
        Assert.True(_standbys.IsReady(Source(0)));

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => !_standbys.IsReady(Source(0)) && _player.Stopped.Count == 1, "released");
    }

    [Fact]
    public async Task Asked_for_again_is_kept_for_longer()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _time.Advance(TimeSpan.FromSeconds(20));
        _standbys.Prepare([Source(0)]);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(_standbys.IsReady(Source(0)));
        Assert.Equal(1, _player.Opened);
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_is_released()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _standbys.Prepare([Source(1)]);
        await ReadyAsync(1);
        Assert.False(_standbys.IsReady(Source(0)));
        await Eventually.TrueAsync(() => _player.Stopped.Count == 1, "the first is stopped");
    }

    [Fact]
    public async Task Taken_is_the_takers_and_not_stopped()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        await using var media = _standbys.Take(Source(0));
        Assert.NotNull(media);
        Assert.Null(_standbys.Take(Source(0)));
        _time.Advance(Standbys.Kept);
        await _standbys.DisposeAsync();
        Assert.Empty(_player.Stopped);
    }

    [Fact]
    public async Task A_source_that_ends_is_no_standby()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _sources[0].Close();
        await Eventually.TrueAsync(() => !_standbys.IsReady(Source(0)), "released");
    }

    [Fact]
    public async Task A_source_that_ends_the_player_is_not_prepared()
    {
        for (var crash = 0; crash < SourceMemory.MostCrashes; crash++)
        {
            _memory.EndedPlayer(Source(0));
        }

        _standbys.Prepare([Source(0), Source(1)]);
        await ReadyAsync(1);
        Assert.Equal(0, _sources[0].Requests);
    }

    /// <summary>There is room for one: what is not fitting leaves it to the next.</summary>
    [Fact]
    public async Task On_a_metered_line_only_the_lans_sources_are_prepared()
    {
        await using var metered = Make(TestSettings.Make(player => player with { Metered = true }));
        var far = new ChannelSource("far", new RelaySource(new Uri("http://203.0.113.1/live"), [], SourceTrust.Lineup));
        metered.Prepare([far, Source(0)]);
        await Eventually.TrueAsync(() => metered.IsReady(Source(0)), "the LAN's source is ready");
    }

    private Standbys Make(AgentSettings settings) =>
        new(_opener, _player, _memory, settings, _time, NullLogger<Standbys>.Instance);

    private Task ReadyAsync(int source) => Eventually.TrueAsync(() => _standbys.IsReady(Source(source)), "ready");

    private ChannelSource Source(int number) => new($"{number}", new RelaySource(_sources[number].Address, [], SourceTrust.Lineup));
}
