using System.Text;

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

    /// <summary>
    /// The patterns of a section that belong to a half; none when the language has no such section. The same words belong to
    /// the same half in every section and language, whatever marks and smileys stand between them.
    /// </summary>
    /// <exception cref="InvalidDataException">A half would have none of them: the section needs another pattern.</exception>
    public static List<string> Of(LanguagePack pack, string section, PostHalf half)
    {
        var lines = pack.Lines(section);
        List<string> mine = [.. lines.Where(line => Of("pattern/" + Bare(line)) == half)];
        return mine.Count > 0 || lines.Count == 0 ? mine
            : throw new InvalidDataException($"[{section}] of {pack.Language} has no pattern of the {half} half: write another one.");
    }

    /// <summary>A pattern's letters, digits and slots.</summary>
    private static string Bare(string line)
    {
        var (bare, isSlot) = (new StringBuilder(), false);
        foreach (var unit in line)
        {
            isSlot |= unit == '{';
            if (isSlot || char.IsLetterOrDigit(unit))
            {
                bare.Append(isSlot ? unit : char.ToLowerInvariant(unit));
            }

            isSlot &= unit != '}';
        }

        return bare.ToString();
    }
}
