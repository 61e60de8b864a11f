using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups.SatIp;

/// <summary>A SAT&gt;IP server as its description says (SAT&gt;IP 1.2.2, section 3.3.2).</summary>
/// <param name="Description">Where it describes itself.</param>
/// <param name="Name">Its friendly name.</param>
/// <param name="Playlist">Its M3U (X_SATIPM3U); null when it has none.</param>
/// <param name="Tuners">How many of each delivery system (X_SATIPCAP): DVBS2 → 4.</param>
public sealed record SatIpServer(Uri Description, string Name, Uri? Playlist, IReadOnlyDictionary<string, int> Tuners)
{
    private static readonly XNamespace Upnp = "urn:schemas-upnp-org:device-1-0";
    private static readonly XNamespace SatIp = "urn:ses-com:satip";

    /// <summary>Null when the document describes no SAT&gt;IP server.</summary>
    public static SatIpServer? Read(Uri address, byte[] content)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var device = XDocument.Load(reader).Root?.Element(Upnp + "device");
            return device is null || !(device.Element(Upnp + "deviceType")?.Value ?? "").StartsWith(SatIpServers.DeviceType, StringComparison.Ordinal)
                ? null
                : new SatIpServer(
                    address,
                    device.Element(Upnp + "friendlyName")?.Value.Trim() is { Length: > 0 } name ? name : address.Authority,
                    PlaylistOf(address, device.Element(SatIp + "X_SATIPM3U")?.Value.Trim()),
                    Capabilities(device.Element(SatIp + "X_SATIPCAP")?.Value ?? ""));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The tuners that an address takes one of, by its delivery system (msys).</summary>
    public SourceTuners? TunersOf(Uri source)
    {
        var system = source.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("msys=", StringComparison.OrdinalIgnoreCase))?[5..].ToUpperInvariant();

        // A tuner of the second generation receives the first too.
        var kind = system switch
        {
            "DVBS" or "DVBS2" => Known("DVBS2", "DVBS"),
            "DVBT" or "DVBT2" => Known("DVBT2", "DVBT"),
            "DVBC" or "DVBC2" => Known("DVBC2", "DVBC"),
            _ => null,
        };
        return kind is null ? null : new SourceTuners($"{Name} {kind}", Tuners[kind]);
    }

    private string? Known(string second, string first) => Tuners.ContainsKey(second) ? second : Tuners.ContainsKey(first) ? first : null;

    private static Uri? PlaylistOf(Uri address, string? text) =>
        !string.IsNullOrEmpty(text) && Uri.TryCreate(address, text, out var playlist) && playlist.Scheme == Uri.UriSchemeHttp && playlist.Host == address.Host
            ? playlist
            : null;

    /// <summary>"DVBS2-4,DVBT-2"; a system that is named twice has both.</summary>
    private static Dictionary<string, int> Capabilities(string text)
    {
        var tuners = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('-') is [var system, var count, ..] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                tuners[system] = tuners.GetValueOrDefault(system) + number;
            }
        }

        return tuners;
    }
}
