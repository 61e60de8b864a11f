using System.Globalization;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>How a channel is tuned, in the words of LibVLC's digital television input (<c>vlc -p dtv --advanced</c>, VLC 3).</summary>
/// <param name="System">The address's scheme: dvb-t, dvb-t2, dvb-c, dvb-s, dvb-s2, atsc, cqam, isdb-t, isdb-s, isdb-c.</param>
/// <param name="Frequency">In hertz; of satellites too, as the satellite sends it.</param>
internal sealed record AdapterAddress(string System, long Frequency)
{
    /// <summary>QAM, 64QAM, 8VSB, QPSK, 8PSK …</summary>
    public string? Modulation { get; init; }

    /// <summary>In MHz: 5 to 10; 2 stands for 1.712.</summary>
    public int? Bandwidth { get; init; }

    /// <summary>Of the high-priority stream of DVB-T, and of all others: "2/3".</summary>
    public string? CodeRate { get; init; }

    public string? LowCodeRate { get; init; }

    /// <summary>In thousands of carriers: 1 to 32.</summary>
    public int? Transmission { get; init; }

    /// <summary>"1/32".</summary>
    public string? Guard { get; init; }

    /// <summary>0 (none), 1, 2, 4.</summary>
    public int? Hierarchy { get; init; }

    /// <summary>0 or 1.</summary>
    public int? Inversion { get; init; }

    /// <summary>Symbols a second.</summary>
    public int? SymbolRate { get; init; }

    /// <summary>H, V, L or R.</summary>
    public char? Polarization { get; init; }

    /// <summary>DiSEqC position, 1 to 4.</summary>
    public int? Satellite { get; init; }

    /// <summary>The dish's converter; null where LibVLC knows it by the frequency: the universal one.</summary>
    public Converter? Converter { get; init; }

    /// <summary>Roll-off of DVB-S2 in percent: 20, 25 or 35.</summary>
    public int? RollOff { get; init; }

    /// <summary>0 or 1: pilot symbols of DVB-S2.</summary>
    public int? Pilot { get; init; }

    /// <summary>Physical layer pipe of DVB-T2, input stream of DVB-S2, transport stream of ISDB-S.</summary>
    public int? Stream { get; init; }

    private bool IsTerrestrial => System is "dvb-t" or "dvb-t2";

    /// <summary>What LibVLC does not know the value of is left to the hardware to detect.</summary>
    public Uri ToUri() => new($"{System}:///{string.Join(':', Parameters())}");

    private IEnumerable<string> Parameters()
    {
        yield return Say("frequency", Frequency);
        foreach (var (name, value) in ((string, object?)[])
        [
            ("polarization", Polarization),
            ("srate", SymbolRate),
            ("modulation", Modulation),
            ("bandwidth", Bandwidth),
            (IsTerrestrial ? "code-rate-hp" : "fec", Known(CodeRate)),
            ("code-rate-lp", Known(LowCodeRate)),
            ("transmission", Transmission),
            ("guard", Guard),
            ("hierarchy", Hierarchy),
            ("inversion", Inversion),
            ("satno", Satellite),
            ("lnb-low", Converter?.Low),
            ("lnb-high", Converter?.High),
            ("lnb-switch", Converter?.Switch),
            ("rolloff", RollOff),
            ("pilot", Pilot),
            (System switch { "dvb-t2" => "plp-id", "isdb-s" => "ts-id", _ => "stream" }, Stream),
        ])
        {
            if (value is not null)
            {
                yield return Say(name, value);
            }
        }
    }

    private static string? Known(string? rate) =>
        rate is "1/2" or "3/5" or "2/3" or "3/4" or "4/5" or "5/6" or "6/7" or "7/8" or "8/9" or "9/10" ? rate : null;

    private static string Say(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}
