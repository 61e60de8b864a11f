using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>The ways in which people write a title.</summary>
internal static partial class Aliases
{
    /// <summary>Shorter titles have no first or last part that tells anything.</summary>
    private const int FewestWordsForParts = 4;

    /// <summary>A first word that stands for the whole: "Strictly".</summary>
    private const int LongWord = 7;
    private const int MostWordsOfHalfAcronym = 5;
    private const int ShortestRest = 3;
    private const int FewestWordsWithoutLast = 5;
    private const int MostSmallWords = 4;
    private const int ShortestName = 4;
    private const int ShortestFirst = 5;

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

        if (WithDigits(words) is { } digits)
        {
            yield return (AliasKind.WithoutArticle, digits);

            // "B99".
            yield return (AliasKind.Acronym, [string.Concat(digits.Select(word => char.IsAsciiDigit(word[0]) ? word : word[..1]))]);
        }

        var separator = Separator().Match(plain);
        if (separator.Success && WordsOf(plain[..separator.Index]) is { Length: > 0 } first && first.Length < words.Length)
        {
            yield return (AliasKind.Short, first);
            var rest = words[first.Length..];
            if (rest.Length > 1)
            {
                // "NCIS LA", "Law & Order SVU".
                yield return (AliasKind.WithoutArticle, [.. first, Initials(rest)]);
                yield return (AliasKind.Part, rest);
                yield return (AliasKind.Acronym, [Initials(words)]);
                if (rest.Length > 2)
                {
                    yield return (AliasKind.Acronym, [Initials(rest)]);
                }
            }

            words = first;
        }

        foreach (var acronym in Acronyms(words).Concat(OfWrittenParts(separator.Success ? plain[..separator.Index] : plain, words)).Distinct(StringComparer.Ordinal))
        {
            yield return (AliasKind.Acronym, [acronym]);
        }

        if (WithoutNumber(words) is { } unnumbered)
        {
            yield return (AliasKind.Short, unnumbered);
        }

        foreach (var part in Parts(words))
        {
            yield return (AliasKind.Part, part);
        }
    }

    private static IEnumerable<string> Acronyms(string[] words)
    {
        if (words.Length < 2 || words[0][0] >= '\u0600')
        {
            yield break;
        }

        yield return Initials(words);
        if (words.Length == 2)
        {
            yield break;
        }

        // "GNShow", "GHDuo": the first words' initials and the rest.
        var first = Articles.Contains(words[0]) ? 1 : 0;
        if (words.Length - first is >= 3 and <= MostWordsOfHalfAcronym && words[^1].Length >= ShortestRest)
        {
            yield return Initials(words[first..^1]) + words[^1];
            if (first > 0)
            {
                yield return words[0] + Initials(words[first..^1]) + words[^1];
            }
        }

        if (Articles.Contains(words[0]) && words.Length >= 4)
        {
            yield return Initials(words[1..]);
        }

        // "PromiBB": the first word, and the others' initials.
        if (words.Length - first is >= 3 and <= MostWordsOfHalfAcronym && words[first].Length >= ShortestRest)
        {
            yield return words[first] + Initials(words[(first + 1)..]);
        }

        // "RHONY" leaves the last word out.
        if (words.Length - first >= FewestWordsWithoutLast)
        {
            yield return Initials(words[first..^1]);
        }

        foreach (var shortened in WithoutSmallWords(words))
        {
            yield return shortened;
        }

        // "DWTS" has all its words, "KUWTK" too; "SHIELD" leaves the small ones out.
        var telling = Array.FindAll(words, word => !Articles.Contains(word) && word is not ("of" or "and" or "in" or "on" or "at" or "to" or "for" or "with" or "und" or "et" or "y" or "e" or "von" or "du" or "des" or "del"));
        if (telling.Length >= 3 && telling.Length < words.Length - (Articles.Contains(words[0]) ? 1 : 0))
        {
            yield return Initials(telling);
        }
    }

    /// <summary>Of the words that tell nothing, any may be left out: "ADP" of "L'amour est dans le pré", "ONPC" of "On n'est pas couché".</summary>
    private static IEnumerable<string> WithoutSmallWords(string[] words)
    {
        var small = Array.FindAll(Enumerable.Range(0, words.Length).ToArray(), index => CommonWords.IsFunction(words[index]));
        if (small.Length is 0 or > MostSmallWords)
        {
            yield break;
        }

        for (var left = 1; left < 1 << small.Length; left++)
        {
            var initials = string.Concat(words.Where((_, index) => Array.IndexOf(small, index) is var place && (place < 0 || (left & (1 << place)) == 0)).Select(word => word[..1]));
            if (initials.Length >= ShortestRest)
            {
                yield return initials;
            }
        }
    }

    /// <summary>"brooklyn 99" of "Brooklyn Nine-Nine": number words that follow each other are written as one number; null when there are none.</summary>
    private static string[]? WithDigits(string[] words)
    {
        var joined = new List<string>();
        var (isNumber, hasJoined) = (false, false);
        foreach (var word in words)
        {
            var digit = WordForms.Digit(word);
            if (digit is not null && isNumber)
            {
                joined[^1] += digit;
                hasJoined = true;
            }
            else
            {
                joined.Add(digit ?? word);
            }

            isNumber = digit is not null;
        }

        return hasJoined && joined.Count > 1 ? [.. joined] : null;
    }

    /// <summary>"EE" of "EastEnders", "NOPLP" of "N'oubliez pas les paroles": initials where a capital or an apostrophe stands within a word.</summary>
    private static IEnumerable<string> OfWrittenParts(string title, string[] words)
    {
        if (words[0][0] < '\u0600' && WordsOf(InnerBoundary().Replace(title, "$0 ")) is { Length: >= 2 } parts && parts.Length > words.Length)
        {
            yield return Initials(parts);
            foreach (var shortened in WithoutSmallWords(parts))
            {
                yield return shortened;
            }
        }
    }

    /// <summary>"Les Tuche" of "Les Tuche 3"; null when too little would remain.</summary>
    private static string[]? WithoutNumber(string[] words) =>
        words.Length >= 3 && char.IsDigit(words[^1][0]) && Array.FindLastIndex(words, word => !char.IsDigit(word[0])) is >= 1 and var last
            && Array.Exists(words[..(last + 1)], word => !CommonWords.IsCommon(word))
            ? words[..(last + 1)] : null;

    /// <summary>"The Great British" and "Bake Off" of "The Great British Bake Off".</summary>
    private static IEnumerable<string[]> Parts(string[] words)
    {
        if (words[0][0] >= '\u0600')
        {
            yield break;
        }

        // "Barnaby" of "Inspector Barnaby", "Lanz" of "Markus Lanz".
        if (words.Length is 2 or 3 && words[^1].Length >= ShortestName && !CommonWords.IsCommon(words[^1]))
        {
            yield return words[^1..];
        }

        // "Holby" of "Holby City".
        if (words.Length is 2 or 3 && words[0].Length is >= ShortestFirst and < LongWord && !CommonWords.IsCommon(words[0]))
        {
            yield return words[..1];
        }

        if (words.Length < FewestWordsForParts - (words[0].Length >= LongWord ? 1 : 0))
        {
            yield break;
        }

        if (words[0].Length >= LongWord && !CommonWords.IsFunction(words[0]))
        {
            yield return words[..1];
        }

        for (var length = 2; length < words.Length; length++)
        {
            var first = Articles.Contains(words[0]) ? 1 : 0;
            if (first + length < words.Length && !CommonWords.IsFunction(words[first + length - 1]))
            {
                yield return words[first..(first + length)];
            }

            if (!CommonWords.IsFunction(words[^length]))
            {
                yield return words[^length..];
            }
        }
    }

    private static string Initials(string[] words) => string.Concat(words.Select(word => word[..1]));

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

    [GeneratedRegex(@"\p{Ll}(?=\p{Lu}\p{Ll})|(?<=\b\p{L}{1,2})['’](?=\p{L}{2})")]
    private static partial Regex InnerBoundary();

    [GeneratedRegex(@":\s|\s[-–—]\s|;\s")]
    private static partial Regex Separator();
}
