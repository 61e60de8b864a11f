using System.Globalization;
using System.Text.RegularExpressions;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Where a lineup comes from: one entry of the setting Lineup, understood. Immutable.</summary>
/// <param name="Text">As the owner wrote it; may hold a password.</param>
public abstract partial record LineupPlace(string Text)
{
    private static readonly string[] Schemes = ["http", "https", "hdhomerun", "tvheadend", "tvheadends", "satip"];

    /// <summary>An M3U or channels.conf of this machine.</summary>
    public sealed record LocalFile(string Text) : LineupPlace(Text);

    /// <summary>By http or https; user name and password may stand in it.</summary>
    /// <param name="Text">As written.</param>
    /// <param name="Address">What is fetched.</param>
    public sealed record Web(string Text, Uri Address) : LineupPlace(Text);

    /// <param name="Text">As written.</param>
    /// <param name="DeviceId">One device, wherever it is found; null for any.</param>
    /// <param name="Host">Where one device is; null: found by broadcast.</param>
    /// <param name="Port">Of its web server; null: what discovery says, else 80.</param>
    public sealed record HdHomeRun(string Text, uint? DeviceId, string? Host, int? Port) : LineupPlace(Text);

    /// <param name="Text">As written.</param>
    /// <param name="Host">Where one server is; null: all that are found by multicast.</param>
    /// <param name="Description">Where it describes itself; null: what discovery says.</param>
    public sealed record SatIp(string Text, string? Host, Uri? Description) : LineupPlace(Text);

    /// <summary>For people, logs and the hub: without path, query or password.</summary>
    public string Name => this switch
    {
        Web web => web.Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
        _ => Text,
    };

    /// <summary>Understands what an owner wrote.</summary>
    /// <param name="text">A path, an address, <c>hdhomerun:</c>, <c>satip://192.168.1.30</c> …</param>
    /// <param name="error">What is wrong with it and how it is written; null when nothing is.</param>
    public static LineupPlace? Parse(string text, out string? error)
    {
        var match = Scheme().Match(text);
        var scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        LineupPlace? place = scheme switch
        {
            "" => new LocalFile(text),
            "http" or "https" => WebPlace(text, text),
            "tvheadend" or "tvheadends" => TvheadendPlace(text),
            "hdhomerun" => HdHomeRunPlace(text, match.Groups["rest"].Value.TrimEnd('/')),
            "satip" => SatIpPlace(text, match.Groups["rest"].Value),
            _ => null,
        };
        error = place is not null ? null
            : Schemes.Contains(scheme) ? $"it is written as {Form(scheme)}."
            : $"a file's path, or an address of {string.Join(", ", Schemes)} is needed.{(Suggestion.For(scheme, Schemes) is { } meant ? $" Did you mean '{meant}'?" : "")}";
        return place;
    }

    private static string Form(string scheme) => scheme switch
    {
        "hdhomerun" => "hdhomerun: for all that are found, hdhomerun://1052AA10 for one device, or hdhomerun://192.168.1.20",
        "satip" => "satip: for all that are found, satip://192.168.1.30, or satip://192.168.1.30:8080/desc.xml",
        "http" or "https" => $"{scheme}://host/lineup.m3u",
        _ => $"{scheme}://user:password@192.168.1.40:9981",
    };

    private static Web? WebPlace(string text, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? new Web(text, uri) : null;

    /// <summary>Its playlist.</summary>
    private static Web? TvheadendPlace(string text) => Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Host.Length > 0
        ? new Web(text, TvheadendAddress.Of(server, "playlist/channels"))
        : null;

    private static HdHomeRun? HdHomeRunPlace(string text, string rest)
    {
        if (rest.Length == 0)
        {
            return new HdHomeRun(text, null, null, null);
        }

        if (rest.Length == 8 && uint.TryParse(rest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            return new HdHomeRun(text, id, null, null);
        }

        return Server(rest) is { AbsolutePath: "/" or "" } server ? new HdHomeRun(text, null, server.Host, server.Port < 0 ? null : server.Port) : null;
    }

    private static SatIp? SatIpPlace(string text, string rest)
    {
        if (rest.Length == 0)
        {
            return new SatIp(text, null, null);
        }

        return Server(rest) is not { } server ? null
            : server.Port < 0 && server.AbsolutePath is "/" or "" ? new SatIp(text, server.Host, null)
            : new SatIp(text, server.Host, new Uri($"http://{rest}"));
    }

    private static Uri? Server(string rest) =>
        Uri.TryCreate($"device://{rest}", UriKind.Absolute, out var server) && server is { Host.Length: > 0, UserInfo.Length: 0 } ? server : null;

    // A path may hold a colon; what ends with one, or has two slashes behind it, is meant as an address.
    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):($|//(?<rest>.*)$)")]
    private static partial Regex Scheme();
}
