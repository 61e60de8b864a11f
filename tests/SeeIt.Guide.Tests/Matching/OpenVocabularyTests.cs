using SeeIt.Guide.Text;

namespace SeeIt.Guide.Tests.Matching;

/// <summary>Real posts about shows, against a guide of exactly those shows among the titles of a real one.</summary>
public sealed class OpenVocabularyTests(ITestOutputHelper output)
{
    [Fact]
    public void Most_posts_about_a_show_have_it_first()
    {
        var posts = RealPost.Read("tv_mentions.jsonl");
        var titles = posts.SelectMany(post => post.Shows).Select(Title).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        using var guide = new TestGuide("2015-12-02 21:15").WithGuide(titles.Select((title, index) => ($"channel{index}", 60, 60, title)));
        int first = 0, offered = 0;
        foreach (var post in posts)
        {
            var match = guide.Match(post.Text);
            var meant = post.Shows.Select(show => WordScanner.Key(Title(show))).ToList();
            var isFirst = match.Candidates.Count > 0 && meant.Contains(WordScanner.Key(match.Candidates[0].Airing.Title));
            first += isFirst ? 1 : 0;
            offered += match.Candidates.Count > 0 ? 1 : 0;
            output.WriteLine($"{(isFirst ? "first" : match.Candidates.Count > 0 ? "WRONG" : "none ")} {match.None:0.00} {string.Join(", ", meant)} <- {post.Text}");
        }

        output.WriteLine($"{posts.Count} posts, {offered} offered, {first} with the right show first");
        Assert.InRange(first, posts.Count * 6 / 10, posts.Count);
        Assert.InRange(offered - first, 0, posts.Count / 15);
    }

    /// <summary>The annotation is the words of the post: "#TheOriginals" is "The Originals" in a guide.</summary>
    private static string Title(string show) => show.StartsWith('#') && !show.Contains(' ', StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(show[1..], @"(?<=\p{Ll})(?=[\p{Lu}\d])", " ")
        : show.Replace("#", "", StringComparison.Ordinal);
}
