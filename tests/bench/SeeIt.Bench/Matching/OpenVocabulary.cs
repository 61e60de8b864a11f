using System.Text.RegularExpressions;
using SeeIt.Bench.Report;
using SeeIt.Guide;
using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>
/// Real posts about shows (tv_mentions.jsonl), which people have marked in them: against a guide that lacks most of these, and
/// against one that has them and nothing else. Of each one-tap it is counted which reasons spoke for it.
/// </summary>
internal static partial class OpenVocabulary
{
    private const string File = "tv_mentions.jsonl";

    /// <summary>An evening; the guide of the shows has all of them on.</summary>
    public static DateTimeOffset At { get; } = new(2015, 12, 2, 21, 15, 0, TimeSpan.Zero);

    /// <summary>A guide of the marked shows, each on a channel of its own, on the air.</summary>
    public static MatchGuide Guide(TimeProvider time) => MatchGuide.OfTitles(
        "the shows that they name, on the air", [.. Posts().SelectMany(post => post.Shows).Select(Title).Distinct(StringComparer.OrdinalIgnoreCase)], At.AddMinutes(-10), time);

    public static Table Against(MatchGuide guide, DateTimeOffset at, string title)
    {
        var results = Posts().ConvertAll(post => (Post: post, Result: guide.Guide.Match(new PostText(post.Text), at)));
        var taps = results.FindAll(one => one.Result.OneTap);
        var reasons = taps
            .SelectMany(one => one.Result.Candidates[0].Reasons.Select(reason => Particular().Replace(reason, "…")).Distinct())
            .CountBy(reason => reason)
            .OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal);
        return new Table(title,
        [
            Measure.Single("posts", "posts", results.Count),
            Measure.Single("no candidate", "posts", results.Count(one => one.Result.Candidates.Count == 0)),
            Measure.Single("candidates to choose from", "posts", results.Count(one => one.Result.Candidates.Count > 0 && !one.Result.OneTap)),
            Measure.Single("  the marked show first", "posts", results.Count(one => !one.Result.OneTap && IsMarked(one.Post, one.Result))),
            Measure.Single("one-tap", "posts", taps.Count),
            Measure.Single("  of the marked show", "posts", taps.Count(one => IsMarked(one.Post, one.Result))),
            .. reasons.Select(reason => Measure.Single($"  because {reason.Key}", "posts", reason.Value)),
        ]);
    }

    private static bool IsMarked(MarkedPost post, MatchResult result) =>
        result.Candidates is [var first, ..] && post.Shows.Any(show => WordScanner.Key(Title(show)) == WordScanner.Key(first.Airing.Title));

    /// <summary>The mark is the words of the post: "#TheOriginals" is "The Originals" in a guide.</summary>
    private static string Title(string show) => show.StartsWith('#') && !show.Contains(' ', StringComparison.Ordinal)
        ? Boundary().Replace(show[1..], " ")
        : show.Replace("#", "", StringComparison.Ordinal);

    private static List<MarkedPost> Posts() => SharedFiles.PostsOf(File, json => new MarkedPost(
        json.GetProperty("text").GetString()!, [.. json.GetProperty("shows").EnumerateArray().Select(show => show.GetString()!)]));

    private sealed record MarkedPost(string Text, IReadOnlyList<string> Shows);

    [GeneratedRegex(@"(?<=\p{Ll})(?=[\p{Lu}\d])")]
    private static partial Regex Boundary();

    /// <summary>What a reason says of one post only.</summary>
    [GeneratedRegex("\"[^\"]*\"|(?<=it is on )[^,]+(?=, which)|(?<=it is )(?:s\\d+)?e\\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Particular();
}
