using SeeIt.Contracts.Hub;
using SeeIt.Hub.Web.Shared;

namespace SeeIt.Hub.Tests.Web;

/// <summary>What the remote says before its script runs. The script says the same.</summary>
public sealed class WordsTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 3, 20, 10, 0, TimeSpan.Zero);
    private static readonly MediaStatus _media = new(PictureHealth.Flowing, "SAT>IP", CanPause: true, CanSeek: false, LengthMs: null, Rate: 1, Tracks: []);

    private static readonly TvStatus _idle = new(
        Guid.Empty, 1, TvState.Idle, null, null, null, null, null, 0, _now, 50, false, null, null, null, 0, []);

    [Fact]
    public void Of_a_tv_that_is_as_usual_nothing_is_said()
    {
        Assert.Equal("", Words.About(null, _now));
        Assert.Equal("", Words.About(_idle, _now));
        Assert.Equal("", Words.About(_idle with { State = TvState.Playing, PositionMs = 1_000, Media = _media with { Live = new(0, 5_000) } }, _now.AddHours(1)));
    }

    [Theory]
    [InlineData(true, 62, 93, "Tuner attic: signal 62 %, quality 93 %")]
    [InlineData(null, null, null, "Tuner attic")]
    [InlineData(false, 3, 0, "Tuner attic: receives nothing")]
    public void Who_asked_how_far_behind_live_it_is_and_its_tuner_are_told(bool? isLocked, int? level, int? quality, string tuner) => Assert.Equal(
        $"Asked for by Anna · 1:00:15 behind live · {tuner}",
        Words.About(
            _idle with
            {
                State = TvState.Paused, RequestedBy = "Anna", PositionMs = 60_000,
                Media = _media with { Live = new(0, 70_000), Tuner = new("attic", isLocked, level, quality) },
            },
            _now.AddSeconds(3_605)));

    [Theory]
    [InlineData(4_620_000, 0, "4.6 Mbit/s")]
    [InlineData(null, 12, "12 pictures lost")]
    [InlineData(4_620_000, 12, "4.6 Mbit/s · 12 pictures lost")]
    public void Bit_rate_and_lost_pictures_are_told(int? bitRate, int lost, string said) => Assert.Equal(
        said,
        Words.About(_idle with { State = TvState.Playing, Media = _media with { Statistics = new(_now, bitRate, 1_500, 750, lost, 1_300, 0, 0, 0) } }, _now));

    [Theory]
    [InlineData(ViewingOutcome.Error, "What was on before ended by a fault")]
    [InlineData(ViewingOutcome.Interrupted, "What was on before was cut off: the TV's box stopped")]
    [InlineData(ViewingOutcome.Stopped, "")]
    [InlineData(ViewingOutcome.Finished, "")]
    public void How_the_viewing_before_ended_is_told_where_nobody_wanted_it_so(ViewingOutcome outcome, string said)
    {
        var status = _idle with { Last = new(7, Guid.Empty, outcome, _now) };
        Assert.Equal(said, Words.About(status, _now));
        Assert.Equal("", Words.About(status with { State = TvState.Playing, Media = _media }, _now));
    }

    [Theory]
    [InlineData("pause", true, true)]
    [InlineData("seek-to-live", false, true)]
    [InlineData("stop", false, true)]
    public void What_a_box_allows_is_offered_and_of_one_that_does_not_say_it_what_is_on_tells(string verb, bool isAllowed, bool isOffered)
    {
        var status = _idle with { State = TvState.Playing, Media = _media };
        Assert.Equal(isOffered, Words.Allows(status, verb));
        Assert.Equal(isAllowed, Words.Allows(status with { Allowed = ["pause"] }, verb));
    }
}
