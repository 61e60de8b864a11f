using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Store;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>An airing of a show that a post names, and what speaks for it.</summary>
/// <param name="Airing">Which.</param>
/// <param name="Channel">Where.</param>
/// <param name="Features">What speaks for and against it.</param>
internal sealed record ScoredAiring(Airing Airing, Channel Channel, List<Feature> Features)
{
    /// <summary>Against the show's other airings.</summary>
    public double Score { get; } = Features.Sum(feature => feature.ForAiring);

    /// <summary>What it adds to the odds that the post means the show.</summary>
    public double ForShow { get; } = Features.Sum(feature => feature.ForShow);
}

/// <summary>Weighs the airings of a show: what is on, else what comes, else what was.</summary>
internal static partial class AiringChoice
{
    private const int Considered = 40;
    private const int ConsideredForEpisode = 400;

    /// <summary>Where the post says another hour, that it is on now may be chance.</summary>
    private const double OnNowAtAnotherHour = 0.5;
    private const double MostLater = 6;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly TimeSpan SoonIs = TimeSpan.FromHours(3);
    private static readonly TimeSpan TodayIs = TimeSpan.FromHours(18);

    /// <summary>Best first; those at the same time are one after the other, the one to offer first.</summary>
    public static List<ScoredAiring> Choose(SqliteConnection connection, long show, PostContext context, IReadOnlyDictionary<string, Channel> channels)
    {
        var now = context.Now.ToUnixTimeSeconds();
        var end = (context.Now + Ahead).ToUnixTimeSeconds();
        var airings = GuideQueries.OfShow(connection, show, now, end, context.Episode.IsEmpty ? Considered : ConsideredForEpisode);
        if (airings.Count == Considered)
        {
            foreach (var channel in context.Channels.Keys)
            {
                airings.AddRange(GuideQueries.OfShowOnChannel(connection, channel, show, now, end).Take(Considered));
            }

            foreach (var window in context.Time?.Windows ?? [])
            {
                airings.AddRange(GuideQueries.OfShow(connection, show, window.From.ToUnixTimeSeconds(), window.To.ToUnixTimeSeconds(), Considered));
            }
        }
        else if (airings.Count == 0)
        {
            airings = GuideQueries.LastOfShow(connection, show, now, Considered / 10);
        }

        var known = airings.DistinctBy(airing => (airing.ChannelId, airing.Start)).ToList();
        var evidence = Evidence.Of(known, context);
        return
        [
            .. known
                .Select(airing => new ScoredAiring(airing, channels[airing.ChannelId], Features(airing, channels[airing.ChannelId], context, evidence)))
                .OrderByDescending(airing => airing.Score)
                .ThenBy(airing => airing.Airing.Stop <= context.Now)
                .ThenBy(airing => airing.Airing.Stop <= context.Now ? -airing.Airing.Start.ToUnixTimeSeconds() : airing.Airing.Start.ToUnixTimeSeconds())
                .ThenByDescending(airing => IsHd(airing.Channel))
                .ThenBy(airing => Number(airing.Channel)),
        ];
    }

    /// <summary>A channel that shows another's programmes an hour later.</summary>
    public static bool IsPlusOne(Channel channel) => channel.TvgShift > TimeSpan.Zero || PlusOne().IsMatch(channel.Name);

    private static List<Feature> Features(Airing airing, Channel channel, PostContext context, Evidence evidence)
    {
        var features = new List<Feature>();
        AddTime(features, airing, context, evidence);
        if (context.Channels.Count > 0)
        {
            features.Add(context.Channels.TryGetValue(airing.ChannelId, out var name)
                ? new(FeatureKind.Channel, 1, $"it is on {channel.Name}, which the post names as \"{name}\"")
                : new(FeatureKind.ChannelElsewhere, 1));
        }

        if (!context.Episode.IsEmpty)
        {
            features.Add(evidence.IsEpisode(airing)
                ? new(FeatureKind.Episode, 1, $"it is {context.Episode}")
                : new(FeatureKind.EpisodeElsewhere, 1));
        }

        if (evidence.IsNamed(airing))
        {
            features.Add(new(FeatureKind.EpisodeTitle, 1, $"\"{airing.SubTitle}\" is the episode"));
        }

        if (context.Telling.CountIn(airing) is > 0 and var told)
        {
            features.Add(new(FeatureKind.Described, told, "the guide says of it what the post says"));
        }

        if (IsPlusOne(channel))
        {
            features.Add(new(FeatureKind.PlusOne, 1));
        }

        if (airing.IsRepeat)
        {
            features.Add(new(FeatureKind.Repeat, 1));
        }

        if (context.Repeat is { } said)
        {
            features.Add(airing.IsRepeat == said.IsRepeat
                ? new(FeatureKind.RepeatAgrees, 1, airing.IsRepeat ? $"the guide says that it is a repeat, as the post does (\"{said.Written}\")" : null)
                : new(FeatureKind.RepeatDisagrees, 1));
        }

        if (context.Language is { } language && airing.Language is { Length: >= 2 } spoken && !spoken.StartsWith(language, StringComparison.OrdinalIgnoreCase))
        {
            features.Add(new(FeatureKind.OtherLanguage, 1));
        }

        return features;
    }

    private static void AddTime(List<Feature> features, Airing airing, PostContext context, Evidence evidence)
    {
        if (airing.IsOnAt(context.Now))
        {
            features.Add(new(FeatureKind.OnNow, context.Time is { IsClock: true } said && !said.Agrees(airing) ? OnNowAtAnotherHour : 1, "it is on now"));
        }
        else if (airing.Stop <= context.Now)
        {
            features.Add(new(FeatureKind.Over, 1, "it is over"));
        }
        else
        {
            if (airing.Start - context.Now <= SoonIs)
            {
                features.Add(new(FeatureKind.Soon, 1, "it is on soon"));
            }
            else if (airing.Start - context.Now <= TodayIs)
            {
                features.Add(new(FeatureKind.Today, 1, "it is on in the next hours"));
            }

            features.Add(new(FeatureKind.Later, evidence.Later(airing)));
        }

        if (context.Time is { } time)
        {
            var agrees = time.Agrees(airing);
            features.Add(time.IsClock
                ? (agrees ? new(FeatureKind.ClockAgrees, time.Closeness(airing), $"it starts at the time that the post says (\"{time.Written}\")") : new(FeatureKind.ClockDisagrees, 1))
                : (agrees ? new(FeatureKind.DayAgrees, 1, $"it is on when the post says (\"{time.Written}\")") : new(FeatureKind.DayDisagrees, 1)));
        }
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

    [GeneratedRegex(@"\+\s?1\b|\bplus\s(?:1|one)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlusOne();

    /// <summary>What all airings of the show together tell.</summary>
    /// <param name="Context">The post's.</param>
    /// <param name="Named">The episode titles that the post holds.</param>
    /// <param name="Starts">When the ones ahead that agree best with the post start, in order, each once.</param>
    private sealed record Evidence(PostContext Context, HashSet<string> Named, List<DateTimeOffset> Starts)
    {
        public static Evidence Of(List<Airing> airings, PostContext context)
        {
            var evidence = new Evidence(
                context,
                [.. airings.Select(airing => airing.SubTitle).OfType<string>().Distinct()
                    .Where(subTitle => NamesEpisode(subTitle, context.Post) || context.EpisodeTitles.Contains(WordScanner.Squash(subTitle)))],
                []);
            var ahead = airings.Where(airing => airing.Stop > context.Now).ToList();
            var most = ahead.Count > 0 ? ahead.Max(evidence.Agreement) : 0;
            return evidence with { Starts = [.. ahead.Where(airing => evidence.Agreement(airing) == most).Select(airing => airing.Start).Distinct().Order()] };
        }

        public bool IsEpisode(Airing airing) =>
            (Context.Episode.Season is null || airing.Number.Season is null || Context.Episode.Season == airing.Number.Season)
            && (Context.Episode.Episode is null ? airing.Number.Season is not null : Context.Episode.Episode == airing.Number.Episode);

        public bool IsNamed(Airing airing) => airing.SubTitle is { } subTitle && Named.Contains(subTitle);

        /// <summary>How far behind the first of those that agree as well: 0, 1, 1.6, 2, ….</summary>
        public double Later(Airing airing)
        {
            var place = Starts.BinarySearch(airing.Start);
            return Math.Min(MostLater, Math.Log2(1 + (place < 0 ? ~place : place)));
        }

        private double Agreement(Airing airing) =>
            (Context.Time?.Agrees(airing) == true ? Context.Time.Closeness(airing) : 0)
            + (Context.Channels.ContainsKey(airing.ChannelId) ? 1 : 0)
            + (!Context.Episode.IsEmpty && IsEpisode(airing) ? 1 : 0)
            + (IsNamed(airing) ? 1 : 0)
            + (Context.Repeat is { } said && said.IsRepeat == airing.IsRepeat ? 1 : 0)
            + (Context.Telling.CountIn(airing) / TellingWords.Most);
    }
}
