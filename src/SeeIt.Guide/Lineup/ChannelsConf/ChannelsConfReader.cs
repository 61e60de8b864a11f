using System.Globalization;
using SeeIt.Guide.Input;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>
/// Reads the channels of a machine's own adapters, as scanning programs write them: zap (tzap, czap, szap, azap), VDR or
/// dvbv5, seen by the content. Not thread-safe.
/// </summary>
/// <remarks>
/// Formats: dvb-apps' zap programs; VDR's vdr.5; v4l-utils' dvb_file. A channel without a programme number is taken where
/// it is alone on its frequency: LibVLC then plays the first programme that it finds there.
/// </remarks>
internal sealed class ChannelsConfReader(NamedStream input) : ILineupReader
{
    /// <summary>For whoever imports one.</summary>
    public const string Note =
        "DVB adapters are untried on hardware, and live only. Tvheadend on the same machine is recommended instead: let it scan, and import from tvheadend://HOST.";

    private static readonly SourceTuners _adapter = new("the DVB adapter", 1);
    private Problem? _first;

    public Action<Problem>? LeftOut { get; init; }

    public IReadOnlyList<string> GuideAddresses => [];

    /// <summary>By the first line that is neither empty nor a comment.</summary>
    public static bool Recognizes(string head)
    {
        var first = head.Split('\n').Select(line => line.Trim('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r')).FirstOrDefault(line => line.Length > 0 && !IsComment(line));
        return first is not null && (Dvbv5Format.Recognizes(first) || VdrFormat.Recognizes(first) || ZapFormat.Recognizes(first));
    }

    public IEnumerable<LineupEntry> Read()
    {
        var channels = ReadAll();
        var onFrequency = channels.CountBy(channel => Multiplex(channel.Address)).ToDictionary();
        var satellites = channels.Select(channel => channel.Address.Satellite).Distinct().Count();
        foreach (var channel in channels)
        {
            if (channel.Program is null && onFrequency[Multiplex(channel.Address)] is > 1 and var count)
            {
                LeaveOut(channel.Line,
                    $"It has no programme number, and shares its frequency with others, so nothing says which of them it is; scan again with 'dvbv5-scan -o channels.conf' or w_scan2, or let Tvheadend scan and import from there: \"{channel.Name}\", one of {count}.");
                continue;
            }

            yield return Entry(channel, satellites > 1);
        }

        if (channels.Count == 0)
        {
            throw new GuideFormatException(_first is { } first
                ? first with { Message = $"No channel of it can be used. The first: {first.Message}" }
                : new Problem(input.Name, 0, "There is no channel in it."));
        }
    }

    /// <summary>What tells one multiplex from another; the rest may be written in several ways.</summary>
    private static (long Frequency, char? Polarization, int? Satellite, int? Stream) Multiplex(AdapterAddress address) =>
        (address.Frequency, address.Polarization, address.Satellite, address.Stream);

    private static LineupEntry Entry(ConfChannel channel, bool hasSwitch)
    {
        // One dish has no switch to set.
        var address = hasSwitch ? channel.Address : channel.Address with { Satellite = null };
        return new LineupEntry(channel.Name, address.ToUri())
        {
            Alias = channel.Alias,
            Number = channel.Number,
            Group = channel.Group,
            IsRadio = channel.IsRadio,
            Distinction = string.Create(CultureInfo.InvariantCulture, $"{address.Frequency} {address.Polarization} {channel.Program}"),
            Service = channel.Service,
            Tuners = _adapter,
            Options = channel.Program is { } program
                ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["program"] = program.ToString(CultureInfo.InvariantCulture) }
                : Source.None,
        };
    }

    private List<ConfChannel> ReadAll()
    {
        using var reader = new StreamReader(input.Content, LenientEncoding.Utf8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        ConfFormat? format = null;
        var channels = new List<ConfChannel>();
        for (long number = 1; NextLine(reader, number) is { } text; number++)
        {
            var line = text.Trim();
            if (line.Length == 0 || IsComment(line))
            {
                continue;
            }

            format ??= Dvbv5Format.Recognizes(line) ? new Dvbv5Format() : VdrFormat.Recognizes(line) ? new VdrFormat() : new ZapFormat();
            Take(format.Take(number, line));
        }

        Take(format?.End() ?? default);
        return channels;

        void Take(ConfLine line)
        {
            if (line.Channel is { } channel && channels.Count < LineupDocuments.MostEntries)
            {
                channels.Add(channel);
            }
            else if (line.Channel is { Name: var name })
            {
                LeaveOut(line.Number, LineupDocuments.TooMany(name));
            }
            else if (line.Problem is { } problem)
            {
                LeaveOut(line.Number, problem);
            }
        }
    }

    private void LeaveOut(long line, string reason)
    {
        var problem = new Problem(input.Name, line, reason);
        _first ??= problem;
        LeftOut?.Invoke(problem);
    }

    private string? NextLine(StreamReader reader, long line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException exception)
        {
            throw new GuideFormatException(new Problem(input.Name, line, "The gzip data are damaged from here on."), exception);
        }
    }

    private static bool IsComment(string line) => line[0] is '#' or ';' && !line.StartsWith("#EXT", StringComparison.OrdinalIgnoreCase);
}
