using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>What the readers of times share.</summary>
internal static class TimeText
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12,
        ["eins"] = 1, ["ein"] = 1, ["zwei"] = 2, ["drei"] = 3, ["vier"] = 4, ["fünf"] = 5, ["sechs"] = 6, ["sieben"] = 7, ["acht"] = 8, ["neun"] = 9, ["zehn"] = 10, ["elf"] = 11, ["zwölf"] = 12, ["zwanzig"] = 20,
        ["une"] = 1, ["deux"] = 2, ["trois"] = 3, ["quatre"] = 4, ["cinq"] = 5, ["sept"] = 7, ["huit"] = 8, ["neuf"] = 9, ["dix"] = 10, ["onze"] = 11, ["vingt"] = 20,
        ["una"] = 1, ["dos"] = 2, ["tres"] = 3, ["cuatro"] = 4, ["cinco"] = 5, ["seis"] = 6, ["siete"] = 7, ["ocho"] = 8, ["nueve"] = 9, ["diez"] = 10, ["once"] = 11, ["doce"] = 12,
        ["uma"] = 1, ["duas"] = 2, ["três"] = 3, ["quatro"] = 4, ["sete"] = 7, ["oito"] = 8, ["nove"] = 9, ["dez"] = 10, ["doze"] = 12,
    };

    private static readonly Dictionary<string, string> Zones = new(StringComparer.Ordinal)
    {
        ["et"] = "America/New_York", ["est"] = "America/New_York", ["edt"] = "America/New_York", ["eastern"] = "America/New_York",
        ["ct"] = "America/Chicago", ["cst"] = "America/Chicago", ["cdt"] = "America/Chicago", ["central"] = "America/Chicago",
        ["mt"] = "America/Denver", ["mst"] = "America/Denver", ["mdt"] = "America/Denver", ["mountain"] = "America/Denver",
        ["pt"] = "America/Los_Angeles", ["pst"] = "America/Los_Angeles", ["pdt"] = "America/Los_Angeles", ["pacific"] = "America/Los_Angeles",
        ["gmt"] = "Etc/UTC", ["utc"] = "Etc/UTC", ["bst"] = "Europe/London", ["cet"] = "Europe/Paris", ["cest"] = "Europe/Paris",
        ["mez"] = "Europe/Berlin", ["mesz"] = "Europe/Berlin", ["brt"] = "America/Sao_Paulo", ["jst"] = "Asia/Tokyo", ["kst"] = "Asia/Seoul",
    };

    /// <summary>Lower case, full-width made plain, accents kept: "a" and "à" are different words.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(Rune.ToLowerInvariant(Fold.Narrow(rune)).ToString());
        }

        return plain.ToString();
    }

    /// <summary>"9" and "nine", also "nueve"; null when it is no number.</summary>
    public static int? Number(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : Numbers.TryGetValue(text, out number) ? number : null;

    /// <summary>The zone that "ET" and the like name; null when there is none, or this machine does not know it.</summary>
    public static TimeZoneInfo? Zone(string? name) =>
        name is not null && Zones.TryGetValue(name, out var id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>An alternation of the number words, for a regular expression.</summary>
    public const string NumberWords =
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig"
        + "|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|vingt|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
        + "|uma|duas|três|quatro|sete|oito|nove|dez|doze";
}
