using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>The ways in which people write a title, and what they put around a post.</summary>
internal static class Writing
{
    private static readonly (string Name, Func<string, Random, string?> Write)[] Variants =
    [
        ("lower", (title, _) => title.ToLowerInvariant()),
        ("upper", (title, _) => title.ToUpperInvariant()),
        ("bare", (title, _) => Changed(title, string.Concat(title.Where(c => char.IsLetterOrDigit(c) || c == ' ' || c == '&')))),
        ("no accents", (title, _) => Changed(title, string.Concat(title.Select(c => Fold.Word([c]) is [var plain] && !char.IsUpper(c) && char.IsLetter(c) ? plain : c)))),
        ("no article", (title, _) => title.Split(' ') is [var first, _, .. ] words && first.ToUpperInvariant() is "THE" or "DER" or "DIE" or "DAS" or "LE" or "LA" or "LES" or "EL" or "LOS" or "O" or "A" ? string.Join(' ', words[1..]) : null),
        ("swapped letters", (title, random) => Typo(title, random, (word, at) => word[..at] + word[at + 1] + word[at] + word[(at + 2)..])),
        ("left out letter", (title, random) => Typo(title, random, (word, at) => word[..at] + word[(at + 1)..])),
        ("double letter", (title, random) => Typo(title, random, (word, at) => word[..at] + word[at] + word[at..])),
        ("wrong letter", (title, random) => Typo(title, random, (word, at) => word[..at] + (char)('a' + random.Next(26)) + word[(at + 1)..])),
        ("and", (title, _) => title.Contains('&', StringComparison.Ordinal) ? title.Replace("&", "and", StringComparison.Ordinal) : Changed(title, title.Replace(" and ", " & ", StringComparison.Ordinal))),
        ("hyphens", (title, _) => Changed(title, title.Replace(' ', '-'))),
        ("full width", (title, _) => string.Concat(title.Select(c => c is > ' ' and < '\u007F' ? (char)(c - '!' + 0xFF01) : c))),
        ("umlauts", (title, _) => Changed(title, title.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal))),
        ("before the colon", (title, _) => title.IndexOf(": ", StringComparison.Ordinal) is > 3 and var colon ? title[..colon] : null),
        ("joined", (title, _) => title.Count(c => c == ' ') is 1 or 2 ? title.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() : null),
        ("last words", (title, _) => title.Split(' ') is { Length: >= 4 } words && !title.Contains(':', StringComparison.Ordinal) ? string.Join(' ', words[^2..]) : null),
        ("first words", (title, _) => title.Split(' ') is { Length: >= 4 } words && words[2].Length > 3 && !title.Contains(':', StringComparison.Ordinal) ? string.Join(' ', words[..3]) : null),
        ("behind the colon", (title, _) => title.IndexOf(": ", StringComparison.Ordinal) is > 3 and var colon ? title[(colon + 2)..] : null),
        ("stars", (title, _) => $"*{title}*"),
        ("emoji inside", (title, _) => $"✨{title}✨"),
    ];

    private static readonly string[] Emoji = ["😂", "😭", "❤️", "🔥", "👏👏", "🙈", "😍", "📺"];
    private static readonly string[] OtherTags = ["#tv", "#fun", "#mondaymood", "#lol", "#nowwatching", "#couch", "#family", "#blessed", "#weather", "#news", "#sunday", "#love", "#royals"];

    /// <summary>Another way to write a title, of the half's ways; null when the drawn one changes nothing.</summary>
    public static string? Variant(string title, PostHalf half, Random random)
    {
        var variants = Array.FindAll(Variants, variant => Halves.Of("variant/" + variant.Name) == half);
        return random.Pick(variants).Write(title, random);
    }

    /// <summary>"#TheNightGarden", "#thenightgarden".</summary>
    public static string Tag(string title, bool lower)
    {
        var joined = string.Concat(title.Replace("&", "And", StringComparison.Ordinal).Split(' ', '-', '.', ',', ':', ';', '!', '?', '/', '(', ')')
            .Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
            .Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        return "#" + (lower ? joined.ToLowerInvariant() : joined);
    }

    public static string Handle(string title, string brand, Random random)
    {
        var name = Tag(title, lower: random.Chance(0.5))[1..];
        return "@" + random.Next(6) switch
        {
            0 => name + "Official",
            1 => name + "TV",
            2 => brand + name,
            3 => name + "_" + brand,
            4 => name + "UK",
            _ => name,
        };
    }

    /// <summary>"TNG", "GoT"; null when there are fewer than three words.</summary>
    public static string? Acronym(string title, Random random)
    {
        var words = title.Split(' ', '-').Where(word => word.Length > 0 && char.IsLetterOrDigit(word[0])).ToList();
        if (words.Count is < 3 or > 7 || title.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var mixed = random.Chance(0.5);
        return string.Concat(words.Select((word, index) => mixed && index > 0 && word.Length <= 3 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])));
    }

    /// <summary>What is around real posts: smileys, links, others' names, no capitals, spaces before marks.</summary>
    public static string Noisy(string text, Random random)
    {
        if (random.Chance(0.18))
        {
            text = text.ToLowerInvariant();
        }

        if (random.Chance(0.1))
        {
            text = text.Replace(" ,", ",", StringComparison.Ordinal).Replace(" :", ":", StringComparison.Ordinal).Replace(" !", "!", StringComparison.Ordinal);
        }

        if (random.Chance(0.15))
        {
            text += " " + random.Pick(Emoji);
        }

        if (random.Chance(0.08))
        {
            text += " " + random.Pick(OtherTags);
        }

        if (random.Chance(0.05))
        {
            text += " #" + string.Concat(Enumerable.Range(0, random.Next(3, 5)).Select(_ => (char)('A' + random.Next(26))));
        }

        if (random.Chance(0.08))
        {
            text += $" http://t.co/{random.Next(100_000, 999_999):x}";
        }

        if (random.Chance(0.06))
        {
            text = $"RT @{random.Pick(["jenny_k", "tvfan88", "marc0", "news_now", "lilly"])} : {text}";
        }
        else if (random.Chance(0.06))
        {
            text = $"@{random.Pick(["jenny_k", "tvfan88", "marc0", "sam", "lilly"])} {text}";
        }

        return text;
    }

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
