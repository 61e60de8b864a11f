using System.Globalization;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>The format of v4l-utils' dvbv5-scan: a section for each channel, a <c>KEY = value</c> in each line.</summary>
internal sealed class Dvbv5Format : ConfFormat
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private string? _name;
    private long _line;

    public static bool Recognizes(string line) => line.StartsWith('[') && line.EndsWith(']') && line[1] is not ('{' or '[' or ']')
        && !line.Equals("[playlist]", StringComparison.OrdinalIgnoreCase);

    public override ConfLine Take(long number, string line)
    {
        if (Recognizes(line))
        {
            var before = End();
            (_name, _line) = (line[1..^1].Trim(), number);
            _values.Clear();
            return before;
        }

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return Problem(number, "Neither a section nor a value.");
        }

        _values.TryAdd(line[..equals].Trim(), line[(equals + 1)..].Trim());
        return default;
    }

    public override ConfLine End()
    {
        if (_name is not { Length: > 0 } name)
        {
            return default;
        }

        _name = null;
        if (!Converter.TryFind(Value("LNB"), out _))
        {
            return Problem(_line, $"LibVLC has no way to its LNB ({Value("LNB")}): \"{name}\".");
        }

        if (Address() is not { } address)
        {
            return Problem(_line, $"LibVLC has no way to its delivery system ({Value("DELIVERY_SYSTEM") ?? "none is named"}) or frequency: \"{name}\".");
        }

        var program = ProgramOf(Value("SERVICE_ID"));
        if (program is null && name.Equals("CHANNEL", StringComparison.OrdinalIgnoreCase))
        {
            return Problem(_line, "It is a frequency to scan, and no channel: give the file to dvbv5-scan, and import what that writes.");
        }

        return Channel(new ConfChannel(_line, name, address, program)
        {
            Number = Value("VCHANNEL"),
            IsRadio = Value("VIDEO_PID") is null && Value("AUDIO_PID") is not null,
            Service = ServiceId.Of(Number(Value("NETWORK_ID")), Number(Value("TRANSPORT_ID")), program),
        });
    }

    private AdapterAddress? Address()
    {
        var modulation = Modulation(Value("MODULATION"));
        var system = Value("DELIVERY_SYSTEM")?.ToUpperInvariant() switch
        {
            "DVBT" => "dvb-t",
            "DVBT2" => "dvb-t2",
            "DVBC/ANNEX_A" => "dvb-c",
            "DVBC/ANNEX_B" => "cqam",
            "DVBC/ANNEX_C" => "isdb-c",
            "DVBS" => "dvb-s",
            "DVBS2" => "dvb-s2",
            "ATSC" => "atsc",
            "ISDBT" => "isdb-t",
            "ISDBS" => "isdb-s",
            _ => null,
        };
        if (system is null || !long.TryParse(Value("FREQUENCY"), NumberStyles.None, CultureInfo.InvariantCulture, out var frequency) || frequency == 0)
        {
            return null;
        }

        var isSatellite = system is "dvb-s" or "dvb-s2" or "isdb-s";
        var isTerrestrial = system is "dvb-t" or "dvb-t2";

        // Satellites are in kilohertz.
        return new AdapterAddress(system, isSatellite ? frequency * 1000 : frequency)
        {
            Modulation = modulation,
            Polarization = isSatellite && Value("POLARIZATION") is { Length: > 0 } polarization ? char.ToUpperInvariant(polarization[0]) : null,
            SymbolRate = Number(Value("SYMBOL_RATE")) is > 0 and var rate ? rate : null,
            CodeRate = isTerrestrial ? Value("CODE_RATE_HP") : Value("INNER_FEC"),
            LowCodeRate = isTerrestrial ? Value("CODE_RATE_LP") : null,
            Bandwidth = Number(Value("BANDWIDTH_HZ")) switch
            {
                1_712_000 => 2,
                >= 5_000_000 and <= 10_000_000 and var hertz => hertz / 1_000_000,
                _ => null,
            },
            Transmission = Number(Value("TRANSMISSION_MODE")?.TrimEnd('K', 'k')),
            Guard = Value("GUARD_INTERVAL") is { } guard && guard.Contains('/', StringComparison.Ordinal) ? guard : null,
            Hierarchy = Value("HIERARCHY") == "NONE" ? 0 : Number(Value("HIERARCHY")),
            Inversion = Value("INVERSION") switch
            {
                "OFF" => 0,
                "ON" => 1,
                _ => null,
            },
            Converter = isSatellite && Converter.TryFind(Value("LNB"), out var converter) ? converter : null,
            Satellite = isSatellite && Number(Value("SAT_NUMBER")) is { } satellite ? satellite + 1 : null,
            RollOff = system == "dvb-s2" && Number(Value("ROLLOFF")) is 20 or 25 or 35 ? Number(Value("ROLLOFF")) : null,
            Stream = Number(Value("STREAM_ID")) is { } stream && system switch { "dvb-t2" or "dvb-s2" => stream <= byte.MaxValue, "isdb-s" => stream <= ushort.MaxValue, _ => false } ? stream : null,
        };
    }

    /// <summary>"QAM/64", "VSB/8", "PSK/8".</summary>
    private static string? Modulation(string? text) => text?.ToUpperInvariant().Split('/') switch
    {
        ["QPSK"] => "QPSK",
        ["DQPSK"] => "DQPSK",
        [("QAM" or "VSB" or "PSK" or "APSK") and var kind, var size] when Number(size) is not null => size + kind,
        _ => null,
    };

    private string? Value(string key) => _values.GetValueOrDefault(key);
}
