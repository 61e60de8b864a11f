using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>
/// VDR's channels.conf (vdr.5): <c>Name,Short;Provider:Frequency:Parameters:Source:SRate:VPID:APID:TPID:CAID:SID:NID:TID:RID</c>,
/// a <c>|</c> for a colon in the name, and groups as <c>:@201 News</c>.
/// </summary>
internal sealed partial class VdrFormat : ConfFormat
{
    private const int Fields = 13;
    private string? _group;
    private int _next = 1;

    public static bool Recognizes(string line) => Group().IsMatch(line) || Channel().IsMatch(line);

    public override ConfLine Take(long number, string line)
    {
        if (line[0] == ':')
        {
            var group = Group().Match(line);
            _next = Number(group.Groups["next"].Value) is { } next ? Math.Max(next, _next) : _next;
            _group = group.Groups["name"].Value.Trim() is { Length: > 0 } name ? name : null;
            return default;
        }

        var position = _next++.ToString(CultureInfo.InvariantCulture);
        var field = line.Split(':');
        var names = field[0].Split(';')[0].Replace('|', ':').Split(',');
        if (field.Length < Fields || names[0].Trim().Length == 0)
        {
            return Problem(number, $"A line of VDR's has {Fields} fields, the first of them a name: \"{names[0].Trim()}\".");
        }

        var program = ProgramOf(field[9]);
        return Address(field) is { } address
            ? Channel(new ConfChannel(number, names[0].Trim(), address, program)
            {
                Alias = names.ElementAtOrDefault(1)?.Trim() is { Length: > 0 } alias ? alias : null,
                Number = position,
                Group = _group,
                IsRadio = Number(field[5].Split('+', '=')[0]) is 0 or 1,
                Service = ServiceId.Of(Number(field[10]), Number(field[11]), program),
            })
            : Problem(number, $"LibVLC has no way to its source ({field[3]}): \"{names[0].Trim()}\".");
    }

    private static AdapterAddress? Address(string[] field)
    {
        if (Number(field[1]) is not (> 0 and var frequency))
        {
            return null;
        }

        var parameters = Parameter().Matches(field[2].ToUpperInvariant())
            .DistinctBy(match => match.Groups["key"].Value)
            .ToDictionary(match => match.Groups["key"].Value[0], match => match.Groups["value"].Value);
        var isSecond = parameters.GetValueOrDefault('S') == "1";
        var system = char.ToUpperInvariant(field[3].Trim().FirstOrDefault()) switch
        {
            'S' => isSecond ? "dvb-s2" : "dvb-s",
            'C' => "dvb-c",
            'T' => isSecond ? "dvb-t2" : "dvb-t",
            'A' => parameters.GetValueOrDefault('M') is "10" or "11" or null ? "atsc" : "cqam",
            _ => null,
        };
        if (system is null)
        {
            return null;
        }

        var isSatellite = system.StartsWith("dvb-s", StringComparison.Ordinal);
        var isTerrestrial = system.StartsWith("dvb-t", StringComparison.Ordinal);
        return new AdapterAddress(system, Hertz(frequency, isSatellite))
        {
            Polarization = isSatellite ? PolarizationOf(parameters.Keys) : null,
            SymbolRate = isTerrestrial || system is "atsc" or "cqam" ? null : Number(field[4]) is > 0 and var rate ? rate * 1000 : null,
            Modulation = Modulation(parameters.GetValueOrDefault('M')),
            Bandwidth = isTerrestrial ? Bandwidth(parameters.GetValueOrDefault('B')) : null,
            CodeRate = Rate(parameters.GetValueOrDefault('C')),
            LowCodeRate = isTerrestrial ? Rate(parameters.GetValueOrDefault('D')) : null,
            Transmission = isTerrestrial ? Number(parameters.GetValueOrDefault('T')) is <= 32 and var mode ? mode : null : null,
            Guard = isTerrestrial ? Guard(parameters.GetValueOrDefault('G')) : null,
            Hierarchy = isTerrestrial ? Number(parameters.GetValueOrDefault('Y')) is <= 4 and var hierarchy ? hierarchy : null : null,
            Inversion = Number(parameters.GetValueOrDefault('I')) is <= 1 and var inversion ? inversion : null,
            RollOff = system == "dvb-s2" && Number(parameters.GetValueOrDefault('O')) is 20 or 25 or 35 ? Number(parameters['O']) : null,
            Pilot = system == "dvb-s2" && Number(parameters.GetValueOrDefault('N')) is <= 1 and var pilot ? pilot : null,
            Stream = isSecond ? Number(parameters.GetValueOrDefault('P')) : null,
        };
    }

    private static char? PolarizationOf(IEnumerable<char> keys) =>
        keys.Where(key => key is 'H' or 'V' or 'L' or 'R').Select(key => (char?)key).FirstOrDefault();

    /// <summary>Satellites are in megahertz; elsewhere it may be megahertz, kilohertz or hertz.</summary>
    private static long Hertz(long frequency, bool isSatellite)
    {
        if (isSatellite)
        {
            return frequency * 1_000_000;
        }

        while (frequency < 1_000_000)
        {
            frequency *= 1000;
        }

        return frequency;
    }

    private static string? Modulation(string? code) => code switch
    {
        "2" => "QPSK",
        "5" => "8PSK",
        "6" => "16APSK",
        "7" => "32APSK",
        "10" => "8VSB",
        "11" => "16VSB",
        "12" => "DQPSK",
        "16" or "32" or "64" or "128" or "256" => code + "QAM",
        _ => null,
    };

    private static int? Bandwidth(string? code) => code == "1712" ? 2 : Number(code) is >= 5 and <= 10 and var megahertz ? megahertz : null;

    /// <summary>"34" is 3/4, "910" is 9/10.</summary>
    private static string? Rate(string? code) => code switch
    {
        { Length: 2 } when code != "00" => $"{code[0]}/{code[1]}",
        "910" => "9/10",
        _ => null,
    };

    private static string? Guard(string? code) => code switch
    {
        "4" or "8" or "16" or "32" or "128" => "1/" + code,
        "19128" => "19/128",
        "19256" => "19/256",
        _ => null,
    };

    [GeneratedRegex(@"^:(@(?<next>\d+))?(?<name>.*)$")]
    private static partial Regex Group();

    // The fourth field is the source: S19.2E, S0.8W, T, C, A; I and V are streams and analogue.
    [GeneratedRegex(@"^[^:]+:\d+:[^:]*:(S\d+(\.\d+)?[EW]|[TCAIV])\d*:\d+:")]
    private static partial Regex Channel();

    [GeneratedRegex(@"(?<key>[A-Z])(?<value>\d*)")]
    private static partial Regex Parameter();
}
