using System.Text.Json.Serialization;
using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class AllowedVerbsTests
{
    private const string Always = "see-it channel-step set-volume set-muted";

    private static readonly Dictionary<string, ViewingEvent> _events = new()
    {
        ["tuning"] = new ViewingEvent.Tuning(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null)),
        ["picture"] = new ViewingEvent.FirstPicture(250, "the aerial"),
        ["live"] = Described(canSeek: false, lengthMs: null),
        ["growing"] = Described(canSeek: true, lengthMs: null),
        ["film"] = Described(canSeek: true, lengthMs: 60_000),
        ["paused"] = new ViewingEvent.Paused(),
        ["stalled"] = new ViewingEvent.Stalled(),
        ["failed"] = new ViewingEvent.Failed(new Failure(FailureKind.NoSignal, "no lock")),
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("tuning", "stop")]
    [InlineData("tuning failed", "stop")]
    [InlineData("tuning picture", "stop")]
    [InlineData("tuning picture live", "stop pause select-track seek-to-live")]
    [InlineData("tuning picture live stalled", "stop pause select-track seek-to-live")]
    [InlineData("tuning picture live paused", "stop resume select-track seek-to-live")]
    [InlineData("tuning picture live failed", "stop select-track seek-to-live")]
    [InlineData("tuning picture growing", "stop pause seek set-rate select-track seek-to-live")]
    [InlineData("tuning picture film", "stop pause seek set-rate select-track")]
    [InlineData("tuning picture film paused", "stop resume seek set-rate select-track")]
    public void What_can_be_done_follows_from_what_is_on(string happened, string allowed)
    {
        var state = happened.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(ViewingState.Initial(default), (state, name) => state.Next(_events[name], default));
        Assert.Equal($"{Always} {allowed}".TrimEnd(), string.Join(' ', AllowedVerbs.In(state)));
    }

    [Fact]
    public void Every_verb_is_allowed_somewhere_by_its_name_on_the_wire()
    {
        var names = typeof(Verb).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().Select(subtype => subtype.TypeDiscriminator!.ToString()!);
        var allowed = new[] { "live", "film" }.SelectMany(kind => new[] { "stalled", "paused" }.SelectMany(state => AllowedVerbs.In(
            new[] { "tuning", "picture", kind, state }.Aggregate(ViewingState.Initial(default), (before, name) => before.Next(_events[name], default)))));
        Assert.Equal(names.Order(StringComparer.Ordinal), allowed.Distinct().Order(StringComparer.Ordinal));
    }

    private static ViewingEvent.Described Described(bool canSeek, long? lengthMs) =>
        new(new MediaEvent(7, CanPause: true, canSeek, lengthMs, [new Track(TrackKind.Video, 0, "h264", null, null, Selected: true)]));
}
