namespace SeeIt.Bench.Matching;

/// <summary>The ways in which people make a tag, an account's name or initials of a title.</summary>
internal static class NameForms
{
    private const PostHalf Tuning = PostHalf.Tuning;
    private const PostHalf Scored = PostHalf.Scored;

    private static readonly WrittenForm[] Tags =
    [
        new(Scored, 6, (title, _) => Joined(title)),
        new(Tuning, 6, (title, _) => Joined(title).ToLowerInvariant()),
        new(Scored, 1, (title, _) => Joined(title).ToUpperInvariant()),
        new(Tuning, 1, (title, _) => Writing.WithoutArticle(title) is { } bare ? Joined(bare) : null),
        new(Scored, 1, (title, _) => string.Join('_', Words(title))),
        new(Tuning, 1, (title, _) => "ILove" + Joined(title)),
        new(Scored, 1, (title, _) => "Team" + Joined(title)),
        new(Tuning, 1, (title, _) => Joined(title) + "Finale"),
        new(Scored, 1, (title, _) => Joined(title) + "Season2"),
        new(Tuning, 1, (title, random) => Joined(title) + random.Pick(["Live", "Fans"])),
        new(Scored, 1, (title, random) => Joined(title) + random.Pick(["Returns", "Rocks"])),
    ];

    private static readonly WrittenForm[] Handles =
    [
        new(Scored, 3, (title, _) => Joined(title)),
        new(Tuning, 3, (title, _) => Joined(title).ToLowerInvariant()),
        new(Scored, 2, (title, _) => Joined(title) + "TV"),
        new(Tuning, 2, (title, _) => Joined(title) + "Official"),
        new(Scored, 1, (title, _) => Joined(title).ToLowerInvariant() + "_tv"),
        new(Tuning, 2, (title, _) => Joined(title) + "UK"),
        new(Scored, 1, (title, _) => Joined(title) + "Show"),
        new(Tuning, 1, (title, _) => string.Join('_', Words(title))),
    ];

    /// <summary>The channel's name stands in the account's.</summary>
    private static readonly Dictionary<PostHalf, Func<string, string, string>> Branded = new()
    {
        [Tuning] = (title, brand) => brand + Joined(title),
        [Scored] = (title, brand) => Joined(title) + "_" + brand,
    };

    private static readonly WrittenForm[] Acronyms =
    [
        new(Tuning, 4, (title, _) => Initials(title)?.ToUpperInvariant()),
        new(Scored, 4, (title, _) => Initials(title) is { } initials && initials.Any(char.IsLower) ? initials : null),
        new(Tuning, 1, (title, _) => Writing.WithoutArticle(title) is { } bare ? Initials(bare)?.ToUpperInvariant() : null),
        new(Scored, 1, (title, _) => Initials(title)?.ToLowerInvariant()),
    ];

    /// <summary>"#TheNightGarden", "#thenightgarden", "#TeamTheNightGarden".</summary>
    public static string? Tag(string title, PostHalf half, Random random) => Tags.Draw(half, title, random) is { } tag ? "#" + tag : null;

    /// <summary>"@thenightgarden", "@TheNightGardenTV", "@TheNightGarden_astra".</summary>
    public static string? Handle(string title, string brand, PostHalf half, Random random) =>
        (random.Chance(0.2) ? Branded[half](title, brand) : Handles.Draw(half, title, random)) is { } name ? "@" + name : null;

    /// <summary>"TNG", "GoT", "got"; null when there are fewer than three words.</summary>
    public static string? Acronym(string title, PostHalf half, Random random) => Acronyms.Draw(half, title, random);

    private static string Joined(string title) => string.Concat(Words(title).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static List<string> Words(string title) =>
    [
        .. title.Replace("&", "And", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal)
            .Split(' ', '-', '.', ',', ':', ';', '!', '?', '/', '(', ')').Where(word => word.Length > 0),
    ];

    /// <summary>Small words have small letters.</summary>
    private static string? Initials(string title)
    {
        var words = title.Split(' ', '-').Where(word => word.Length > 0 && char.IsLetterOrDigit(word[0])).ToList();
        return words.Count is < 3 or > 7 || title.Contains(':', StringComparison.Ordinal) ? null
            : string.Concat(words.Select((word, index) => index > 0 && word.Length <= 3 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])));
    }
}
