using SeeIt.Agent.Cli;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Cli;

public sealed class StatusTextTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 3, 20, 10, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo _zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), "test", "test");
    private static readonly BoxInfo _box = new("1", "Living room", "Box", "1.0", Paired: true);
    private static readonly MediaStatus _media = new(PictureHealth.Flowing, "SAT>IP, 2 of 3", CanPause: true, CanSeek: false, LengthMs: null, Rate: 1, Tracks: [], TuneMs: 320);

    private static readonly TvStatus _idle = new(
        Guid.Empty, 1, TvState.Idle, null, null, null, null, null, 0, _now, 50, false, null, null, null, 0, []);

    private static readonly TvStatus _playing = _idle with
    {
        State = TvState.Playing, Channel = "Garden TV", Title = "The Night Garden", Episode = "s1e2", FirstPictureMs = 450, RequestedBy = "Anna",
        PositionMs = 60_000, Media = _media,
    };

    [Fact]
    public void An_idle_box_says_two_lines() => Assert.Equal(
        ["Living room (Box), version 1.0, paired, link up", "TV: Idle"], StatusText.Lines(new(_box, Linked: true, _idle), _now, _zone));

    [Fact]
    public void What_is_on_is_told_with_who_asked_for_it_its_source_and_its_tuner() => Assert.Equal(
        [
            "TV: Playing, Garden TV, The Night Garden, s1e2",
            "Asked for by Anna, on the screen after 450 ms",
            "Source: SAT>IP, 2 of 3, its picture is late, tuned in 320 ms",
            "Tuner: attic, signal 80 %, quality 93 %",
            "0:42 behind live",
        ],
        Lines(_playing with
        {
            Media = _media with { Health = PictureHealth.Late, Tuner = new("attic", true, 80, 93), Live = new(0, 102_000) },
        }));

    [Theory]
    [InlineData(TvState.Playing, 1, 64_900, 30, null)]
    [InlineData(TvState.Playing, 1, 65_000, 30, "0:05 behind live")]
    [InlineData(TvState.Playing, 2, 160_000, 30, "1:10 behind live")]
    [InlineData(TvState.Paused, 1, 61_000, 30, "0:31 behind live")]
    [InlineData(TvState.Buffering, 1, 61_000, 7200, "2:00:01 behind live")]
    public void How_far_behind_live_it_is_goes_on_with_time(TvState state, double rate, long newest, int later, string? said)
    {
        var status = _playing with { State = state, RequestedBy = null, Media = _media with { Rate = rate, Live = new(0, newest) } };
        Assert.Equal(said, Lines(status, _now.AddSeconds(later)).Skip(2).SingleOrDefault());
    }

    [Theory]
    [InlineData(30, "At 1:30 of 1:30:00")]
    [InlineData(9000, "At 1:30:00 of 1:30:00")]
    public void Where_it_is_in_what_has_an_end_is_told(int later, string said) => Assert.Equal(
        said, Lines(_playing with { Media = _media with { LengthMs = 5_400_000 } }, _now.AddSeconds(later)).Last());

    [Fact]
    public void A_tuner_that_receives_nothing_says_so_and_one_that_says_nothing_is_named() =>
        Assert.Equal(
            ["Tuner: attic, receives nothing, signal 3 %", "Tuner: this box"],
            new TunerStatus[] { new("attic", false, 3), new("this box") }.Select(tuner => Lines(_playing with { Media = _media with { Tuner = tuner } }).Last()));

    [Theory]
    [InlineData(4_620_000, 0, 0, 0, 0, "Counted by 21:09:30: 1500 video frames decoded, 4.6 Mbit/s")]
    [InlineData(null, 3, 2, 7, 1, "Counted by 21:09:30: 1500 video frames decoded, 3 pictures lost, 2 sound buffers lost, 7 breaks in the stream, 1 broken packets")]
    public void What_the_player_counted_is_told_with_what_was_lost(int? bitRate, int lost, int lostAudio, int breaks, int broken, string said)
    {
        var counted = new PlaybackStatistics(_now.AddSeconds(-30), bitRate, 1_500, 750, lost, 1_300, lostAudio, breaks, broken);
        Assert.Equal(said, Lines(_playing with { Media = _media with { Statistics = counted } }).Last());
    }

    [Fact]
    public void How_picture_and_sound_are_put_out_is_told_where_it_is_not_as_usual()
    {
        Assert.Single(Lines(_idle with { Output = new(Deinterlacing.WhenNeeded, null, null, null, Passthrough: false) }));
        Assert.Equal(
            "Output: always deinterlaced, aspect ratio 16:9, cropped to 4:3, sound to hdmi:1, AC-3, E-AC-3 and DTS passed through",
            Lines(_idle with { Output = new(Deinterlacing.Always, "16:9", "4:3", "hdmi:1", Passthrough: true) }).Last());
    }

    [Theory]
    [InlineData(ViewingOutcome.Finished, null)]
    [InlineData(ViewingOutcome.Stopped, null)]
    [InlineData(ViewingOutcome.Interrupted, "What was on before was cut off: the box or its agent ended, Tue 03 Mar 20:55.")]
    [InlineData(ViewingOutcome.Error, "What was on before ended by a fault, Tue 03 Mar 20:55.")]
    public void How_the_viewing_before_ended_is_told_where_nobody_wanted_it_so(ViewingOutcome outcome, string? said)
    {
        var last = new SessionEnd(7, Guid.Empty, outcome, _now.AddMinutes(-15));
        Assert.Equal(said, Lines(_idle with { Last = last }).Skip(1).SingleOrDefault());
        Assert.DoesNotContain("before", string.Concat(Lines(_playing with { Last = last })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_told_last() => Assert.Equal(
        ["TV: Error, Garden TV", "NoSignal: Garden TV is tuned, and nothing is received.", "Problem: The guide is over."],
        Lines(_idle with
        {
            State = TvState.Error, Channel = "Garden TV", Failure = FailureKind.NoSignal, Detail = "Garden TV is tuned, and nothing is received.",
            Problems = ["The guide is over."],
        }));

    private static IEnumerable<string> Lines(TvStatus tv, DateTimeOffset? now = null) =>
        StatusText.Lines(new(_box, Linked: true, tv), now ?? _now, _zone).Skip(1);
}
