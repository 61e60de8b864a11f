using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Lineup;

/// <summary>What a channel's name says, taken apart, so that the names of several lineups can be compared.</summary>
/// <param name="Key">Name and quality: "bbc1hd".</param>
/// <param name="Station">The name alone: "bbc1".</param>
/// <param name="Country">ISO 3166's two letters where the name has them in a place of their own; null where it has none.</param>
/// <param name="Plus">By how many hours it is later than its station: 1 of "ITV +1"; else 0.</param>
internal sealed partial record StationName(string Key, string Station, string? Country, int Plus)
{
    /// <summary>ISO 3166, without those that names of stations have for something else (TV, FM, HD is none).</summary>
    private static readonly HashSet<string> Countries =
    [
        .. ("AD AE AL AM AR AT AU AZ BA BD BE BG BH BO BR BY CA CH CL CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES FI FR GB GE GR GT HK HN HR HU "
            + "ID IE IL IN IQ IR IS IT JM JO JP KE KR KW KZ LB LT LU LV MA MD ME MK MT MX MY NG NI NL NO NP NZ OM PA PE PH PK PL PR PT PY QA RO RS RU "
            + "SA SE SG SI SK SN SV SY TH TN TR TW UA UK US USA UY UZ VE VN YE ZA").Split(' '),
    ];

    /// <summary>So sure that they need no brackets: "BBC One UK". "5 USA" is a name.</summary>
    private static readonly HashSet<string> Suffixes = ["UK", "GB", "US", "DE", "AT", "CH", "FR", "ES", "PT", "NL", "BE", "DK", "SE", "FI", "PL", "CZ", "AU", "NZ", "IE", "BR", "MX", "TR"];

    public static StationName Of(string name)
    {
        var country = Take(Before(), Countries, ref name) ?? Take(Behind(), Countries, ref name) ?? Take(Suffix(), Suffixes, ref name);
        var words = ChannelNames.Words(name);
        var key = string.Concat(words);
        ChannelNames.RemoveQuality(words);
        var plus = words is [_, .., "plus", var hours] && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 24 ? count : 0;
        return new StationName(key, string.Concat(words), country, plus);
    }

    private static string? Take(Regex place, HashSet<string> known, ref string name)
    {
        if (place.Match(name) is not { Success: true } match || !known.Contains(match.Groups["country"].Value))
        {
            return null;
        }

        name = match.Groups["name"].Value + match.Groups["rest"].Value;
        return match.Groups["country"].Value switch
        {
            "UK" => "GB",
            "USA" => "US",
            var country => country,
        };
    }

    /// <summary>"UK: BBC One", "[UK] BBC One", "|UK| BBC One".</summary>
    [GeneratedRegex(@"^\s*(\[\s*|\(\s*|\|\s*)?(?<country>[A-Z]{2,3})\s*[\])|:]\s*[-:|]?\s*(?<name>\S.*)$")]
    private static partial Regex Before();

    /// <summary>"BBC One (UK)", "BBC One [UK] HD".</summary>
    [GeneratedRegex(@"^(?<name>.*\S)\s*[\[(|]\s*(?<country>[A-Z]{2,3})\s*[\])|](?<rest>.*)$")]
    private static partial Regex Behind();

    [GeneratedRegex(@"^(?<name>.*\S)\s+(?<country>[A-Z]{2})\s*$")]
    private static partial Regex Suffix();
}
