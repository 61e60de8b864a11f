namespace SeeIt.Guide.Matching;

/// <summary>How a show's probability is divided among its airings.</summary>
internal static class AiringShares
{
    private const int Most = 5;

    /// <summary>Of another time against the likeliest: people also mean what nothing speaks for.</summary>
    private const double LeastOdds = 0.004;

    /// <summary>What is broadcast at the same time is the same to the viewer: the channel to offer has nearly all of it.</summary>
    private const double OtherChannel = 0.03;

    /// <param name="airings">Best first.</param>
    /// <returns>The likeliest first; the shares add up to 1 at most.</returns>
    public static IEnumerable<(ScoredAiring Airing, double Share)> Of(List<ScoredAiring> airings)
    {
        var times = airings
            .GroupBy(airing => airing.Airing.Start)
            .Take(Most)
            .Select(time => (Airings: time.ToList(), Odds: Math.Max(LeastOdds, Math.Exp(time.First().Score - airings[0].Score))))
            .ToList();
        var all = times.Sum(time => time.Odds);
        return times
            .SelectMany(time => time.Airings
                .Zip(Parts(time.Airings), (airing, part) => (airing, Share: part * time.Odds / all)))
            .OrderByDescending(airing => airing.Share)
            .Take(Most);
    }

    /// <summary>Another channel that suits the post as well has a small part; one that suits it worse has less.</summary>
    private static IEnumerable<double> Parts(List<ScoredAiring> airings)
    {
        var parts = airings.Select((airing, index) => index == 0 ? 1 : OtherChannel * Math.Exp(airing.Score - airings[0].Score)).ToList();
        return parts.Select(part => part / parts.Sum());
    }
}
