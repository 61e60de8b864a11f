using System.Diagnostics;
using SeeIt.Bench.Matching;
using SeeIt.Bench.Report;
using SeeIt.Guide;

namespace SeeIt.Bench.Benchmarks;

/// <summary>Posts that nobody wrote, about guides that nobody broadcasts and one that was: what the matcher makes of them.</summary>
internal sealed class Match : IBenchmark
{
    private const int PostsPerGuide = 2400;
    /// <summary>Posts before the first that is timed: the code is compiled by then, as it is in the agent always.</summary>
    private const int Warming = 300;
    private const double MostFalseOneTaps = 10;
    private const double P95Bar = 20;

    /// <summary>Half a step of the table of probabilities: what is said as 0.7 is true as often as 0.65 to 0.75.</summary>
    private const double MostCalibrationError = 0.05;

    /// <summary>One-tap is offered on the probability alone, so a third of the errors that its bar allows may come from stating too much.</summary>
    private const double MostOverstated = 0.01;

    public string Name => "match";

    public string What => "the airing that a post means, on shows and patterns of posts that no weight was fitted to";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await Task.CompletedTask;
        var (overall, byKind, byLanguage, reliability) = (new MatchTally(), new SortedDictionary<PostKind, MatchTally>(), new SortedDictionary<string, MatchTally>(StringComparer.Ordinal), new Reliability());
        foreach (var guide in MatchGuide.All(time))
        {
            using (guide)
            {
                var (whole, kinds, took) = (new MatchTally(), new SortedDictionary<PostKind, MatchTally>(), new Measure($"candidates: {guide.Name}", "ms", P95Bar, BarIsForP95: true));
                var posts = guide.Posts(PostHalf.Scored, Choice.Runs(PostsPerGuide));
                posts.Take(Warming).ToList().ForEach(post => guide.Guide.Match(post.Post, post.At));
                foreach (var post in posts)
                {
                    var from = Stopwatch.GetTimestamp();
                    var result = guide.Guide.Match(post.Post, post.At);
                    took.Add(Stopwatch.GetElapsedTime(from));
                    reliability.Add(post, result);
                    foreach (var tally in new[] { whole, overall, Of(kinds, post.Kind), Of(byKind, post.Kind), Of(byLanguage, post.Language) })
                    {
                        tally.Add(post, result);
                    }
                }

                yield return new ShareTable($"{Name}: {guide.Name}", [.. kinds.Select(kind => (kind.Key.ToString(), kind.Value)), ("all", whole)], hasBars: false);
                yield return new Table($"{Name}: {guide.Name}", [took]);
                if (guide.Name == GuidePlan.Large.Name)
                {
                    yield return RealPosts(guide);
                    yield return OpenVocabulary.Against(guide, guide.Facts.From.AddDays(4).AddHours(20), $"{Name}: tv_mentions.jsonl, {guide.Name}");
                }
            }
        }

        using (var named = OpenVocabulary.Guide(time))
        {
            yield return OpenVocabulary.Against(named, OpenVocabulary.At, $"{Name}: tv_mentions.jsonl, {named.Name}");
        }

        var hand = new MatchTally();
        foreach (var (guide, section) in MatchGuide.OfHandPosts(time))
        {
            using (guide)
            {
                foreach (var (_, post) in HandPosts.Of(guide.Facts, section).Where(post => post.Half == PostHalf.Scored && post.Post.Kind != PostKind.WordsOnAir))
                {
                    hand.Add(post, guide.Guide.Match(post.Post, post.At));
                }
            }
        }

        yield return new ShareTable($"{Name}: written by hand", [("all", hand)], hasBars: true);
        yield return new ShareTable($"{Name}: by language", [.. byLanguage.Select(language => (language.Key, language.Value))], hasBars: false);
        yield return new ShareTable($"{Name}: all guides", [.. byKind.Select(kind => (kind.Key.ToString(), kind.Value)), ("all", overall)], hasBars: true);
        yield return new Table($"{Name}: probabilities",
        [
            Measure.Single("expected calibration error of the first candidate", "", reliability.Error, MostCalibrationError),
            Measure.Single("stated of one-tap offers, less observed", "", reliability.Overstated, MostOverstated),
        ]);
        Console.WriteLine();
        Console.Write(reliability);
    }

    /// <summary>Real posts, nearly all about no show of the guide.</summary>
    private Table RealPosts(MatchGuide guide)
    {
        var at = guide.Facts.From.AddDays(4).AddHours(20);
        var measures = new List<Measure>();
        foreach (var (file, bar) in new (string, double?)[] { ("other.jsonl", MostFalseOneTaps), ("tv_mentions.jsonl", null) })
        {
            var results = SharedFiles.Posts(file).ConvertAll(text => guide.Guide.Match(new PostText(text), at));
            measures.Add(Measure.Single($"{file}: one-tap offers of {results.Count} posts", "posts", results.Count(result => result.OneTap), bar));
            measures.Add(Measure.Single($"{file}: posts with any offer", "posts", results.Count(result => result.Candidates.Count > 0)));
        }

        return new Table($"{Name}: real posts, {guide.Name}", measures);
    }

    private static MatchTally Of<TKey>(SortedDictionary<TKey, MatchTally> rows, TKey key)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var tally))
        {
            rows.Add(key, tally = new MatchTally());
        }

        return tally;
    }
}
