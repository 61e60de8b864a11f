using System.Globalization;
using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Store;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>An airing of a show that a post names, and what speaks for it.</summary>
internal sealed record ScoredAiring(Airing Airing, Channel Channel, List<Feature> Features)
{
    public double Score => Features.Sum(feature => feature.Contribution);
}

/// <summary>Chooses which airings of a show to offer: what is on, else what comes, else what was.</summary>
internal static class AiringChoice
{
    public const int PerShow = 2;
    private const int Considered = 60;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly TimeSpan SoonIs = TimeSpan.FromHours(3);
    private static readonly TimeSpan TodayIs = TimeSpan.FromHours(18);
    private static readonly TimeSpan Simulcast = TimeSpan.FromMinutes(5);

    /// <summary>At most <see cref="PerShow"/>, best first.</summary>
    public static List<ScoredAiring> Choose(SqliteConnection connection, long show, PostContext context, IReadOnlyDictionary<string, Channel> channels)
    {
        var now = context.Now.ToUnixTimeSeconds();
        var airings = GuideQueries.OfShow(connection, show, now, (context.Now + Ahead).ToUnixTimeSeconds(), Considered);
        if (context.Time is { } time)
        {
            airings.AddRange(GuideQueries.OfShow(connection, show, time.From.ToUnixTimeSeconds(), time.To.ToUnixTimeSeconds(), Considered));
        }

        if (airings.Count == 0)
        {
            airings = GuideQueries.LastOfShow(connection, show, now, Considered / 10);
        }

        var scored = airings
            .DistinctBy(airing => (airing.ChannelId, airing.Start))
            .Select(airing => new ScoredAiring(airing, channels[airing.ChannelId], Features(airing, context)))
            .OrderByDescending(airing => airing.Score)
            .ThenBy(airing => airing.Airing.Stop <= context.Now)
            .ThenBy(airing => airing.Airing.Stop <= context.Now ? -airing.Airing.Start.ToUnixTimeSeconds() : airing.Airing.Start.ToUnixTimeSeconds())
            .ThenByDescending(airing => IsHd(airing.Channel))
            .ThenBy(airing => Number(airing.Channel))
            .ToList();
        var best = new List<ScoredAiring>();
        foreach (var airing in scored)
        {
            if (best.Count < PerShow && !best.Exists(other => (other.Airing.Start - airing.Airing.Start).Duration() < Simulcast))
            {
                best.Add(airing);
            }
        }

        return best;
    }

    private static List<Feature> Features(Airing airing, PostContext context)
    {
        var features = new List<Feature>();
        if (airing.IsOnAt(context.Now))
        {
            features.Add(new(FeatureKind.OnNow, 1, "it is on now"));
        }
        else if (airing.Stop <= context.Now)
        {
            features.Add(new(FeatureKind.Over, 1, "it is over"));
        }
        else if (airing.Start - context.Now <= SoonIs)
        {
            features.Add(new(FeatureKind.Soon, 1, "it is on soon"));
        }
        else if (airing.Start - context.Now <= TodayIs)
        {
            features.Add(new(FeatureKind.Today, 1, "it is on today"));
        }

        if (context.Channels.TryGetValue(airing.ChannelId, out var channel))
        {
            features.Add(new(FeatureKind.Channel, 1, $"\"{channel}\" is the channel"));
        }

        if (context.Time is { } time)
        {
            features.Add(time.Agrees(airing)
                ? new(FeatureKind.TimeAgrees, 1, $"\"{time.Written}\" is when it is on")
                : new(FeatureKind.TimeDisagrees, 1));
        }

        if (!context.Episode.IsEmpty && airing.Number.Season == context.Episode.Season && airing.Number.Episode == context.Episode.Episode)
        {
            features.Add(new(FeatureKind.Episode, 1, $"it is {context.Episode}"));
        }

        if (airing.SubTitle is { } subTitle && NamesEpisode(subTitle, context.Post))
        {
            features.Add(new(FeatureKind.EpisodeTitle, 1, $"\"{subTitle}\" is the episode"));
        }

        return features;
    }

    private static bool NamesEpisode(string subTitle, ParsedPost post)
    {
        var words = WordScanner.Scan(subTitle);
        return words.Sum(word => CommonWords.Bits(word.Text)) >= CommonWords.Rare
            && $" {string.Join(' ', post.Folded)} ".Contains($" {string.Join(' ', words.Select(word => word.Text))} ", StringComparison.Ordinal);
    }

    private static bool IsHd(Channel channel) => WordScanner.Scan(channel.Name).Any(word => word.Text is "hd" or "fhd" or "uhd" or "4k");

    private static double Number(Channel channel) =>
        double.TryParse(channel.Number?.Replace('-', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.MaxValue;
}
