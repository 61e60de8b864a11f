using System.Globalization;

namespace SeeIt.Player.Playback;

/// <summary>ISO 639 codes: streams carry the three-letter ones, in either of two forms where they differ.</summary>
internal static class Languages
{
    /// <summary>ISO 639-2: bibliographic code, terminological code, and ISO 639-1, where the three-letter ones differ.</summary>
    private static readonly (string Bibliographic, string Terminological, string Short)[] Twofold =
    [
        ("alb", "sqi", "sq"), ("arm", "hye", "hy"), ("baq", "eus", "eu"), ("bur", "mya", "my"), ("chi", "zho", "zh"),
        ("cze", "ces", "cs"), ("dut", "nld", "nl"), ("fre", "fra", "fr"), ("geo", "kat", "ka"), ("ger", "deu", "de"),
        ("gre", "ell", "el"), ("ice", "isl", "is"), ("mac", "mkd", "mk"), ("mao", "mri", "mi"), ("may", "msa", "ms"),
        ("per", "fas", "fa"), ("rum", "ron", "ro"), ("slo", "slk", "sk"), ("tib", "bod", "bo"), ("wel", "cym", "cy"),
    ];

    /// <summary>The rest of ISO 639-1 that is broadcast in Europe and the Americas.</summary>
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["en"] = "eng", ["es"] = "spa", ["it"] = "ita", ["pt"] = "por", ["pl"] = "pol", ["sv"] = "swe", ["no"] = "nor", ["nb"] = "nob",
        ["nn"] = "nno", ["da"] = "dan", ["fi"] = "fin", ["hu"] = "hun", ["bg"] = "bul", ["hr"] = "hrv", ["sr"] = "srp", ["sl"] = "slv",
        ["bs"] = "bos", ["et"] = "est", ["lv"] = "lav", ["lt"] = "lit", ["ru"] = "rus", ["uk"] = "ukr", ["be"] = "bel", ["tr"] = "tur",
        ["ar"] = "ara", ["he"] = "heb", ["ja"] = "jpn", ["ko"] = "kor", ["hi"] = "hin", ["ga"] = "gle", ["gd"] = "gla", ["ca"] = "cat",
        ["gl"] = "glg", ["lb"] = "ltz", ["mt"] = "mlt", ["vi"] = "vie", ["th"] = "tha", ["id"] = "ind", ["ku"] = "kur",
    };

    public static bool Same(string? one, string? other) => one is not null && other is not null && Canonical(one) == Canonical(other);

    private static string Canonical(string code)
    {
        var lower = code.ToLower(CultureInfo.InvariantCulture);
        foreach (var (bibliographic, terminological, @short) in Twofold)
        {
            if (lower == bibliographic || lower == @short)
            {
                return terminological;
            }
        }

        return Short.GetValueOrDefault(lower, lower);
    }
}
