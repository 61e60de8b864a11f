using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>The ways in which people write a title.</summary>
internal static partial class Aliases
{
    private static readonly FrozenSet<string> Articles =
        new[] { "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "l", "un", "une", "el", "los", "las", "una", "o", "os", "as", "um", "uma", "il", "lo", "gli", "de", "het" }
            .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Openers = new[] { "in", "on", "at", "im", "am", "dans", "en", "no", "na" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Each form as words, never empty; acronyms as one word.</summary>
    public static IEnumerable<(AliasKind Kind, string[] Words)> Of(string title)
    {
        var plain = Decoration().Replace(title, "").Trim();
        var words = WordsOf(plain.Length > 0 ? plain : title);
        if (words.Length == 0)
        {
            yield break;
        }

        yield return (AliasKind.Title, words);
        if (WithoutArticle(words) is { } bare)
        {
            yield return (AliasKind.WithoutArticle, bare);
        }

        if (words.Length > 1 && Array.TrueForAll(words, word => word.Length == 1))
        {
            yield return (AliasKind.WithoutArticle, [string.Concat(words)]);
        }

        var separator = Separator().Match(plain);
        if (separator.Success && WordsOf(plain[..separator.Index]) is { Length: > 0 } first && first.Length < words.Length)
        {
            yield return (AliasKind.Short, first);
            words = first;
        }

        if (words.Length >= 3)
        {
            var initials = string.Concat(words.Select(word => word[..1]));
            yield return (AliasKind.Acronym, [initials]);
            if (Articles.Contains(words[0]) && words.Length >= 4)
            {
                yield return (AliasKind.Acronym, [initials[1..]]);
            }
        }
    }

    /// <summary>"In the Night Garden" without "In the"; null when nothing is to be left out, or too little would remain.</summary>
    private static string[]? WithoutArticle(string[] words)
    {
        var skip = words.Length > 2 && Openers.Contains(words[0]) && Articles.Contains(words[1]) ? 2 : Articles.Contains(words[0]) ? 1 : 0;
        return skip > 0 && words.Length > skip ? words[skip..] : null;
    }

    private static string[] WordsOf(string text) => [.. WordScanner.Scan(text).Select(word => word.Text)];

    /// <summary>What guides put around titles: "New: …", "… (2015)", "… (Repeat)", "… ᴺᵉʷ".</summary>
    [GeneratedRegex(@"^\s*(new|live|neu|premiere)\s*:\s*|\s*[\(\[][^\)\]]*[\)\]]\s*$|\s*[ᴺᴴ]\S*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Decoration();

    [GeneratedRegex(@":\s|\s[-–—]\s|;\s")]
    private static partial Regex Separator();
}
