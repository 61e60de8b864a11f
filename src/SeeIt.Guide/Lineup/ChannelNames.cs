using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Lineup;

/// <summary>Keys by which channel names are compared.</summary>
internal static partial class ChannelNames
{
    /// <summary>Letters and digits only, folded: "BBC One ᴴᴰ" is "bbconehd".</summary>
    public static string Key(string name) => WordScanner.Squash(Plus(Ordinal().Replace(name, "")));

    /// <summary>As <see cref="Key"/>, without what tells the quality, and with numbers as digits: "bbc1". Falls back to <see cref="Key"/>.</summary>
    public static string PlainKey(string name)
    {
        var words = Words(Bracketed().Replace(Ordinal().Replace(name, ""), " "));
        RemoveQuality(words);

        return words.Count > 0 ? string.Concat(words) : Key(name);
    }

    /// <summary>"1. DR1" is number 1, DR1; null when the name is not numbered.</summary>
    internal static (string Number, string Name)? SplitOrdinal(string name) =>
        Ordinal().Match(name) is { Success: true } match && match.Length < name.Length ? (match.Value.Trim().TrimEnd('.'), name[match.Length..]) : null;

    /// <summary>The words of a name, folded, with numbers as digits and a "+" as "plus".</summary>
    internal static List<string> Words(string name) => [.. WordScanner.Scan(Plus(Ordinal().Replace(name, ""))).Select(word => Digit(word.Text))];

    /// <summary>Takes away what tells the quality at the end, unless nothing else is there.</summary>
    internal static void RemoveQuality(List<string> words)
    {
        while (words.Count > 1 && words[^1] is "hd" or "fhd" or "uhd" or "sd" or "4k" or "hevc" or "h265" or "1080p" or "720p" or "576p")
        {
            words.RemoveAt(words.Count - 1);
        }
    }

    /// <summary>An id made from a name: its folded words with dashes between; null when it has no word.</summary>
    public static string? Slug(string name)
    {
        var slug = string.Join('-', WordScanner.Scan(Plus(name)).Select(word => word.Text));
        return slug.Length > 0 ? slug : null;
    }

    private static string Digit(string word) => word switch
    {
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        _ => word,
    };

    /// <summary>"ITV +1" must not become "ITV1".</summary>
    private static string Plus(string name) => name.Replace("+", " plus ", StringComparison.Ordinal);

    /// <summary>SAT>IP servers number names: "1. DR1". "5 USA" has no dot, and keeps its five.</summary>
    [GeneratedRegex(@"^\s*\d+\.\s+")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Bracketed();
}
