using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class PlayerVerbsTests : IAsyncLifetime
{
    private const int Fade = 150;

    private readonly FakeTimeProvider _time = new();
    private readonly IdlePlayer _player = new();
    private readonly SeenOverlay _overlay = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StateStore _store;
    private readonly StatusReporter _status;
    private readonly PlayerVerbs _verbs;
    private PlayingMedia _on = null!;

    public PlayerVerbsTests()
    {
        _store = new StateStore(_folder.Path, TimeProvider.System);
        _status = new StatusReporter(new BootId(), _player, new Problems(), new LinkOutbox(), TimeProvider.System);
        _verbs = new PlayerVerbs(_player, _overlay, _status, _store, TestSettings.Make(), _time);
    }

    public async ValueTask InitializeAsync()
    {
        _on = await AerialMedia.OpenAsync(new PlayerSession(7));
        _status.Apply(new ViewingEvent.Tuning(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null)));
        _status.Apply(new ViewingEvent.FirstPicture(250, AerialMedia.Source));
    }

    public async ValueTask DisposeAsync()
    {
        await _on.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_box_that_was_restarted_is_as_loud_as_it_was()
    {
        await _verbs.ActAsync(new SetVolumeVerb(30), playback: null);
        await _verbs.ActAsync(new SetMutedVerb(true), playback: null);

        var (player, time) = (new IdlePlayer(), TimeProvider.System);
        var status = new StatusReporter(new BootId(), player, new Problems(), new LinkOutbox(), time);
        await new PlayerVerbs(player, new SeenOverlay(), status, _store, TestSettings.Make(), time).RestoreSoundAsync();
        Assert.Equal([new SetVolumeRequest(30, FadeMs: 0), new SetMutedRequest(true)], player.Requests);
        Assert.Equal((30, true), (status.Snapshot().Volume, status.Snapshot().Muted));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(80)]
    [InlineData(100)]
    public async Task The_way_to_a_volume_is_faded(int percent)
    {
        Assert.Null(await _verbs.ActAsync(new SetVolumeVerb(percent), _on));
        Assert.Equal([new SetVolumeRequest(percent, Fade)], _player.Requests);
        Assert.Equal(percent, _status.Snapshot().Volume);
    }

    [Fact]
    public async Task Volume_and_mute_are_said_over_the_picture_for_a_moment()
    {
        await _verbs.ActAsync(new SetVolumeVerb(40), _on);
        Assert.Equal(new Overlay("Volume 40 %", null, OverlayPlace.TopRight, 2_000), _overlay.Now);
        await _verbs.ActAsync(new SetMutedVerb(true), _on);
        Assert.Equal("Muted", _overlay.Now?.Text);
        await _verbs.ActAsync(new SetMutedVerb(false), _on);
        Assert.Equal("Volume 40 %", _overlay.Now?.Text);
        await _verbs.ClearAsync();
        Assert.Null(_overlay.Now);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task A_volume_beyond_the_scale_is_refused_and_changes_nothing(int percent)
    {
        await _verbs.ActAsync(new SetVolumeVerb(30), _on);
        var failure = await _verbs.ActAsync(new SetVolumeVerb(percent), _on);
        Assert.Equal(FailureKind.Unsupported, failure?.Kind);
        Assert.Contains($"{percent} %", failure!.Detail, StringComparison.Ordinal);
        Assert.Equal([new SetVolumeRequest(30, Fade)], _player.Requests);
        Assert.Equal(30, _status.Snapshot().Volume);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("seek")]
    [InlineData("rate")]
    [InlineData("live")]
    [InlineData("track")]
    public async Task What_acts_on_a_picture_says_that_nothing_is_on(string verb)
    {
        Assert.Equal(FailureKind.NotPlaying, (await _verbs.ActAsync(OnWhatIsOn(verb), playback: null))?.Kind);
        Assert.Empty(_player.Requests);
    }

    [Fact]
    public async Task Volume_and_mute_are_set_while_nothing_is_on()
    {
        Assert.Null(await _verbs.ActAsync(new SetVolumeVerb(20), playback: null));
        Assert.Null(await _verbs.ActAsync(new SetMutedVerb(true), playback: null));
        Assert.Equal([new SetVolumeRequest(20, Fade), new SetMutedRequest(true)], _player.Requests);
        Assert.Equal((20, true), (_status.Snapshot().Volume, _status.Snapshot().Muted));
    }

    [Fact]
    public async Task Each_verb_asks_the_session_that_is_on()
    {
        Assert.Null(await _verbs.ActAsync(new SeekVerb(5_000), _on));
        Assert.Null(await _verbs.ActAsync(new SetRateVerb(0.5), _on));
        Assert.Null(await _verbs.ActAsync(new SelectTrackVerb(TrackKind.Audio, 3), _on));
        Assert.Equal([new SeekRequest(7, 5_000), new SetRateRequest(7, 0.5), new SelectTrackRequest(7, TrackKind.Audio, 3)], _player.Requests);
        Assert.Equal(0.5, _status.Snapshot().Media!.Rate);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("seek")]
    [InlineData("rate")]
    [InlineData("track")]
    public async Task What_the_player_refuses_is_unsupported_in_its_words(string verb)
    {
        _player.Fails = new PlayerException("It cannot seek: it is live.") { IsRefusal = true };
        Assert.Equal(new Failure(FailureKind.Unsupported, "It cannot seek: it is live."), await _verbs.ActAsync(OnWhatIsOn(verb), _on));
        Assert.Equal(1, _status.Snapshot().Media!.Rate);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("seek")]
    [InlineData("rate")]
    [InlineData("track")]
    public async Task What_a_player_that_is_gone_did_not_do_fails_with_it(string verb)
    {
        _player.Fails = new PlayerException("The player is gone.");
        Assert.Equal(new Failure(FailureKind.PlayerCrashed, "The player is gone."), await _verbs.ActAsync(OnWhatIsOn(verb), _on));
        Assert.Equal(0, _on.ResumeAtMs);
    }

    [Fact]
    public async Task What_was_sought_is_where_to_go_on_after_a_loss()
    {
        await _verbs.ActAsync(OnWhatIsOn("seek"), _on);
        Assert.Equal(5_000, _on.ResumeAtMs);
    }

    [Fact]
    public async Task A_volume_that_the_player_did_not_take_is_not_told()
    {
        _player.Fails = new PlayerException("The player is gone.");
        Assert.Equal(FailureKind.PlayerCrashed, (await _verbs.ActAsync(new SetVolumeVerb(20), _on))?.Kind);
        Assert.Equal(FailureKind.PlayerCrashed, (await _verbs.ActAsync(new SetMutedVerb(true), _on))?.Kind);
        Assert.Equal((100, false), (_status.Snapshot().Volume, _status.Snapshot().Muted));
        Assert.Null(_overlay.Now);
    }

    [Fact]
    public async Task Live_is_done_when_the_picture_is_back()
    {
        var live = _verbs.ActAsync(new SeekToLiveVerb(), _on);
        var end = await _on.WatchAsync(() => false, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.IsType<PlaybackEnd.ToElsewhere>(end);
        Assert.False(live.IsCompleted);
        _on.AnswerLive(failure: null);
        Assert.Null(await live);
    }

    [Fact]
    public async Task Live_that_does_not_come_back_fails_as_the_source_did()
    {
        var live = _verbs.ActAsync(new SeekToLiveVerb(), _on);
        _on.AnswerLive(new(FailureKind.SourceUnreachable, "HTTP 404"));
        Assert.Equal(new Failure(FailureKind.SourceUnreachable, "HTTP 404"), await live);
    }

    [Fact]
    public async Task Live_that_takes_too_long_is_said_to()
    {
        var live = _verbs.ActAsync(new SeekToLiveVerb(), _on);
        _time.Advance(Tuner.Limit);
        Assert.Equal(FailureKind.NoDataTimeout, (await live)?.Kind);
    }

    [Fact]
    public async Task A_film_is_not_live_and_is_not_opened_anew()
    {
        _on.Session.Happened(new MediaEvent(7, true, true, 60_000, []));
        _on.Session.Happened(new FirstPictureEvent(7, 1));
        await _on.FirstPictureAsync(TestContext.Current.CancellationToken);
        var failure = await _verbs.ActAsync(new SeekToLiveVerb(), _on);
        Assert.Equal(FailureKind.Unsupported, failure?.Kind);
        Assert.Contains("is not live", failure!.Detail, StringComparison.Ordinal);
    }

    private static Verb OnWhatIsOn(string verb) => verb switch
    {
        "pause" => new PauseVerb(),
        "resume" => new ResumeVerb(),
        "seek" => new SeekVerb(5_000),
        "rate" => new SetRateVerb(2),
        "live" => new SeekToLiveVerb(),
        _ => new SelectTrackVerb(TrackKind.Subtitles, null),
    };
}
