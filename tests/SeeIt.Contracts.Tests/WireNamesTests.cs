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
        ["FailureKind"] = "NoMatch NotInLineup NoFreeTuner TuningFailed NoSignal SourceUnreachable SourceForbidden Unsupported NoDataTimeout Frozen PlayerCrashed Expired",
        ["PlayerState"] = "Opening Buffering Playing Paused Stopped",
        ["Progress"] = "Queued Sent Accepted Resolving Tuning Done Failed Expired Superseded",
        ["TvState"] = "Standby Idle Tuning Playing Buffering Paused Error",
    };

    private static readonly Dictionary<string, string> Subtypes = new()
    {
        ["ConnectionHeader"] = "control media",
        ["MediaInput"] = "stream proxy",
        ["PlayerEvent"] = "state first-picture statistics ended failed",
        ["PlayerRequest"] = "hello open stop set-paused set-volume set-muted show-screen snapshot",
        ["Screen"] = "idle pairing trouble tuning",
        ["Verb"] = "see-it pause resume stop set-volume set-muted",
    };

    private static IEnumerable<Type> Contracts => typeof(Post).Assembly.GetExportedTypes();

    [Fact]
    public void Enum_names_are_stable() =>
        Assert.Equivalent(
            Enums,
            Contracts.Where(type => type.IsEnum).ToDictionary(type => type.Name, type => string.Join(' ', Enum.GetNames(type))),
            strict: true);

    [Fact]
    public void Names_of_subtypes_are_stable() =>
        Assert.Equivalent(
            Subtypes,
            Contracts.Where(type => Catalog.Subtypes(type).Any()).ToDictionary(
                type => type.Name,
                type => string.Join(' ', Catalog.Subtypes(type).Select(subtype => subtype.TypeDiscriminator))),
            strict: true);

    [Fact]
    public void Enums_travel_as_names() =>
        Assert.Equal(
            "\"SourceForbidden\"",
            JsonSerializer.Serialize(FailureKind.SourceForbidden, Hub.HubJson.Default.GetTypeInfo(typeof(FailureKind))!));
}
