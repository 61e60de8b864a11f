using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Contracts;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli.Channels;

/// <summary>What <c>channels import --json</c> and <c>channels refresh --json</c> print (docs/operations.md).</summary>
/// <param name="Installed">A new lineup is in use.</param>
/// <param name="Channels">Of the household, now.</param>
/// <param name="Inputs">One for each place.</param>
/// <param name="Error">Why nothing could be stored.</param>
internal sealed record ImportJson(bool Installed, int Channels, IReadOnlyList<ImportInputJson> Inputs, string? Error);

/// <param name="Name">The place.</param>
/// <param name="Channels">New with it.</param>
/// <param name="Sources">Taken.</param>
/// <param name="LeftOut">What was not, and why.</param>
/// <param name="Guides">Where it says its guide is.</param>
/// <param name="Error">Why none of it was taken.</param>
/// <param name="KeptOld">What was imported before from it is kept.</param>
/// <param name="Note">What is to be known of lineups of its format.</param>
internal sealed record ImportInputJson(
    string Name, int Channels, int Sources, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<string> Guides, Problem? Error, bool KeptOld, string? Note);

/// <param name="Errors">For people; empty when all went well.</param>
/// <param name="Channels">Of the household, now.</param>
internal sealed record RefreshJson(IReadOnlyList<string> Errors, int Channels);

/// <param name="Id">For the other commands.</param>
/// <param name="Name">For people.</param>
/// <param name="Number">As the lineup writes it.</param>
/// <param name="Group">As the lineup writes it.</param>
/// <param name="IsRadio">The lineup marks it as radio.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="GuideId">The guide's channel.</param>
/// <param name="ShiftHours">Added to the guide's times.</param>
/// <param name="Sources">In the order of preference, without path, query and password.</param>
/// <param name="OnNow">The show that the guide has on it now.</param>
internal sealed record ChannelJson(
    string Id,
    string Name,
    string? Number,
    string? Group,
    bool IsRadio,
    IReadOnlyList<string> Aliases,
    string? GuideId,
    double ShiftHours,
    IReadOnlyList<SourceJson> Sources,
    string? OnNow);

/// <param name="Address">Scheme, host and port.</param>
/// <param name="Lineup">Where it came from.</param>
/// <param name="Tuners">Which it takes one of.</param>
/// <param name="TunerCount">How many there are.</param>
internal sealed record SourceJson(string Address, string Lineup, string? Tuners, int? TunerCount);

/// <param name="Kind">"HDHomeRun" or "SAT>IP".</param>
/// <param name="Name">For people.</param>
/// <param name="Model">As it names it.</param>
/// <param name="Address">Its host.</param>
/// <param name="Place">What the setting Lineup takes.</param>
/// <param name="Tuners">How many it has; null when it does not say.</param>
/// <param name="InUse">How many of them are in use; null when it does not say.</param>
/// <param name="Problem">Why its channels cannot be had.</param>
internal sealed record DeviceJson(string Kind, string Name, string? Model, string Address, string Place, int? Tuners, int? InUse, string? Problem);

/// <summary>A line of <c>channels test --json</c>: one source.</summary>
/// <param name="Id">The channel's.</param>
/// <param name="Name">The channel's.</param>
/// <param name="Source">Its host.</param>
/// <param name="FirstPictureMs">From asking to the first picture, or of radio the first sound.</param>
/// <param name="Width">Of the picture.</param>
/// <param name="Height">Of the picture.</param>
/// <param name="Video">LibVLC's four characters: "h264".</param>
/// <param name="Audio">The same of the sound.</param>
/// <param name="BitRate">Bits a second, over the five seconds.</param>
/// <param name="Failure">Why it is not shown; null when it is.</param>
/// <param name="Detail">The same for people.</param>
internal sealed record ChannelTestJson(
    string Id,
    string Name,
    string Source,
    int? FirstPictureMs,
    int? Width,
    int? Height,
    string? Video,
    string? Audio,
    long? BitRate,
    FailureKind? Failure,
    string? Detail);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(RefreshJson))]
[JsonSerializable(typeof(IReadOnlyList<ChannelJson>))]
[JsonSerializable(typeof(IReadOnlyList<DeviceJson>))]
[JsonSerializable(typeof(ChannelTestJson))]
internal sealed partial class ChannelCommandJson : JsonSerializerContext
{
    /// <summary>Names of channels are printed as they are.</summary>
    public static ChannelCommandJson Plain => field ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
