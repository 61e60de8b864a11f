using System.Globalization;
using System.Net;
using System.Text.Json;

namespace SeeIt.Hub.Unfolding;

/// <summary>
/// The show that a page's JSON-LD is about, in the vocabulary of schema.org: a broadcast, an episode, a film, a season or a
/// series, the most exact first; or what a WatchAction watches.
/// </summary>
/// <param name="Title">The work's; of an episode the series'.</param>
/// <param name="Episode">As <c>S02E05 The Night Garden</c>.</param>
/// <param name="Channel">Who broadcasts it.</param>
/// <param name="Start">When, of the broadcast that is on or comes next.</param>
/// <param name="Language">BCP 47.</param>
internal sealed record PageShow(string Title, string? Episode = null, string? Channel = null, DateTimeOffset? Start = null, string? Language = null)
{
    private const int MostNodes = 2_000;

    /// <summary>The most exact first.</summary>
    private static readonly string[] Types =
    [
        "BroadcastEvent", "TVEpisode", "Episode", "Movie", "TVSeason", "TVSeries", "SportsEvent",
    ];

    private static readonly string[] Subjects = ["@graph", "mainEntity", "object", "about", "itemReviewed"];
    private static readonly string[] Works = ["workPerformed", "broadcastOfEvent", "about", "superEvent"];

    public static PageShow? Find(IEnumerable<string> linkedData, DateTimeOffset now)
    {
        var nodes = linkedData.Select(ServiceJson.Parse).OfType<JsonElement>().SelectMany(Nodes).Take(MostNodes).ToList();
        return (
            from node in nodes
            let rank = Rank(node)
            where rank >= 0
            orderby rank
            select Of(node, now)).FirstOrDefault(show => show is not null);
    }

    /// <summary>In words, as a person would post it: the time in UTC.</summary>
    public string ToText() => string.Join(' ', new[]
    {
        Title,
        Episode,
        Channel is null ? null : $"on {Channel}",
        Start is { } start ? start.UtcDateTime.ToString("'at' HH':'mm", CultureInfo.InvariantCulture) : null,
    }.OfType<string>());

    /// <summary>The node and those that hang on it as what it is about, or as what the page is made of.</summary>
    private static IEnumerable<JsonElement> Nodes(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.EnumerateArray().SelectMany(Nodes);
        }

        return root.ValueKind != JsonValueKind.Object
            ? []
            : Subjects.SelectMany(name => root.At(name).Each()).SelectMany(Nodes).Prepend(root);
    }

    private static PageShow? Of(JsonElement node, DateTimeOffset now) => Types[Rank(node)] switch
    {
        "BroadcastEvent" => OfBroadcast(node, now),
        "TVEpisode" or "Episode" => WithBroadcast(OfEpisode(node), node, now),
        "TVSeason" => (node.At("partOfSeries") is { } series ? Name(series) : null) is { } title ? new PageShow(title, Language: LanguageOf(node)) : Titled(node),
        _ => WithBroadcast(Titled(node), node, now),
    };

    private static PageShow? OfBroadcast(JsonElement broadcast, DateTimeOffset now)
    {
        var work = Works.SelectMany(name => broadcast.At(name).Each()).FirstOrDefault();
        var show = (work.ValueKind != JsonValueKind.Object ? null : Is(work, "TVEpisode") || Is(work, "Episode") ? OfEpisode(work) : Titled(work)) ?? Titled(broadcast);
        return show is null ? null : Placed(show, broadcast, now);
    }

    private static PageShow? OfEpisode(JsonElement episode)
    {
        var series = (episode.At("partOfSeries") ?? episode.At("partOfTVSeries") ?? episode.At("partOfSeason", "partOfSeries")) is { } whole ? Name(whole) : null;
        var name = Name(episode);
        if (series is null)
        {
            return Titled(episode);
        }

        string?[] parts = [Number(episode), name == series ? null : name];
        var told = string.Join(' ', parts.OfType<string>());
        return new PageShow(series, told.Length == 0 ? null : told, Language: LanguageOf(episode));
    }

    private static PageShow? WithBroadcast(PageShow? show, JsonElement node, DateTimeOffset now)
    {
        var broadcasts = node.At("publication").Each().Concat(node.At("subjectOf").Each()).Where(publication => Is(publication, "BroadcastEvent")).ToList();
        return show is null || broadcasts.Count == 0
            ? show
            : Placed(show, broadcasts.Where(broadcast => IsToCome(broadcast, now)).OrderBy(StartOf).Concat(broadcasts).First(), now);
    }

    private static PageShow Placed(PageShow show, JsonElement broadcast, DateTimeOffset now) => show with
    {
        Channel = broadcast.At("publishedOn").Each().Select(service => service.ValueKind == JsonValueKind.String
            ? Lines.One(service.GetString())
            : Lines.One(service.Text("broadcastDisplayName")) ?? Name(service)).FirstOrDefault(name => name is not null),
        Start = IsToCome(broadcast, now) ? StartOf(broadcast) : null,
    };

    /// <summary>On now, or later. What has no end is taken to last for three hours.</summary>
    private static bool IsToCome(JsonElement broadcast, DateTimeOffset now) =>
        StartOf(broadcast) is { } start && (broadcast.Time("endDate") ?? start.AddHours(3)) > now;

    private static DateTimeOffset? StartOf(JsonElement broadcast) => broadcast.Time("startDate");

    private static PageShow? Titled(JsonElement node) => Name(node) is { } title ? new PageShow(title, Language: LanguageOf(node)) : null;

    /// <summary>Names in JSON-LD are often escaped as if they stood in HTML.</summary>
    private static string? Name(JsonElement node) => Lines.One(WebUtility.HtmlDecode(node.ValueKind == JsonValueKind.String ? node.GetString() : node.Text("name")));

    private static string? LanguageOf(JsonElement node) => node.Text("inLanguage") ?? node.Text("inLanguage", "alternateName");

    private static string? Number(JsonElement episode) =>
        int.TryParse(episode.Text("episodeNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? int.TryParse(episode.Text("partOfSeason", "seasonNumber") ?? episode.Text("partOfTVSeason", "seasonNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var season)
                ? string.Create(CultureInfo.InvariantCulture, $"S{season:00}E{number:00}")
                : string.Create(CultureInfo.InvariantCulture, $"E{number:00}")
            : null;

    private static int Rank(JsonElement node) => Array.FindIndex(Types, type => Is(node, type));

    private static bool Is(JsonElement node, string type) =>
        node.At("@type").Each().Any(t => t.ValueKind == JsonValueKind.String && t.GetString() is { } name && (name == type || name.EndsWith("/" + type, StringComparison.Ordinal)));
}
