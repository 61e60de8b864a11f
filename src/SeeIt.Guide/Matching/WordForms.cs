namespace SeeIt.Guide.Matching;

/// <summary>What else a word of a post may be in a title.</summary>
internal static class WordForms
{
    private static readonly string[] KoreanParticles = ["에서", "으로", "을", "를", "이", "가", "은", "는", "에", "도", "의", "와", "과", "로", "만"];
    private static readonly string[] ArabicPrefixes = ["وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"];

    private const int ShortestBent = 6;

    private static string? Shortened(string word) => word switch
    {
        "celeb" => "celebrity",
        "celebs" => "celebrities",
        "xmas" => "christmas",
        "doc" => "doctor",
        "champs" => "championship",
        _ => null,
    };

    private static readonly (string Digit, string Word)[] Numbers =
        [("1", "one"), ("2", "two"), ("3", "three"), ("4", "four"), ("5", "five"), ("6", "six"), ("7", "seven"), ("8", "eight"), ("9", "nine"), ("10", "ten")];

    /// <summary>"9" of "nine"; null when the word is no number.</summary>
    public static string? Digit(string word) => Array.Find(Numbers, number => number.Word == word && number.Digit.Length == 1).Digit;

    /// <summary>"fuer" as "für" is folded.</summary>
    public static string WithoutUmlauts(string word) =>
        word.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);

    /// <summary>Forms that are as good as the word itself; most words have none.</summary>
    /// <param name="word">Folded.</param>
    /// <param name="hasApostrophe">It was written with one: "Gogglebox's".</param>
    public static IEnumerable<string> Of(string word, bool hasApostrophe)
    {
        if (hasApostrophe && word.Length > 3 && word[^1] == 's')
        {
            yield return word[..^1];
        }

        if (word is "dr" or "doctor")
        {
            yield return word == "dr" ? "doctor" : "dr";
        }

        if (Shortened(word) is { } whole)
        {
            yield return whole;
        }

        if (word is "und" or "et" or "y" or "e")
        {
            yield return "and";
        }

        if (word.Length > 3 && (word.Contains("ae", StringComparison.Ordinal) || word.Contains("oe", StringComparison.Ordinal) || word.Contains("ue", StringComparison.Ordinal)))
        {
            yield return WithoutUmlauts(word);
        }

        // "im letzten Bullen", "beim perfekten Dinner": adjectives of titles are bent.
        if (word.Length >= ShortestBent && word[^2] == 'e' && word[^1] is 'n' or 'r' or 's' or 'm')
        {
            yield return word[..^1];
        }

        foreach (var (digit, name) in Numbers)
        {
            if (word == digit)
            {
                yield return name;
            }
            else if (word == name)
            {
                yield return digit;
            }
        }

        if (word[0] is >= '\uAC00' and <= '\uD7A3')
        {
            foreach (var particle in KoreanParticles)
            {
                if (word.Length > particle.Length + 1 && word.EndsWith(particle, StringComparison.Ordinal))
                {
                    yield return word[..^particle.Length];
                }
            }
        }
        else if (word[0] is >= '\u0600' and <= '\u06FF')
        {
            foreach (var prefix in ArabicPrefixes)
            {
                if (word.Length > prefix.Length + 2 && word.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield return word[prefix.Length..];
                }
            }
        }
    }
}
