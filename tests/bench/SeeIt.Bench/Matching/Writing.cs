using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>The ways in which people write a title, and what they put around a post.</summary>
internal static class Writing
{
    private static readonly (string Name, Func<string, Random, string?> Write)[] Variants =
    [
        ("lower", (title, _) => title.ToLowerInvariant()),
        ("upper", (title, _) => title.ToUpperInvariant()),
        ("no article", (title, _) => WithoutArticle(title)),
        ("swapped letters", (title, random) => Typo(title, random, (word, at) => word[..at] + word[at + 1] + word[at] + word[(at + 2)..])),
        ("left out letter", (title, random) => Typo(title, random, (word, at) => word[..at] + word[(at + 1)..])),
        ("double letter", (title, random) => Typo(title, random, (word, at) => word[..at] + word[at] + word[at..])),
        ("wrong letter", (title, random) => Typo(title, random, (word, at) => word[..at] + (char)('a' + random.Next(26)) + word[(at + 1)..])),
        ("before the colon", (title, _) => title.IndexOf(": ", StringComparison.Ordinal) is > 3 and var colon ? title[..colon] : null),
        ("joined", (title, _) => title.Count(c => c == ' ') is 1 or 2 ? title.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() : null),
        ("last words", (title, _) => title.Split(' ') is { Length: >= 4 } words && !title.Contains(':', StringComparison.Ordinal) ? string.Join(' ', words[^2..]) : null),
        ("first words", (title, _) => title.Split(' ') is { Length: >= 4 } words && words[2].Length > 3 && !title.Contains(':', StringComparison.Ordinal) ? string.Join(' ', words[..3]) : null),
        ("behind the colon", (title, _) => title.IndexOf(": ", StringComparison.Ordinal) is > 3 and var colon ? title[(colon + 2)..] : null),
    ];

    /// <summary>The words stay, and their marks do not.</summary>
    private static readonly (string Name, Func<string, Random, string?> Write)[] Marks =
    [
        ("bare", (title, _) => Changed(title, string.Concat(title.Where(c => char.IsLetterOrDigit(c) || c == ' ' || c == '&')))),
        ("no accents", (title, _) => Changed(title, string.Concat(title.Select(c => Fold.Word([c]) is [var plain] && !char.IsUpper(c) && char.IsLetter(c) ? plain : c)))),
        ("and", (title, _) => title.Contains('&', StringComparison.Ordinal) ? title.Replace("&", "and", StringComparison.Ordinal) : Changed(title, title.Replace(" and ", " & ", StringComparison.Ordinal))),
        ("hyphens", (title, _) => Changed(title, title.Replace(' ', '-'))),
        ("full width", (title, _) => string.Concat(title.Select(c => c is > ' ' and < '\u007F' ? (char)(c - '!' + 0xFF01) : c))),
        ("umlauts", (title, _) => Changed(title, title.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal))),
        ("stars", (title, _) => $"*{title}*"),
        ("emoji inside", (title, _) => $"✨{title}✨"),
        ("curved", (title, _) => Changed(title, title.Replace('\'', '’'))),
        ("no apostrophe", (title, _) => Changed(title, title.Replace("'", "", StringComparison.Ordinal))),
        ("dash", (title, _) => Changed(title, title.Replace(": ", " - ", StringComparison.Ordinal))),
        ("no colon", (title, _) => Changed(title, title.Replace(":", "", StringComparison.Ordinal))),
        ("more marks", (title, _) => title.TrimEnd('!', '?') + "!!!"),
    ];

    /// <summary>What is around real posts: smileys, links, others' names, no capitals, spaces before marks.</summary>
    private static readonly (PostHalf Half, double Chance, Func<string, Random, string> Add)[] Noise =
    [
        (PostHalf.Tuning, 0.18, (text, _) => text.ToLowerInvariant()),
        (PostHalf.Scored, 0.18, (text, _) => text.Replace(".", "", StringComparison.Ordinal) is [var first, .. var rest] ? char.ToLowerInvariant(first) + rest : text),
        (PostHalf.Scored, 0.03, (text, _) => text.ToUpperInvariant()),
        (PostHalf.Tuning, 0.1, (text, _) => text.Replace(" ,", ",", StringComparison.Ordinal).Replace(" :", ":", StringComparison.Ordinal).Replace(" !", "!", StringComparison.Ordinal)),
        (PostHalf.Scored, 0.1, (text, _) => text.Replace(" !", "!!", StringComparison.Ordinal).Replace(" ?", "??", StringComparison.Ordinal)),
        (PostHalf.Tuning, 0.15, (text, random) => $"{text} {random.Pick(["😂", "❤️", "👏👏", "😍"])}"),
        (PostHalf.Scored, 0.1, (text, random) => $"{text}{random.Pick(["😭😭", "🔥", "🙈", "📺"])}"),
        (PostHalf.Scored, 0.05, (text, random) => $"{random.Pick(["🙌", "💔", "👀", "🎉"])} {text}"),
        (PostHalf.Tuning, 0.08, (text, random) => $"{text} {random.Pick(["#tv", "#fun", "#lol", "#couch", "#blessed", "#news", "#love"])}"),
        (PostHalf.Scored, 0.08, (text, random) => $"{random.Pick(["#mondaymood", "#nowwatching", "#family", "#weather", "#sunday", "#royals"])} {text}"),
        (PostHalf.Tuning, 0.05, (text, random) => $"{text} #{string.Concat(Enumerable.Range(0, random.Next(3, 5)).Select(_ => (char)('A' + random.Next(26))))}"),
        (PostHalf.Scored, 0.05, (text, random) => $"{text} #{string.Concat(Enumerable.Range(0, random.Next(3, 5)).Select(_ => (char)('a' + random.Next(26))))}"),
        (PostHalf.Tuning, 0.08, (text, random) => $"{text} http://t.co/{random.Next(100_000, 999_999):x}"),
        (PostHalf.Scored, 0.08, (text, random) => $"{text} https://youtu.be/{random.Next(100_000, 999_999):x}?t=9"),
        (PostHalf.Tuning, 0.06, (text, random) => $"RT @{random.Pick(["jenny_k", "tvfan88", "marc0", "news_now", "lilly"])} : {text}"),
        (PostHalf.Scored, 0.06, (text, random) => $"“@{random.Pick(["samwise", "telly_addict", "k4ren", "thenews", "oli"])}: {text}” 👍"),
        (PostHalf.Tuning, 0.06, (text, random) => $"@{random.Pick(["jenny_k", "tvfan88", "marc0", "sam", "lilly"])} {text}"),
        (PostHalf.Scored, 0.06, (text, random) => $"{text} cc @{random.Pick(["samwise", "telly_addict", "k4ren", "oli"])}"),
    ];

    /// <summary>Another way to write a title's words, of the half's ways; null when the drawn one changes nothing.</summary>
    public static string? Variant(string title, PostHalf half, Random random) => Written(Variants, title, half, random);

    /// <summary>The title with other marks, of the half's ways; null when the drawn one changes nothing.</summary>
    public static string? Remarked(string title, PostHalf half, Random random) => Written(Marks, title, half, random);

    /// <summary>"Night Garden"; null when the title begins with no article.</summary>
    public static string? WithoutArticle(string title) =>
        title.Split(' ') is [var first, _, ..] words && first.ToUpperInvariant() is "THE" or "DER" or "DIE" or "DAS" or "LE" or "LA" or "LES" or "EL" or "LOS" or "O" or "A" ? string.Join(' ', words[1..]) : null;

    /// <summary>With what is around real posts, as in the half.</summary>
    public static string Noisy(string text, PostHalf half, Random random)
    {
        foreach (var noise in Noise.Where(noise => noise.Half == half))
        {
            if (random.Chance(noise.Chance))
            {
                text = noise.Add(text, random);
            }
        }

        return text;
    }

    private static string? Written((string Name, Func<string, Random, string?> Write)[] forms, string title, PostHalf half, Random random) =>
        random.Pick(Array.FindAll(forms, form => Halves.Of("variant/" + form.Name) == half)).Write(title, random);

    private static string? Changed(string title, string written) => written == title || written.Length == 0 ? null : written;

    private static string? Typo(string title, Random random, Func<string, int, string> write)
    {
        var words = title.Split(' ');
        List<int> long_ = [.. Enumerable.Range(0, words.Length).Where(index => words[index].Length >= 6 && words[index].All(char.IsAsciiLetter))];
        if (long_.Count == 0)
        {
            return null;
        }

        var at = random.Pick(long_);
        words[at] = write(words[at], random.Next(1, words[at].Length - 2));
        return Changed(title, string.Join(' ', words));
    }
}
