using System.Globalization;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>
/// A line for each channel, as tzap, czap, szap and azap read it: fields with colons between. The service id, which comes
/// last, was not always written.
/// </summary>
internal sealed class ZapFormat : ConfFormat
{
    public static bool Recognizes(string line) => !line.Contains("://", StringComparison.Ordinal)
        && line.Split(':') is { Length: >= 5 } field
        && (IsDvbT(field) || IsDvbC(field) || IsDvbS(field) || IsAtsc(field));

    public override ConfLine Take(long number, string line)
    {
        var field = line.Split(':');
        var name = field[0].Trim();
        if (name.Length == 0)
        {
            return Problem(number, "A channel without a name.");
        }

        return Number(field.ElementAtOrDefault(1)) is > 0 and var frequency
            ? field switch
            {
                _ when IsDvbT(field) => Read(number, field, 10, DvbT(field, frequency)),
                _ when IsDvbC(field) => Read(number, field, 6, DvbC(field, frequency)),
                _ when IsDvbS(field) => Read(number, field, 5, DvbS(field, frequency)),
                _ when IsAtsc(field) => Read(number, field, 3, Atsc(field, frequency)),
                _ => Problem(number, $"It is written as no channel of tzap, czap, szap or azap is: \"{name}\"."),
            }
            : Problem(number, $"It has no frequency: \"{name}\".");
    }

    /// <param name="number">The line's.</param>
    /// <param name="field">The line's.</param>
    /// <param name="pids">Where the video's PID is; after it come the sound's and the service id.</param>
    /// <param name="address">How it is tuned.</param>
    private static ConfLine Read(long number, string[] field, int pids, AdapterAddress address) =>
        Channel(new ConfChannel(number, field[0].Trim(), address, ProgramOf(field.ElementAtOrDefault(pids + 2)))
        {
            IsRadio = Number(field.ElementAtOrDefault(pids)) is 0 && Number(field.ElementAtOrDefault(pids + 1)) is > 0,
        });

    private static bool IsDvbT(string[] field) => field.Length >= 10 && IsInversion(field[2]) && field[3].StartsWith("BANDWIDTH_", StringComparison.Ordinal);

    private static bool IsDvbC(string[] field) => field.Length >= 6 && IsInversion(field[2]) && Number(field[3]) is not null;

    private static bool IsDvbS(string[] field) => field.Length >= 5 && Number(field[1]) is not null
        && field[2].Trim().ToUpperInvariant() is "H" or "V" or "L" or "R" && Number(field[4]) is not null;

    private static bool IsAtsc(string[] field) => field.Length >= 5 && Number(field[1]) is not null
        && field[2] is "8VSB" or "16VSB" or "VSB_8" or "VSB_16" or "QAM_64" or "QAM_256";

    private static bool IsInversion(string field) => field.StartsWith("INVERSION_", StringComparison.Ordinal);

    private static AdapterAddress DvbT(string[] field, long frequency) => new("dvb-t", frequency)
    {
        Inversion = Inversion(field[2]),
        Bandwidth = Number(field[3].Split('_').ElementAtOrDefault(1)),
        CodeRate = Rate(field[4]),
        LowCodeRate = Rate(field[5]),
        Modulation = Modulation(field[6]),
        Transmission = Number(After(field[7], "TRANSMISSION_MODE_")?.TrimEnd('K', 'k')),
        Guard = After(field[8], "GUARD_INTERVAL_")?.Replace('_', '/') is { } guard && guard != "AUTO" ? guard : null,
        Hierarchy = field[9] == "HIERARCHY_NONE" ? 0 : Number(After(field[9], "HIERARCHY_")),
    };

    private static AdapterAddress DvbC(string[] field, long frequency) => new("dvb-c", frequency)
    {
        Inversion = Inversion(field[2]),
        SymbolRate = Number(field[3]),
        CodeRate = Rate(field[4]),
        Modulation = Modulation(field[5]),
    };

    // szap has megahertz, and thousands of symbols.
    private static AdapterAddress DvbS(string[] field, long frequency) => new("dvb-s", frequency * 1_000_000)
    {
        Polarization = char.ToUpperInvariant(field[2].Trim()[0]),
        Satellite = Number(field[3]) is { } satellite ? satellite + 1 : null,
        SymbolRate = Number(field[4]) * 1000,
    };

    private static AdapterAddress Atsc(string[] field, long frequency) => Modulation(field[2]) is var modulation && modulation?.EndsWith("VSB", StringComparison.Ordinal) == true
        ? new("atsc", frequency) { Modulation = modulation }
        : new("cqam", frequency) { Modulation = modulation };

    private static int? Inversion(string field) => field switch
    {
        "INVERSION_OFF" => 0,
        "INVERSION_ON" => 1,
        _ => null,
    };

    /// <summary>"FEC_3_4" is "3/4".</summary>
    private static string? Rate(string field) => After(field, "FEC_")?.Replace('_', '/');

    private static string? Modulation(string field) => field switch
    {
        "QPSK" => "QPSK",
        "8VSB" or "VSB_8" => "8VSB",
        "16VSB" or "VSB_16" => "16VSB",
        "QAM_AUTO" => null,
        _ when After(field, "QAM_") is { } size && Number(size) is { } count => string.Create(CultureInfo.InvariantCulture, $"{count}QAM"),
        _ => null,
    };

    private static string? After(string field, string beginning) => field.StartsWith(beginning, StringComparison.Ordinal) ? field[beginning.Length..] : null;
}
