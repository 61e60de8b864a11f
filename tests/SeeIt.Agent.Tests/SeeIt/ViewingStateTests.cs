using CsCheck;
using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class ViewingStateTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 20, 0, 0, TimeSpan.Zero);
    private static readonly Viewed _viewed = new(Guid.NewGuid(), "garden", "Garden TV", "The Night Garden", null);

    private static readonly Dictionary<string, ViewingEvent> _events = new()
    {
        ["Tuning"] = new ViewingEvent.Tuning(_viewed),
        ["FirstPicture"] = new ViewingEvent.FirstPicture(250, "the aerial", TuneMs: 200, Session: 7),
        ["Paused"] = new ViewingEvent.Paused(),
        ["Resumed"] = new ViewingEvent.Resumed(),
        ["Stalled"] = new ViewingEvent.Stalled(),
        ["Flowing"] = new ViewingEvent.Flowing(),
        ["Stopped"] = new ViewingEvent.Stopped(),
        ["Failed"] = new ViewingEvent.Failed(new Failure(FailureKind.NoSignal, "no lock")),
        ["VolumeSet"] = new ViewingEvent.VolumeSet(30),
        ["MutedSet"] = new ViewingEvent.MutedSet(true),
        ["RateSet"] = new ViewingEvent.RateSet(2),
        ["Received"] = new ViewingEvent.Received(new TunerStatus("attic", true, 80, 93), TimeSpan.FromSeconds(20)),
        ["SessionEnded"] = new ViewingEvent.SessionEnded(new SessionEnd(7, Guid.NewGuid(), ViewingOutcome.Finished, _now)),
        ["Reached"] = new ViewingEvent.Reached(TimeSpan.FromMinutes(10)),
    };

    // A way into each state, from the first.
    private static readonly Dictionary<TvState, string[]> _ways = new()
    {
        [TvState.Idle] = [],
        [TvState.Tuning] = ["Tuning"],
        [TvState.Playing] = ["Tuning", "FirstPicture"],
        [TvState.Buffering] = ["Tuning", "FirstPicture", "Stalled"],
        [TvState.Paused] = ["Tuning", "FirstPicture", "Paused"],
        [TvState.Error] = ["Tuning", "Failed"],
    };

    [Theory]
    [InlineData(TvState.Idle, "Tuning:Tuning")]
    [InlineData(TvState.Tuning, "Tuning:Tuning FirstPicture:Playing Stopped:Idle Failed:Error")]
    [InlineData(TvState.Playing, "Tuning:Tuning Paused:Paused Stalled:Buffering Stopped:Idle Failed:Error")]
    [InlineData(TvState.Buffering, "Tuning:Tuning FirstPicture:Playing Paused:Paused Flowing:Playing Stopped:Idle Failed:Error")]
    [InlineData(TvState.Paused, "Tuning:Tuning FirstPicture:Playing Resumed:Playing Stopped:Idle Failed:Error")]
    [InlineData(TvState.Error, "Tuning:Tuning Stopped:Idle Failed:Error")]
    public void Each_event_leads_where_the_table_says_and_every_other_changes_nothing(TvState from, string table)
    {
        var moves = table.Split(' ').Select(move => move.Split(':')).ToDictionary(move => move[0], move => Enum.Parse<TvState>(move[1]));
        foreach (var (name, happened) in _events)
        {
            var before = After(_ways[from]);
            Assert.Equal(from, before.State);
            Assert.Equal(moves.GetValueOrDefault(name, from), before.Next(happened, _now).State);
        }
    }

    [Fact]
    public void A_picture_that_was_lost_and_is_back_clears_the_failure_and_names_its_source()
    {
        var state = After(["Tuning", "FirstPicture", "Failed"]).Next(new ViewingEvent.FirstPicture(0, "the other aerial"), _now);
        Assert.Equal((TvState.Playing, null, 250, "the other aerial"), (state.State, state.Failure, state.FirstPictureMs, state.Media?.Source));
    }

    [Fact]
    public void Health_is_told_of_what_is_shown_only()
    {
        var late = new ViewingEvent.HealthIs(PictureHealth.Late);
        Assert.Equal(PictureHealth.Late, After(["Tuning", "FirstPicture"]).Next(late, _now).Media?.Health);
        Assert.Null(After(["Tuning"]).Next(late, _now).Media);
    }

    [Fact]
    public void Position_grows_while_playing_only()
    {
        var state = After(_ways[TvState.Playing])
            .Next(_events["Paused"], _now.AddSeconds(10))
            .Next(_events["Resumed"], _now.AddSeconds(60))
            .Next(_events["Stalled"], _now.AddSeconds(65));
        Assert.Equal(TimeSpan.FromSeconds(15), state.Position);
        Assert.Equal(_now.AddSeconds(65), state.PositionTakenAt);
    }

    [Fact]
    public void Position_grows_at_the_rate()
    {
        var state = After(_ways[TvState.Playing])
            .Next(new ViewingEvent.RateSet(2), _now.AddSeconds(10))
            .Next(_events["Paused"], _now.AddSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(30), state.Position);
    }

    [Theory]
    [InlineData(9, 10)]
    [InlineData(11.4, 10)]
    [InlineData(8, 8)]
    [InlineData(600, 600)]
    [InlineData(0, 0)]
    public void A_place_that_is_not_as_expected_is_told(double reached, double position)
    {
        var playing = After(_ways[TvState.Playing]);
        var state = playing.Next(new ViewingEvent.Reached(TimeSpan.FromSeconds(reached)), _now.AddSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(position), state.Next(_events["Paused"], _now.AddSeconds(10)).Position);
        Assert.Equal(position == 10, state == playing);
    }

    [Fact]
    public void A_place_is_taken_of_a_paused_picture_too_and_not_of_one_that_is_lost()
    {
        var reached = new ViewingEvent.Reached(TimeSpan.FromSeconds(600));
        Assert.Equal(TimeSpan.FromSeconds(600), After(_ways[TvState.Paused]).Next(reached, _now).Position);
        Assert.Equal(TimeSpan.Zero, After(_ways[TvState.Buffering]).Next(reached, _now).Position);
    }

    [Fact]
    public void Volume_and_mute_outlive_a_show()
    {
        var state = After(["VolumeSet", "MutedSet", "Tuning", "FirstPicture", "Stopped"]);
        Assert.Equal((30, true, TvState.Idle, null), (state.Volume, state.Muted, state.State, state.On));
    }

    [Fact]
    public void A_new_tuning_forgets_the_failure_and_the_first_picture_of_the_one_before()
    {
        var state = After(["Tuning", "FirstPicture", "Failed", "Tuning"]);
        Assert.Null(state.Failure);
        Assert.Null(state.FirstPictureMs);
        Assert.Equal(TimeSpan.Zero, state.Position);
    }

    [Fact]
    public void A_first_picture_begins_the_viewing_session_and_says_when_it_came()
    {
        var state = After(["Tuning"]).Next(_events["FirstPicture"], _now.AddSeconds(1));
        Assert.Equal((7, _now.AddSeconds(1), 200), (state.Session, state.FirstPictureAt, state.Media?.TuneMs));
        var back = state.Next(_events["Failed"], _now).Next(new ViewingEvent.FirstPicture(0, "the other aerial", TuneMs: 900), _now.AddSeconds(9));
        Assert.Equal((7, _now.AddSeconds(1), 900), (back.Session, back.FirstPictureAt, back.Media?.TuneMs));
    }

    [Theory]
    [InlineData("Stopped")]
    [InlineData("Tuning")]
    public void The_end_of_a_session_is_told_until_the_next_one_ends(string next)
    {
        var ended = After(["Tuning", "FirstPicture", "SessionEnded", next]);
        Assert.Equal((null, ViewingOutcome.Finished), (ended.Session, ended.Last?.Outcome));
        Assert.Equal(ended.Last, ended.Next(_events["Tuning"], _now).Next(_events["FirstPicture"], _now).Last);
    }

    [Fact]
    public void The_newest_picture_of_what_is_live_runs_on_while_it_is_paused_and_the_oldest_one_behind_it()
    {
        var playing = After(["Tuning", "FirstPicture", "Received"]);
        Assert.Equal(new LiveRange(-20_000, 0), playing.Live);
        var paused = playing.Next(_events["Paused"], _now.AddSeconds(10));
        Assert.Equal(new LiveRange(-10_000, 10_000), paused.Live);
        var resumed = paused.Next(_events["Resumed"], _now.AddSeconds(15));
        Assert.Equal((TimeSpan.FromSeconds(10), new LiveRange(-5_000, 15_000)), (resumed.Position, resumed.Live));
        var atTheNewest = resumed.Next(_events["FirstPicture"], _now.AddSeconds(20)).Next(_events["Received"], _now.AddSeconds(20));
        Assert.Equal((TimeSpan.FromSeconds(15), new LiveRange(-5_000, 15_000)), (atTheNewest.Position, atTheNewest.Live));
    }

    [Fact]
    public void The_newest_place_of_what_grows_stays_where_it_is_when_another_is_sought()
    {
        var playing = After(_ways[TvState.Playing]).Next(Grown(60), _now);
        Assert.Equal(new LiveRange(0, 60_000), playing.Live);
        var sought = playing.Next(new ViewingEvent.Reached(TimeSpan.FromSeconds(30)), _now.AddSeconds(10));
        Assert.Equal((TimeSpan.FromSeconds(30), 70_000), (sought.Position, sought.Live?.EndMs));
        var paused = sought.Next(_events["Paused"], _now.AddSeconds(20)).Next(new ViewingEvent.Reached(TimeSpan.FromSeconds(45)), _now.AddSeconds(25));
        Assert.Equal((TimeSpan.FromSeconds(45), 85_000), (paused.Position, paused.Live?.EndMs));
        Assert.Null(paused.Next(new ViewingEvent.Received(null, null), _now.AddSeconds(25)).Live);
    }

    [Theory]
    [InlineData(61, false)]
    [InlineData(63, true)]
    [InlineData(57, true)]
    public void A_newest_place_that_is_as_expected_is_no_news(double newest, bool isNews)
    {
        // It has grown by what was played; more or less of it is told, whatever is held.
        var before = After(_ways[TvState.Playing]).Next(Grown(50), _now);
        var after = before.Next(new ViewingEvent.Received(null, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(newest)), _now.AddSeconds(10));
        Assert.Equal(isNews, !ReferenceEquals(before, after));
        Assert.Equal(isNews ? (long)(newest * 1_000) : 50_000, after.Live?.EndMs);
    }

    [Fact]
    public void What_was_paused_for_longer_than_is_held_goes_on_with_the_oldest_picture()
    {
        var state = After(["Tuning", "FirstPicture", "Received", "Paused"]).Next(_events["Resumed"], _now.AddSeconds(90));
        Assert.Equal(new LiveRange(0, 20_000), state.Live);
    }

    [Theory]
    [InlineData(true, 80, 93, 20, false)]
    [InlineData(true, 84, 89, 24.9, false)]
    [InlineData(true, 85, 93, 20, true)]
    [InlineData(true, 80, 88, 20, true)]
    [InlineData(false, 80, 93, 20, true)]
    [InlineData(true, 80, 93, 25, true)]
    [InlineData(true, 80, 93, 15, true)]
    public void A_signal_that_wavers_is_no_news(bool isLocked, int level, int quality, double held, bool isNews)
    {
        var before = After(["Tuning", "FirstPicture", "Received"]);
        var after = before.Next(new ViewingEvent.Received(new TunerStatus("attic", isLocked, level, quality), TimeSpan.FromSeconds(held)), _now.AddSeconds(1));
        Assert.Equal(isNews, !ReferenceEquals(before, after));
        Assert.Equal(isNews ? level : 80, after.Media?.Tuner?.Level);
    }

    [Fact]
    public void What_says_nothing_any_more_is_told_too()
    {
        var state = After(["Tuning", "FirstPicture", "Received"]).Next(new ViewingEvent.Received(new TunerStatus("attic"), null), _now);
        Assert.Equal((new TunerStatus("attic"), null), (state.Media?.Tuner, state.Live));
    }

    [Fact]
    public void What_was_counted_is_told_first_with_a_bit_rate_and_then_once_a_minute_as_long_as_it_rises()
    {
        var before = After(_ways[TvState.Playing]);
        Assert.Same(before, before.Next(Counted(60, bitRate: null), _now));
        var first = before.Next(Counted(90), _now.AddSeconds(5));
        Assert.Equal((90, _now.AddSeconds(5)), (first.Media?.Statistics?.DecodedVideo, first.Media?.Statistics?.TakenAt));
        Assert.Same(first, first.Next(Counted(1_000), _now.AddSeconds(64)));
        Assert.Same(first, first.Next(Counted(90), _now.AddSeconds(65)));
        Assert.Equal(1_000, first.Next(Counted(1_000), _now.AddSeconds(65)).Media?.Statistics?.DecodedVideo);
    }

    [Fact]
    public void What_was_counted_comes_with_another_health_and_begins_anew_with_a_picture_that_is_back()
    {
        var state = After(_ways[TvState.Playing]).Next(Counted(90), _now)
            .Next(new ViewingEvent.HealthIs(PictureHealth.Frozen, Counted(150).Statistics), _now.AddSeconds(3));
        Assert.Equal((150, _now.AddSeconds(3)), (state.Media?.Statistics?.DecodedVideo, state.Media?.Statistics?.TakenAt));
        Assert.Equal(150, state.Next(new ViewingEvent.HealthIs(PictureHealth.Lost), _now.AddSeconds(4)).Media?.Statistics?.DecodedVideo);
        var late = After(_ways[TvState.Playing]).Next(new ViewingEvent.HealthIs(PictureHealth.Late, Counted(60, bitRate: null).Statistics), _now);
        Assert.Equal(4_000_000, late.Next(Counted(90), _now.AddSeconds(1)).Media?.Statistics?.BitRate);
        Assert.Null(state.Next(_events["Stalled"], _now).Next(_events["FirstPicture"], _now).Media?.Statistics);
        Assert.Same(After(_ways[TvState.Tuning]).Next(Counted(90), _now).Media, null);
    }

    private static ViewingEvent.Measured Counted(int frames, int? bitRate = 4_000_000) => new(new(default, bitRate, frames, frames / 2, 0, frames, 0, 0, 0));

    private static ViewingEvent.Received Grown(int seconds) => new(null, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Whatever_happens_a_failure_is_there_in_error_only_and_something_is_on_but_when_idle() =>
        Gen.Int[0, _events.Count - 1].Select(index => _events.Keys.ElementAt(index)).List[0, 30].Sample(names =>
        {
            var state = After(names);
            return (state.Failure is not null) == (state.State == TvState.Error)
                && (state.On is null) == (state.State == TvState.Idle)
                && (state.State is not (TvState.Playing or TvState.Paused or TvState.Buffering) || state.FirstPictureMs is not null);
        });

    private static ViewingState After(IEnumerable<string> names) =>
        names.Aggregate(ViewingState.Initial(_now), (state, name) => state.Next(_events[name], _now));
}
