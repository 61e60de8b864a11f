using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>
/// Names and rare words of a post, to be looked for in what the guide says of an airing: "Jo Brand", "bribery", "Islay".
/// Immutable.
/// </summary>
internal sealed class TellingWords
{
    /// <summary>More tell nothing more.</summary>
    public const double Most = 2;
    private const int ShortestName = 3;
    private const int ShortestWord = 5;
    private readonly List<(string Text, string[] Folded)> _words;

    private TellingWords(List<(string Text, string[] Folded)> words) => _words = words;

    public static TellingWords Of(ParsedPost post)
    {
        var words = new List<(string, string[])>();
        for (var at = 0; at < post.Words.Count; at++)
        {
            var word = post.Words[at];

            // "Jo Brand": each word may be common, and both together are a name.
            if (at + 1 < post.Words.Count && !post.IsCapitalised && IsName(word) && IsName(post.Words[at + 1]) && !post.Words[at + 1].FollowsBreak && !CommonWords.IsFunction(word.Text))
            {
                words.Add((post.Text[word.Start..post.Words[at + 1].End], [word.Text, post.Words[at + 1].Text]));
                at++;
            }
            else if (word.Text.Length >= (IsName(word) && !word.BeginsSentence ? ShortestName : ShortestWord) && !CommonWords.IsCommon(word.Text) && !WatchingWords.IsWatching(word.Text))
            {
                words.Add((post.Text[word.Start..word.End], [word.Text]));
            }
        }

        return new TellingWords(words);
    }

    /// <summary>How many of them the airing's episode, description or people have, without those of its title; at most <see cref="Most"/>.</summary>
    public double CountIn(Airing airing)
    {
        if (_words.Count == 0)
        {
            return 0;
        }

        var title = WordScanner.Scan(airing.Title).ConvertAll(word => word.Text);
        return Math.Min(Most, _words.Count(word => !Array.Exists(word.Folded, title.Contains)
            && (Has(airing.Description, word.Text) || Has(airing.SubTitle, word.Text) || airing.People.Any(person => Has(person, word.Text)))));
    }

    /// <summary>As a word of its own.</summary>
    private static bool Has(string? text, string word)
    {
        for (var at = 0; text is not null && (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(PostWord word) => word.Case is WordCase.Capital or WordCase.Mixed && word.Text.Length > 1;
}
