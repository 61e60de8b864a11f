using SeeIt.Guide.Store;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>A show that a post may mean, before anything is weighed against it.</summary>
/// <param name="Title">Of the show.</param>
/// <param name="Features">How the post names it.</param>
/// <param name="Airings">Best first, at least one.</param>
internal sealed record WeighedShow(string Title, List<Feature> Features, List<ScoredAiring> Airings)
{
    /// <summary>Against none of these, in log odds.</summary>
    public double Score { get; } = Weights.Bias + Features.Sum(feature => feature.ForShow) + Airings[0].ForShow;
}

/// <summary>
/// From a post to airings: find the guide's titles in it, weigh what speaks for each, and let "none of these" compete.
/// The odds of each show against none are e to the sum of its features; over all shows and none, they become probabilities.
/// A show's probability is divided among its airings in the same way.
/// </summary>
internal static class Matcher
{
    private const int MostCandidates = 5;
    private const int MostShows = 8;

    public static MatchResult Match(Generation generation, PostText text, DateTimeOffset now, TimeZoneInfo home)
    {
        var shows = Weigh(generation, text, now, home);
        var odds = shows.ConvertAll(show => Math.Exp(show.Score));
        var all = 1 + odds.Sum();
        var candidates = shows
            .Zip(odds, (show, odd) => (Show: show, Probability: odd / all))
            .Where(show => show.Probability >= Weights.OfferShowAt)
            .SelectMany(show => AiringShares.Of(show.Show.Airings).Select(share => Candidate(show.Show, share.Airing, show.Probability * share.Share, now)))
            .Where(candidate => candidate.Probability >= Weights.OfferAt)
            .OrderByDescending(candidate => candidate.Probability)
            .Take(MostCandidates)
            .ToList();
        var oneTap = candidates is [{ When: not Showing.Past } first, ..] && first.Probability >= Weights.OneTapAt;
        return new MatchResult(candidates, 1 / all, oneTap);
    }

    /// <summary>The shows that the post names, the likeliest first, with what speaks for each and for its airings.</summary>
    internal static List<WeighedShow> Weigh(Generation generation, PostText text, DateTimeOffset now, TimeZoneInfo home)
    {
        var post = PostParser.Parse(text.Text);
        var parent = text.Parent is { Length: > 0 } quoted ? PostParser.Parse(quoted, isParent: true) : null;
        var mentions = MentionFinder.Find(post, generation.Shows, generation.Names.Brands);
        if (parent is not null)
        {
            mentions.AddRange(MentionFinder.Find(parent, generation.Shows, generation.Names.Brands));
        }

        var episodes = generation.Query(connection => EpisodeTitles.Find(connection, post, generation.Shows, now)
            .Concat(parent is null ? [] : EpisodeTitles.Find(connection, parent, generation.Shows, now)).ToList());
        mentions.AddRange(episodes);
        if (mentions.Count == 0)
        {
            return [];
        }

        var context = PostContext.Of(post, parent, text, now, home, generation.Names, mentions) with
        {
            EpisodeTitles = episodes.Select(mention => WordScanner.Squash(mention.Written)).ToHashSet(StringComparer.Ordinal),
        };
        var named = mentions
            .GroupBy(mention => mention.Alias.Show)
            .Select(group => (Show: group.Key, Features: Best([.. group], context)))
            .OrderByDescending(show => show.Features.Sum(feature => feature.ForShow))
            .Take(MostShows)
            .ToList();
        return generation.Query(connection => named
            .Select(show => (Show: generation.Shows.Show(show.Show), show.Features))
            .Select(show => (show.Show.Title, show.Features, Airings: AiringChoice.Choose(connection, show.Show.Id, context, generation.ById)))
            .Where(show => show.Airings.Count > 0)
            .Select(show => new WeighedShow(show.Title, show.Features, show.Airings))
            .OrderByDescending(show => show.Score)
            .ToList());
    }

    /// <summary>The features of the mention that says most; another way of naming the show adds to it.</summary>
    private static List<Feature> Best(List<Mention> mentions, PostContext context)
    {
        var best = mentions.Select(mention => MentionFeatures.Of(mention, context)).MaxBy(features => features.Sum(feature => feature.ForShow))!;
        if (mentions.Select(mention => mention.Surface).Distinct().Count() > 1)
        {
            best.Add(new(FeatureKind.MentionedTwice, 1));
        }

        return best;
    }

    private static MatchCandidate Candidate(WeighedShow show, ScoredAiring scored, double probability, DateTimeOffset now) => new(
        scored.Airing,
        scored.Channel,
        scored.Airing.Episode,
        scored.Airing.IsOnAt(now) ? Showing.Now : scored.Airing.Start > now ? Showing.Later : Showing.Past,
        probability,
        [
            .. show.Features.Concat(scored.Features)
                .Where(feature => feature.Reason is not null)
                .OrderByDescending(feature => Math.Abs(feature.ForShow))
                .Select(feature => feature.Reason!),
        ]);
}
