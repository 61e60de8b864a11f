using SeeIt.Guide.Store;

namespace SeeIt.Guide.Matching;

/// <summary>
/// From a post to airings: find the guide's titles in it, weigh what speaks for each, and let "none of these" compete.
/// The odds of each show against none are e to the sum of its features; over all shows and none, they become probabilities.
/// </summary>
internal static class Matcher
{
    private const int MostCandidates = 5;
    private const int MostShows = 12;

    public static MatchResult Match(Generation generation, PostText text, DateTimeOffset now, TimeZoneInfo home)
    {
        var post = PostParser.Parse(text.Text);
        var mentions = MentionFinder.Find(post, generation.Shows, generation.Names.Brands);
        if (mentions.Count == 0)
        {
            return MatchResult.Nothing;
        }

        var context = PostContext.Of(post, text, now, home, generation.Names);
        var named = mentions
            .GroupBy(mention => mention.Alias.Show)
            .Select(group => (Show: group.Key, Features: Best([.. group], post)))
            .OrderByDescending(show => show.Features.Sum(feature => feature.Contribution))
            .Take(MostShows)
            .ToList();
        var shows = generation.Query(connection => named
            .Select(show => new ScoredShow(
                show.Features,
                AiringChoice.Choose(connection, generation.Shows.Show(show.Show).Id, context, generation.ById)))
            .Where(show => show.Airings.Count > 0)
            .ToList());
        return Result(shows, now);
    }

    /// <summary>The features of the mention that says most; another way of naming the show adds to it.</summary>
    private static List<Feature> Best(List<Mention> mentions, ParsedPost post)
    {
        var best = mentions
            .Select(mention => MentionFeatures.Of(mention, post))
            .MaxBy(features => features.Sum(feature => feature.Contribution))!;
        if (mentions.Select(mention => mention.Surface).Distinct().Count() > 1)
        {
            best.Add(new(FeatureKind.MentionedTwice, 1));
        }

        return best;
    }

    private static MatchResult Result(List<ScoredShow> shows, DateTimeOffset now)
    {
        var all = 1 + shows.Sum(show => show.Odds);
        var candidates = new List<MatchCandidate>();
        foreach (var show in shows.OrderByDescending(show => show.Odds))
        {
            var probability = show.Odds / all;
            if (probability < Weights.OfferAt)
            {
                break;
            }

            candidates.AddRange(show.Airings.Zip(show.Shares(), (airing, share) => Candidate(show, airing, probability * share, now)));
        }

        candidates = [.. candidates.OrderByDescending(candidate => candidate.Probability).Take(MostCandidates)];
        var oneTap = candidates is [{ When: not Showing.Past } first, ..] && first.Probability >= Weights.OneTapAt;
        return new MatchResult(candidates, 1 / all, oneTap);
    }

    private static MatchCandidate Candidate(ScoredShow show, ScoredAiring scored, double probability, DateTimeOffset now) => new(
        scored.Airing,
        scored.Channel,
        scored.Airing.Episode,
        scored.Airing.IsOnAt(now) ? Showing.Now : scored.Airing.Start > now ? Showing.Later : Showing.Past,
        probability,
        [
            .. show.Features.Concat(scored.Features)
                .Where(feature => feature.Reason is not null)
                .OrderByDescending(feature => Math.Abs(feature.Contribution))
                .Select(feature => feature.Reason!),
        ]);

    private sealed record ScoredShow(List<Feature> Features, List<ScoredAiring> Airings)
    {
        /// <summary>A second airing is the first one's alternative, not its rival: differences between the two count this much more.</summary>
        private const double Sharpness = 2;
        private const double FirstAdvantage = 1.5;

        public double Odds { get; } =
            Math.Exp(Weights.Bias + Features.Sum(feature => feature.Contribution) + (Airings.Count > 0 ? Airings[0].Score : 0));

        /// <summary>How the show's probability is divided among its airings.</summary>
        public IEnumerable<double> Shares()
        {
            var odds = Airings.Select((airing, index) =>
                Math.Exp((Sharpness * (airing.Score - Airings[0].Score)) - (index * FirstAdvantage))).ToList();
            return odds.Select(value => value / odds.Sum());
        }
    }
}
