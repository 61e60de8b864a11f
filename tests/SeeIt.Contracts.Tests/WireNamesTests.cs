using System.Text.Json;

namespace SeeIt.Contracts.Tests;

/// <summary>
/// The names that go over the wire. Agents and hubs of different versions talk to each other: a name may be added here,
/// never changed or taken away.
/// </summary>
public sealed class WireNamesTests
{
    private static readonly Dictionary<string, string> Enums = new()
    {
        ["AiringTime"] = "Now Later Past",
        ["FailureKind"] = "NoMatch NotInLineup NoFreeTuner TuningFailed NoSignal SourceUnreachable SourceForbidden Unsupported NoDataTimeout Frozen PlayerCrashed Expired NotPlaying Interrupted NotOnYet",
        ["PlayerStep"] = "Open Buffer Show Picture",
        ["PlayerState"] = "Opening Buffering Playing Paused Stopped",
        ["Deinterlacing"] = "WhenNeeded Off Always",
        ["LinkFailure"] = "Forbidden Unreachable Unreadable TooMany",
        ["OverlayPlace"] = "Top Bottom TopLeft TopRight BottomLeft BottomRight",
        ["Role"] = "Owner Member",
        ["TrackKind"] = "Audio Video Subtitles",
        ["PictureHealth"] = "Flowing Late Black Silent NoPicture Frozen Lost",
        ["Presence"] = "Online Unreachable",
        ["Progress"] = "Queued Sent Accepted Resolving Tuning Done Failed Expired Superseded",
        ["TvChange"] = "Online Unreachable Paired Unpaired",
        ["ViewingOutcome"] = "Finished Stopped Interrupted Error",
        ["TvState"] = "Standby Idle Tuning Playing Buffering Paused Error",
    };

    private static readonly Dictionary<string, string> Subtypes = new()
    {
        ["ConnectionHeader"] = "control media",
        ["MediaInput"] = "stream proxy tuner",
        ["PlayerEvent"] = "state first-picture statistics media sound ended failed step",
        ["PlayerRequest"] = "hello open show stop set-paused set-volume set-muted show-screen snapshot seek set-rate select-track set-preferences show-overlay",
        ["Screen"] = "idle pairing trouble tuning radio",
        ["Verb"] = "see-it pause resume stop set-volume set-muted seek seek-to-live set-rate select-track channel-step",
    };

    private static IEnumerable<Type> Contracts => typeof(Post).Assembly.GetExportedTypes();

    [Fact]
    public void Enum_names_are_stable() =>
        Assert.Equal(
            Lines(Enums),
            Lines(Contracts.Where(type => type.IsEnum).ToDictionary(type => type.Name, type => string.Join(' ', Enum.GetNames(type)))));

    [Fact]
    public void Names_of_subtypes_are_stable() =>
        Assert.Equal(
            Lines(Subtypes),
            Lines(Contracts.Where(type => Catalog.Subtypes(type).Any()).ToDictionary(
                type => type.Name,
                type => string.Join(' ', Catalog.Subtypes(type).Select(subtype => subtype.TypeDiscriminator)))));

    [Fact]
    public void Enums_travel_as_names() =>
        Assert.Equal(
            "\"SourceForbidden\"",
            JsonSerializer.Serialize(FailureKind.SourceForbidden, Hub.HubJson.Default.GetTypeInfo(typeof(FailureKind))!));

    private static string Lines(Dictionary<string, string> names) =>
        string.Join('\n', names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"));
}
