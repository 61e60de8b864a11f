using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.SeeIt;

/// <summary>A channel of two sources, of which the first was lost and is silent.</summary>
public sealed class PictureRecoveryTests : IAsyncLifetime
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(100);
    private static readonly Failure _failure = new(FailureKind.SourceUnreachable, "It ended.");

    private readonly TimersClock _time = new();
    private RelayedSources _sources = null!;
    private Standbys _standbys = null!;
    private PictureRecovery _recovery = null!;

    public static TheoryData<PlaybackEnd, int> Ends => new()
    {
        { new PlaybackEnd.Stalled(PictureHealth.Frozen, _failure), 5 },
        { new PlaybackEnd.SourceLost(_failure), 8 },
        { new PlaybackEnd.GaveUp(_failure), 8 },
        { new PlaybackEnd.PlayerGone(), 8 },
        { new PlaybackEnd.ToElsewhere(StaysPaused: false), 8 },
    };

    public async ValueTask InitializeAsync()
    {
        _sources = await RelayedSources.StartAsync(_time);
        _sources.Sources[0].Fault = SourceFault.Silent;
        _sources.Player.Plays = (_, session) => session.Happened(new FirstPictureEvent(session.Id, 1));
        _standbys = _sources.MakeStandbys(TestSettings.Make());
        var status = new StatusReporter(new BootId(), _sources.Player, new Problems(), new LinkOutbox(), _time);
        _recovery = new PictureRecovery(
            _sources.MakeTuner(_standbys), _sources.Memory, _sources.Player, status, _time, NullLogger<PictureRecovery>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _sources.DisposeAsync();
    }

    /// <summary>Of the eight seconds, a picture that froze has stood for three.</summary>
    [Theory]
    [MemberData(nameof(Ends))]
    public async Task The_next_source_is_tried_eight_seconds_after_the_last_progress(PlaybackEnd end, int seconds)
    {
        using var show = Show();
        await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7), _sources.Source(0));

        var recovering = _recovery.BringBackAsync(show, lost, end);
        await Eventually.TrueAsync(() => _sources.Sources[0].Requests == 1, "the same source is tried");
        _time.Advance(TimeSpan.FromSeconds(seconds) - _moment);
        Assert.Equal(0, _sources.Sources[1].Requests);
        _time.Advance(2 * _moment);
        await using var back = await recovering.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("1", back.Source.Name);
    }

    /// <summary>What gives a tenth of its rate shows a picture each time that it is opened.</summary>
    [Fact]
    public async Task A_source_that_was_opened_anew_and_did_not_hold_is_tried_after_the_next_one()
    {
        using var show = Show();
        await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7), _sources.Source(0));
        _sources.Sources[0].Fault = SourceFault.None;

        await using var again = await _recovery.BringBackAsync(show, lost, new PlaybackEnd.Stalled(PictureHealth.Frozen, _failure));
        Assert.Equal("0", again.Source.Name);
        await using var next = await _recovery.BringBackAsync(show, again, new PlaybackEnd.Stalled(PictureHealth.Frozen, _failure));
        Assert.Equal("1", next.Source.Name);
        Assert.Equal(1, _sources.Sources[0].Requests);
    }

    [Fact]
    public async Task What_the_player_lost_is_tried_first_however_often_it_was_lost_before()
    {
        using var show = Show();
        await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7), _sources.Source(1));
        show.LostAfter(TimeSpan.Zero);
        show.LostAfter(TimeSpan.Zero);

        await using var again = await _recovery.BringBackAsync(show, lost, new PlaybackEnd.PlayerGone());
        Assert.Equal("1", again.Source.Name);
        Assert.Equal(0, _sources.Sources[0].Requests);
    }

    /// <summary>A standby was opened just before, each time.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_is_set_aside_for_ends_of_the_player_that_it_is_blamed_for_and_for_no_others(bool isBlamed)
    {
        using var show = Show();
        for (var end = 0; end < SourceMemory.MostCrashes; end++)
        {
            Assert.False(_sources.Memory.IsSetAside(_sources.Source(1)));
            await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7) { IsBlamed = isBlamed }, _sources.Source(1));
            _sources.Sources[0].Fault = SourceFault.None;
            await using var back = await _recovery.BringBackAsync(show, lost, new PlaybackEnd.PlayerGone());
        }

        Assert.Equal(isBlamed, _sources.Memory.IsSetAside(_sources.Source(1)));
    }

    [Fact]
    public async Task What_does_not_come_back_is_tried_after_pauses_that_double_up_to_half_a_minute()
    {
        using var show = Show();
        await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7), _sources.Source(1));
        _sources.Sources[0].Fault = _sources.Sources[1].Fault = SourceFault.NotFound;

        var recovering = _recovery.BringBackAsync(show, lost, new PlaybackEnd.SourceLost(_failure));
        int[] pauses = [1, 2, 4, 8, 16, 30, 30];
        for (var round = 1; round <= pauses.Length; round++)
        {
            // The timer of the pause is made once the screen is shown.
            var pause = TimeSpan.FromSeconds(pauses[round - 1]);
            await Eventually.TrueAsync(() => Screens().Count() == round && _time.LastTimer == pause, $"pause {round}, of {pause.TotalSeconds} s", TimeSpan.FromSeconds(10));
            Assert.IsType<TroubleScreen>(Screens().Last().Screen);
            Assert.Equal([round, round], _sources.Sources.Select(source => source.Requests));
            _time.Advance(pause);
        }

        show.Cancel(ShowEnd.Stopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recovering);
    }

    [Fact]
    public async Task What_was_chosen_of_a_source_is_chosen_again_when_it_is_back()
    {
        using var show = Show();
        await using var lost = await AerialMedia.OpenAsync(new PlayerSession(7), _sources.Source(1));
        lost.Chosen.Track(TrackKind.Audio, 102);
        lost.Chosen.Track(TrackKind.Subtitles, null);
        lost.Chosen.Rate = 1.5;
        _sources.Player.Plays = (_, session) => session.Happened(new FirstPictureEvent(session.Id, 100));

        await using var back = await _recovery.BringBackAsync(show, lost, new PlaybackEnd.PlayerGone());
        var id = back.Session.Id;
        Assert.Equal(
            new HashSet<PlayerRequest> { new SelectTrackRequest(id, TrackKind.Audio, 102), new SelectTrackRequest(id, TrackKind.Subtitles, null), new SetRateRequest(id, 1.5) },
            _sources.Player.Requests.Where(request => request is SelectTrackRequest or SetRateRequest).ToHashSet());
        Assert.Equal(1.5, back.Chosen.Rate);
        Assert.True(back.Chosen.IsOff(TrackKind.Subtitles));
    }

    private IEnumerable<ShowScreenRequest> Screens() => _sources.Player.Requests.OfType<ShowScreenRequest>();

    private RunningShow Show() => new(
        new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null), post: null, [_sources.Source(0), _sources.Source(1)], _time.GetTimestamp(), isAnswered: true);

    private sealed class TimersClock : FakeTimeProvider
    {
        private volatile object _last = TimeSpan.Zero;

        /// <summary>How long the timer takes that was made last.</summary>
        public TimeSpan LastTimer => (TimeSpan)_last;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _last = dueTime;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
