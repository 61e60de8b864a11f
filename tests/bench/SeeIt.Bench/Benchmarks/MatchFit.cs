using SeeIt.Bench.Matching;
using SeeIt.Bench.Report;

namespace SeeIt.Bench.Benchmarks;

/// <summary>Prints the weights to paste into Weights.cs, from the tuning half only.</summary>
internal sealed class MatchFit : IBenchmark
{
    private const int PostsPerGuide = 4000;

    /// <summary>A post that a person wrote counts as so many that were made: they are few, and nearer to what people write.</summary>
    private const int WeightOfHandPost = 12;

    /// <summary>They are rarer than these posts make them.</summary>
    private const int WeightOfWordsOnAir = 6;

    public string Name => "match-fit";

    public string What => "weights of the matcher, fitted to the tuning half of the posts";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await Task.CompletedTask;
        var (fit, whole) = (new WeightFit(), new MatchTally());
        foreach (var guide in MatchGuide.All(time))
        {
            using (guide)
            {
                foreach (var post in guide.Posts(PostHalf.Tuning, PostsPerGuide))
                {
                    fit.Add(post, guide.Guide.Weigh(post.Post, post.At));
                    whole.Add(post, guide.Guide.Match(post.Post, post.At));
                }
            }
        }

        foreach (var (guide, section) in MatchGuide.OfHandPosts(time))
        {
            using (guide)
            {
                foreach (var (_, post) in HandPosts.Of(guide.Facts, section).Where(post => post.Half == PostHalf.Tuning))
                {
                    fit.Add(post, guide.Guide.Weigh(post.Post, post.At), post.Kind == PostKind.WordsOnAir ? WeightOfWordsOnAir : WeightOfHandPost);
                }
            }
        }

        Console.WriteLine();
        Console.Write(fit.Fit());
        yield return new ShareTable($"{Name}: tuning half, weights as they are", [("all", whole)], hasBars: false);
    }
}
