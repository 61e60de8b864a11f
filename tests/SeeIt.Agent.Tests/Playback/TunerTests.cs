using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

/// <summary>A box whose hardware is let decode, and does not; here is none that could, so the player is one that says so.</summary>
public sealed class TunerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _inSoftware = [];
    private RelayedSources _sources = null!;
    private Standbys _standbys = null!;
    private Tuner _tuner = null!;

    public async ValueTask InitializeAsync()
    {
        _sources = await RelayedSources.StartAsync(_time);
        _standbys = _sources.MakeStandbys(TestSettings.Make());
        _tuner = _sources.MakeTuner(_standbys);
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _sources.DisposeAsync();
    }

    [Fact]
    public async Task What_hardware_does_not_show_is_shown_by_software_at_once()
    {
        HardwareDoes(SoundsOnly);
        await ShownAsync();
        Assert.Equal([false, true], _inSoftware);
    }

    [Fact]
    public async Task What_ends_the_player_in_hardware_is_shown_by_software_at_once()
    {
        HardwareDoes(session => session.PlayerGone());
        await ShownAsync();
        Assert.Equal([false, true], _inSoftware);
    }

    /// <summary>A source lingers after it was left, and may end just when it is wanted again.</summary>
    [Fact]
    public async Task A_source_that_was_joined_as_it_ended_is_asked_itself()
    {
        var source = _sources.Source(0);
        _sources.Player.Plays = Shows;
        var first = Assert.IsType<TuneResult.Tuned>(await _tuner.TuneAsync(source, Tuner.Limit, 0, TestContext.Current.CancellationToken));
        await first.Playback.DisposeAsync();

        _sources.Player.Plays = (_, _) =>
        {
            _sources.Player.Plays = Shows;
            _sources.Sources[0].Close();
        };
        await using var second = Assert.IsType<TuneResult.Tuned>(await _tuner.TuneAsync(source, Tuner.Limit, 0, TestContext.Current.CancellationToken)).Playback;
        Assert.Equal(2, _sources.Sources[0].Requests);

        static void Shows(OpenRequest request, PlayerSession session) => session.Happened(new FirstPictureEvent(session.Id, 100));
    }

    [Theory]
    [InlineData(SourceFault.NotFound, true)]
    [InlineData(SourceFault.NoSignal, true)]
    [InlineData(SourceFault.NoFreeTuner, false)]
    public async Task A_source_that_failed_is_remembered_but_not_one_whose_tuners_were_busy(SourceFault fault, bool isLast)
    {
        ChannelSource[] sources = [_sources.Source(0), _sources.Source(1)];
        _sources.Sources[0].Fault = fault;
        Assert.IsType<TuneResult.Failed>(await _tuner.TuneAsync(sources[0], Tuner.Limit, 0, TestContext.Current.CancellationToken));
        Assert.Equal(isLast ? [sources[1], sources[0]] : sources, _sources.Memory.Ordered(sources));
    }

    [Fact]
    public async Task Hardware_is_not_asked_for_a_codec_any_more_once_it_failed_twice()
    {
        HardwareDoes(SoundsOnly);
        await ShownAsync();
        await ShownAsync();
        _inSoftware.Clear();
        await ShownAsync();
        Assert.Equal([true], _inSoftware);
        Assert.True(_sources.Decoders.IsForSoftware(_sources.Source(1), VideoCodec.H264));
        Assert.False(_sources.Decoders.IsForSoftware(_sources.Source(1), VideoCodec.Hevc));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_of_the_player_tells_of_the_hardware_and_the_source_only_what_they_are_blamed_for(bool isBlamed)
    {
        HardwareDoes(session =>
        {
            session.IsBlamed = isBlamed;
            session.PlayerGone();
        });
        await ShownAsync();
        await ShownAsync();
        Assert.Equal(isBlamed, _sources.Decoders.IsForSoftware(_sources.Source(0), VideoCodec.H264));
        Assert.Equal(isBlamed, _sources.Memory.HasEndedPlayer(_sources.Source(0)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_player_that_ended_while_it_was_asked_is_counted_against_what_is_blamed(bool isBlamed)
    {
        _sources.Player.Fails = new PlayerException("The player is gone.") { IsGone = true, IsBlamed = isBlamed };
        var failed = Assert.IsType<TuneResult.Failed>(await TuneAsync());
        Assert.Equal(FailureKind.PlayerCrashed, failed.Failure.Kind);
        Assert.Equal(isBlamed, _sources.Memory.HasEndedPlayer(_sources.Source(0)));
    }

    [Fact]
    public async Task Hardware_is_asked_again_after_a_month()
    {
        HardwareDoes(SoundsOnly);
        await ShownAsync();
        await ShownAsync();
        _time.Advance(TimeSpan.FromDays(31));
        Assert.False(_sources.Decoders.IsForSoftware(_sources.Source(1), VideoCodec.H264));
    }

    [Fact]
    public async Task Failures_that_lie_apart_are_chance()
    {
        HardwareDoes(SoundsOnly);
        await ShownAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await ShownAsync();
        Assert.False(_sources.Decoders.IsForSoftware(_sources.Source(0), VideoCodec.H264));
    }

    [Fact]
    public async Task What_software_does_not_show_either_is_no_fault_of_the_hardware()
    {
        _sources.Player.Plays = (request, session) => Begin(request, session).PlayerGone();
        for (var time = 0; time < DecoderMemory.Enough; time++)
        {
            var failed = Assert.IsType<TuneResult.Failed>(await TuneAsync());
            Assert.Equal(FailureKind.PlayerCrashed, failed.Failure.Kind);
        }

        Assert.False(_sources.Decoders.IsForSoftware(_sources.Source(0), VideoCodec.H264));
    }

    [Fact]
    public async Task What_the_player_refuses_fails_in_its_words_and_is_not_asked_again()
    {
        _sources.Player.Fails = new PlayerException("mrl must be one of dvb.") { IsRefusal = true };
        var failed = Assert.IsType<TuneResult.Failed>(await TuneAsync());
        Assert.Equal((FailureKind.Unsupported, "mrl must be one of dvb."), (failed.Failure.Kind, failed.Failure.Detail));
        Assert.Equal(1, _sources.Player.Opened);
    }

    [Theory]
    [InlineData(0, FailureKind.NoSignal)]
    [InlineData(188, FailureKind.NoDataTimeout)]
    public async Task An_adapter_that_gives_nothing_in_time_has_no_signal(long bytes, FailureKind kind)
    {
        _sources.Player.Plays = (_, session) => session.Happened(new StatisticsEvent(session.Id, 0, bytes, 0, 0, 0, 0, 0));
        var adapter = new ChannelSource("adapter", new RelaySource(new Uri("dvb-t:///frequency=474000000"), [], SourceTrust.Lineup));
        var tuning = _tuner.TuneAsync(adapter, Tuner.Limit, startMs: 0, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return tuning.IsCompleted;
            },
            "the time is up");
        Assert.Equal(kind, Assert.IsType<TuneResult.Failed>(await tuning).Failure.Kind);
    }

    [Fact]
    public void The_relay_leaves_to_the_player_what_the_player_opens() => Assert.Equal(TunerInput.Schemes, RelaySource.AdapterSchemes);

    private void HardwareDoes(Action<PlayerSession> hardware) => _sources.Player.Plays = (request, session) =>
    {
        Begin(request, session);
        if (request.InSoftware)
        {
            session.Happened(new FirstPictureEvent(session.Id, 1));
        }
        else
        {
            hardware(session);
        }
    };

    private PlayerSession Begin(OpenRequest request, PlayerSession session)
    {
        _inSoftware.Add(request.InSoftware);
        session.Happened(new MediaEvent(
            session.Id, true, false, null, [new(TrackKind.Video, 1, "h264", null, null, true), new(TrackKind.Audio, 2, "mp4a", null, null, true)], !request.InSoftware));
        return session;
    }

    /// <summary>Reports once a second, and each time that the last report was read.</summary>
    private void SoundsOnly(PlayerSession session) => _ = Task.Run(async () =>
    {
        for (var played = 1; !_sources.Player.Stopped.Contains(session.Id); await Task.Yield())
        {
            if (session.Events.Count == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                session.Happened(new StatisticsEvent(session.Id, 0, 1_000, 0, 0, 0, played++, 0));
            }
        }
    });

    private async Task ShownAsync() => await Assert.IsType<TuneResult.Tuned>(await TuneAsync()).Playback.DisposeAsync();

    private Task<TuneResult> TuneAsync() => _tuner.TuneAsync(_sources.Source(0), Tuner.Limit, startMs: 0, TestContext.Current.CancellationToken);
}
