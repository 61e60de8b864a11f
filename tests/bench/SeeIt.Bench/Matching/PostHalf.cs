namespace SeeIt.Bench.Matching;

/// <summary>
/// Which half a show or a pattern belongs to. The weights are fitted to posts about tuning shows in tuning patterns;
/// what is reported is of scored shows in scored patterns, so neither was seen before. Mixed posts are not made.
/// </summary>
internal enum PostHalf
{
    Tuning,
    Scored,
}

internal static class Halves
{
    /// <summary>Fixed once, before the first weight was fitted.</summary>
    private const string Seed = "see-it-2026";

    public static PostHalf Of(string key) => Draw.Hash(Seed + key) % 2 == 0 ? PostHalf.Tuning : PostHalf.Scored;

    /// <summary>The patterns of a section that belong to a half; a section of one pattern gives it to both.</summary>
    public static List<string> Of(LanguagePack pack, string section, PostHalf half)
    {
        var lines = pack.Lines(section);
        List<string> mine = [.. lines.Where(line => Of($"{pack.Language}/{section}/{line}") == half)];
        return mine.Count > 0 || lines.Count > 1 ? mine : [.. lines];
    }
}
