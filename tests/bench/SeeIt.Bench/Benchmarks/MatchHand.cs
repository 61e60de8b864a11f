using SeeIt.Bench.Matching;
using SeeIt.Bench.Report;
using SeeIt.Guide;

namespace SeeIt.Bench.Benchmarks;

/// <summary>Posts that a person wrote. What was wrong in the tuning half is listed; of the scored half only the figures are told.</summary>
internal sealed class MatchHand : IBenchmark
{
    public string Name => "match-hand";

    public string What => "the airing that a post means, on posts written by hand";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await Task.CompletedTask;
        var (kinds, reliability) = (new SortedDictionary<(PostHalf Half, PostKind Kind), MatchTally>(), new Reliability());
        var halves = new[] { new MatchTally(), new MatchTally() };
        foreach (var (guide, section) in MatchGuide.OfHandPosts(time))
        {
            using (guide)
            {
                foreach (var (half, post) in HandPosts.Of(guide.Facts, section))
                {
                    var result = guide.Guide.Match(post.Post, post.At);
                    if (post.Kind != PostKind.WordsOnAir)
                    {
                        halves[(int)half].Add(post, result);
                    }

                    reliability.Add(post, result);
                    if (!kinds.TryGetValue((half, post.Kind), out var tally))
                    {
                        kinds.Add((half, post.Kind), tally = new MatchTally());
                    }

                    tally.Add(post, result);
                    if (half == PostHalf.Tuning && Wrong(post, result) is { } wrong)
                    {
                        Console.WriteLine($"{wrong,-14} {section,-9} {post.Post.Text.ReplaceLineEndings(" ")}\n{"",25}{Answer(result)}");
                    }
                }
            }
        }

        foreach (var half in new[] { PostHalf.Tuning, PostHalf.Scored })
        {
            yield return new ShareTable($"{Name}: {half}",
                [.. kinds.Where(kind => kind.Key.Half == half).Select(kind => (kind.Key.Kind.ToString(), kind.Value)), ("all", halves[(int)half])], hasBars: half == PostHalf.Scored);
        }

        Console.WriteLine();
        Console.Write(reliability);
    }

    private static string? Wrong(BenchPost post, MatchResult result) =>
        result.OneTap && !post.IsRight(result.Candidates[0].Airing) ? "false one-tap"
        : post.Right.Count > 0 && !result.Candidates.Take(3).Any(candidate => post.IsRight(candidate.Airing)) ? "not in three"
        : post.Right.Count > 0 && !result.OneTap ? "no one-tap"
        : null;

    private static string Answer(MatchResult result) => result.Candidates is not [var first, ..] ? $"none {result.None:0.00}"
        : string.Join(", ", result.Candidates.Take(3).Select(candidate => $"{candidate.Airing.Title} {candidate.Airing.Start:ddd HH:mm} {candidate.Channel.Name} {candidate.Probability:0.00}"))
            + $", none {result.None:0.00} ({string.Join("; ", first.Reasons)})";
}
