using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Cli;

/// <summary>What <c>guide import --json</c> prints. The members here and below are a contract (docs/operations.md): programs read them.</summary>
/// <param name="Inputs">One for each file, in order.</param>
/// <param name="Installed">Something new is in use.</param>
/// <param name="Channels">Of the household, now.</param>
/// <param name="ChannelsWithGuide">Those of them that the guide knows.</param>
/// <param name="Programmes">In the guide, now.</param>
/// <param name="Begins">The first start on the household's channels; null when there is none.</param>
/// <param name="Ends">The last stop there.</param>
/// <param name="Stale">The guide is wholly in the past.</param>
/// <param name="Error">Why nothing could be stored.</param>
internal sealed record GuideImportJson(
    IReadOnlyList<GuideInputJson> Inputs,
    bool Installed,
    int Channels,
    int ChannelsWithGuide,
    int Programmes,
    DateTimeOffset? Begins,
    DateTimeOffset? Ends,
    bool Stale,
    ProblemJson? Error)
{
    public static GuideImportJson Of(ImportResult result, GuideSpan? span, DateTimeOffset now) => new(
        [.. result.Inputs.Select(GuideInputJson.Of)],
        result.Installed,
        result.Channels,
        result.ChannelsWithGuide,
        result.Programmes,
        span?.Begins,
        span?.Ends,
        span?.IsOverAt(now) ?? false,
        ProblemJson.Of(result.StoreError));
}

/// <param name="Name">As it was given.</param>
/// <param name="Channels">Taken.</param>
/// <param name="Programmes">Taken.</param>
/// <param name="LeftOut">By reason.</param>
/// <param name="Mended">What was against the rules of XML and read all the same; null when nothing was.</param>
/// <param name="Error">Why none of it was taken.</param>
/// <param name="KeptOld">What was imported before under its name stays.</param>
internal sealed record GuideInputJson(
    string Name, int Channels, int Programmes, IReadOnlyList<LeftOutJson> LeftOut, MendedJson? Mended, ProblemJson? Error, bool KeptOld)
{
    public static GuideInputJson Of(InputReport report) => new(
        report.Name,
        report.Channels,
        report.Entries,
        [.. report.LeftOut.Select(left => new LeftOutJson(left.Reason, left.Count, ProblemJson.Of(left.First)!))],
        report.Mended is { } mended ? new MendedJson(mended.Count, ProblemJson.Of(mended.First)!) : null,
        ProblemJson.Of(report.Error),
        report.KeptOld);
}

internal sealed record MendedJson(int Count, ProblemJson First);

internal sealed record LeftOutJson(string Reason, int Count, ProblemJson First);

/// <param name="File">Which input.</param>
/// <param name="Line">From 1; null when it concerns all of it.</param>
/// <param name="Message">For people.</param>
internal sealed record ProblemJson(string File, long? Line, string Message)
{
    public static ProblemJson? Of(Problem? problem) =>
        problem is null ? null : new(problem.File, problem.Line > 0 ? problem.Line : null, problem.Message);
}

/// <summary>What <c>guide now --json</c> prints.</summary>
internal sealed record NowJson(DateTimeOffset At, bool Stale, IReadOnlyList<ChannelNowJson> Channels);

/// <param name="ChannelId">The household's channel.</param>
/// <param name="Channel">Its name.</param>
/// <param name="Number">As the lineup writes it.</param>
/// <param name="Now">What is on; null in a gap, and without a guide.</param>
/// <param name="Next">What begins next.</param>
internal sealed record ChannelNowJson(string ChannelId, string Channel, string? Number, AiringJson? Now, AiringJson? Next);

/// <summary>What <c>guide search --json</c> prints.</summary>
internal sealed record SearchJson(bool Stale, IReadOnlyList<AiringJson> Airings);

/// <param name="Title">The show's.</param>
/// <param name="Episode">The instalment in words: "S06E04 Property Agents".</param>
/// <param name="SubTitle">The episode's title.</param>
/// <param name="Season">From 1; 0 holds specials.</param>
/// <param name="EpisodeNumber">From 1.</param>
/// <param name="Part">From 1.</param>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Channel">Its name.</param>
/// <param name="Start">In the household's zone.</param>
/// <param name="Stop">Exclusive.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Categories">As the guide writes them.</param>
/// <param name="People">Who takes part; an actor with the role.</param>
/// <param name="EpisodeIds">In every system that the guide names.</param>
/// <param name="SeriesId">Gracenote's, the same under every title.</param>
/// <param name="Language">Of the title.</param>
/// <param name="Date">When it was made: a year, or more of it.</param>
/// <param name="Repeat">The guide says it was shown before.</param>
internal sealed record AiringJson(
    string Title,
    string? Episode,
    string? SubTitle,
    int? Season,
    int? EpisodeNumber,
    int? Part,
    string ChannelId,
    string Channel,
    DateTimeOffset Start,
    DateTimeOffset Stop,
    string? Description,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> People,
    IReadOnlyList<EpisodeId> EpisodeIds,
    string? SeriesId,
    string? Language,
    string? Date,
    bool Repeat)
{
    public static AiringJson Of(Airing airing, Channel? channel, TimeZoneInfo zone) => new(
        airing.Title,
        airing.Episode,
        airing.SubTitle,
        airing.Number.Season,
        airing.Number.Episode,
        airing.Number.Part,
        airing.ChannelId,
        channel?.Name ?? airing.ChannelId,
        TimeZoneInfo.ConvertTime(airing.Start, zone),
        TimeZoneInfo.ConvertTime(airing.Stop, zone),
        airing.Description,
        airing.Categories,
        airing.People,
        airing.EpisodeIds,
        airing.SeriesId,
        airing.Language,
        airing.Date,
        airing.IsRepeat);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GuideImportJson))]
[JsonSerializable(typeof(NowJson))]
[JsonSerializable(typeof(SearchJson))]
internal sealed partial class GuideJson : JsonSerializerContext
{
    /// <summary>Indented, words of every language as they are.</summary>
    public static GuideJson Indented { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
