using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

public sealed class StandbysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private RelayedSources _relayed = null!;
    private Standbys _standbys = null!;

    public async ValueTask InitializeAsync()
    {
        _relayed = await RelayedSources.StartAsync(_time);
        _standbys = _relayed.MakeStandbys(TestSettings.Make());
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _relayed.DisposeAsync();
    }

    [Fact]
    public async Task Is_ready_then_released_after_thirty_seconds()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _time.Advance(Standbys.Kept - TimeSpan.FromSeconds(1));
        Assert.True(_standbys.IsReady(Source(0)));

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => !_standbys.IsReady(Source(0)) && _relayed.Player.Stopped.Count == 1, "released");
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
        Assert.Equal(1, _relayed.Player.Opened);
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_is_released()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _standbys.Prepare([Source(1)]);
        await ReadyAsync(1);
        Assert.False(_standbys.IsReady(Source(0)));
        await Eventually.TrueAsync(() => _relayed.Player.Stopped.Count == 1, "the first is stopped");
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
        Assert.Empty(_relayed.Player.Stopped);
    }

    [Fact]
    public async Task A_source_that_ends_is_no_standby()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _relayed.Sources[0].Close();
        await Eventually.TrueAsync(() => !_standbys.IsReady(Source(0)), "released");
    }

    [Fact]
    public async Task A_source_that_ends_the_player_is_not_prepared()
    {
        for (var crash = 0; crash < SourceMemory.MostCrashes; crash++)
        {
            _relayed.Memory.EndedPlayer(Source(0));
        }

        _standbys.Prepare([Source(0), Source(1)]);
        await ReadyAsync(1);
        Assert.Equal(0, _relayed.Sources[0].Requests);
    }

    /// <summary>What is watched ends with the player each time.</summary>
    [Fact]
    public async Task A_standby_that_ended_the_player_once_is_not_prepared_for_five_minutes()
    {
        _relayed.Player.Plays = (_, session) =>
        {
            session.IsBlamed = true;
            session.PlayerGone();
        };
        _standbys.Prepare([Source(0)]);
        await Eventually.TrueAsync(() => _relayed.Memory.HasEndedPlayer(Source(0)) && !_standbys.IsReady(Source(0)), "it is known and released");

        _relayed.Player.Plays = null;
        _standbys.Prepare([Source(0), Source(1)]);
        await ReadyAsync(1);
        Assert.False(_standbys.IsReady(Source(0)));
        Assert.False(_relayed.Memory.IsSetAside(Source(0)));

        _time.Advance(TimeSpan.FromMinutes(6));
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
    }

    [Fact]
    public async Task A_standby_that_the_player_ended_over_as_it_opened_is_blamed_too()
    {
        _relayed.Player.Fails = new PlayerException("The player is gone.") { IsGone = true, IsBlamed = true };
        _standbys.Prepare([Source(0)]);
        await Eventually.TrueAsync(() => _relayed.Memory.HasEndedPlayer(Source(0)), "it is known");
    }

    /// <summary>Nobody reads a standby's events, and they are not read first.</summary>
    [Fact]
    public async Task A_standby_whose_player_ended_over_something_else_is_released_and_prepared_again()
    {
        PlayerSession? opened = null;
        _relayed.Player.Plays = (_, session) => (opened = session).Happened(new StateEvent(session.Id, PlayerState.Playing));
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        opened!.PlayerGone();
        await Eventually.TrueAsync(() => !_standbys.IsReady(Source(0)), "released");
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        Assert.Equal(2, _relayed.Player.Opened);
    }

    /// <summary>There is room for one: what is not fitting leaves it to the next.</summary>
    [Fact]
    public async Task On_a_metered_line_only_the_lans_sources_are_prepared()
    {
        await using var metered = _relayed.MakeStandbys(TestSettings.Make(player => player with { Metered = true }));
        var far = new ChannelSource("far", new RelaySource(new Uri("http://203.0.113.1/live"), [], SourceTrust.Lineup));
        metered.Prepare([far, Source(0)]);
        await Eventually.TrueAsync(() => metered.IsReady(Source(0)), "the LAN's source is ready");
    }

    [Fact]
    public async Task An_adapter_of_this_machine_is_not_taken_for_a_standby()
    {
        await using var one = _relayed.MakeStandbys(TestSettings.Make());
        var adapter = new ChannelSource("adapter", new RelaySource(new Uri("dvb-t:///frequency=474000000"), [], SourceTrust.Lineup));
        one.Prepare([adapter, Source(0)]);
        await Eventually.TrueAsync(() => one.IsReady(Source(0)), "the other source is ready");
        Assert.Equal(1, _relayed.Player.Opened);
    }

    [Fact]
    public async Task There_are_as_many_as_memory_allows()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("meminfo");
        await File.WriteAllTextAsync(file, "MemTotal:        1000000 kB\nMemAvailable:     200000 kB\n", TestContext.Current.CancellationToken);
        await using var small = _relayed.MakeStandbys(TestSettings.Make(), new AvailableMemory(file));
        small.Prepare([Source(0), Source(1)]);
        await Eventually.TrueAsync(() => small.IsReady(Source(0)), "the likeliest is ready");

        // What it took itself is not missing.
        await File.WriteAllTextAsync(file, "MemAvailable:     120000 kB\n", TestContext.Current.CancellationToken);
        small.Prepare([Source(0), Source(1)]);
        Assert.True(small.IsReady(Source(0)));

        await File.WriteAllTextAsync(file, "MemAvailable:      60000 kB\n", TestContext.Current.CancellationToken);
        small.Prepare([Source(0), Source(1)]);
        await Eventually.TrueAsync(() => _relayed.Player.Stopped.Count == 1, "it is released");
        Assert.Equal(1, _relayed.Player.Opened);
    }

    [Fact]
    public async Task They_give_way_to_what_is_watched_and_stay_away_for_a_while()
    {
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
        _standbys.GiveWay();
        await Eventually.TrueAsync(() => _relayed.Player.Stopped.Count == 1, "released");

        _standbys.Prepare([Source(0)]);
        _time.Advance(Standbys.Strained);
        Assert.Equal(1, _relayed.Player.Opened);
        _standbys.Prepare([Source(0)]);
        await ReadyAsync(0);
    }

    private Task ReadyAsync(int source) => Eventually.TrueAsync(() => _standbys.IsReady(Source(source)), "ready");

    private ChannelSource Source(int number) => _relayed.Source(number);
}
