using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SeeIt.Agent.Sources.Lineups.HdHomeRun;

/// <summary>Finds HDHomeRuns by broadcast or at an address, and asks them what they are. Thread-safe.</summary>
public sealed class HdHomeRunDevices(LineupHttp http, TimeProvider time)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    /// <summary>What discovery says: every tuner on the LAN, in the order of their ids, or those at one address.</summary>
    /// <param name="deviceId">Only this one; null for all.</param>
    /// <param name="at">Asked alone; null: all are asked.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<IReadOnlyList<HdHomeRunDevice>> FindAsync(uint? deviceId, IPAddress? at, CancellationToken cancellation)
    {
        var targets = at is null ? SearchTarget.Broadcast(DiscoveryPacket.Port) : [SearchTarget.One(at, DiscoveryPacket.Port)];
        var answers = await DatagramSearch.AskAsync(
            DiscoveryPacket.Ask(deviceId), targets, _limit, answer => (deviceId is not null || at is not null) && IsWhereItSays(answer, deviceId), time, cancellation);

        // One that is reached over several networks answers on each; it serves at the address that it names.
        return [.. answers.OrderByDescending(answer => IsWhereItSays(answer, deviceId))
            .Select(answer => Read(answer, deviceId)).OfType<HdHomeRunDevice>().DistinctBy(device => device.DeviceId).OrderBy(device => device.DeviceId)];
    }

    /// <summary>The device at a host, by discovery or, where that is silent, by its web server; or why there is none.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">Of its web server: only that is asked; null: what discovery says, else 80.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<(HdHomeRunDevice? Device, LineupFailure? Failure)> FindAtAsync(string host, int? port, CancellationToken cancellation)
    {
        if (port is null && await AddressOfAsync(host, cancellation) is { } address && await FindAsync(null, address, cancellation) is [var device, ..])
        {
            return await DescribeAsync(device, cancellation);
        }

        var server = new UriBuilder("http", host, port ?? 80).Uri;
        return await DescribeAsync(new HdHomeRunDevice(server, new Uri(server, "lineup.json"), null, null, null, null), cancellation);
    }

    /// <summary>Adds what /discover.json says. A device too old to have one is left as it is.</summary>
    public async Task<(HdHomeRunDevice? Device, LineupFailure? Failure)> DescribeAsync(HdHomeRunDevice device, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(new Uri(device.Base, "discover.json"), cancellation);
        if (answer.Content is not { } content)
        {
            return device.DeviceId is not null && answer.Failure!.Kind == LineupFailureKind.NotFound ? (device, null) : (null, answer.Failure);
        }

        try
        {
            return JsonSerializer.Deserialize(content, HdHomeRunJson.Default.HdHomeRunDescription) is not { } said ? Malformed() : (device with
            {
                DeviceId = ReadId(said.DeviceID) ?? device.DeviceId,
                FriendlyName = said.FriendlyName,
                Model = said.ModelNumber,
                TunerCount = said.TunerCount ?? device.TunerCount,
                Lineup = SameHost(device.Base, said.LineupURL) ?? device.Lineup,
            }, null);
        }
        catch (JsonException)
        {
            return Malformed();
        }

        static (HdHomeRunDevice?, LineupFailure?) Malformed() =>
            (null, new LineupFailure(LineupFailureKind.Malformed, "Its discover.json is no JSON of an HDHomeRun."));
    }

    /// <summary>What each tuner does now; none when the device does not say.</summary>
    public async Task<IReadOnlyList<HdHomeRunTuner>> TunersAsync(HdHomeRunDevice device, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(new Uri(device.Base, "status.json"), cancellation);
        try
        {
            return answer.Content is { } content ? JsonSerializer.Deserialize(content, HdHomeRunJson.Default.IReadOnlyListHdHomeRunTuner) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool IsWhereItSays(SearchAnswer answer, uint? wanted) =>
        DiscoveryPacket.Read(answer.Content) is { } reply && (wanted is not { } id || reply.DeviceId == id)
        && SameHost(new Uri($"http://{answer.From}/"), reply.BaseUrl) is not null;

    /// <summary>A device leads to itself only: what answers a broadcast is anyone.</summary>
    private static HdHomeRunDevice? Read(SearchAnswer answer, uint? wanted)
    {
        if (DiscoveryPacket.Read(answer.Content) is not { } reply || (wanted is { } id && reply.DeviceId != id))
        {
            return null;
        }

        var plain = new Uri($"http://{answer.From}/");
        var server = SameHost(plain, reply.BaseUrl) is { } named ? new Uri($"{named.AbsoluteUri.TrimEnd('/')}/") : plain;
        return new HdHomeRunDevice(
            server, SameHost(plain, reply.LineupUrl) ?? new Uri(server, "lineup.json"), reply.DeviceId, null, null, reply.TunerCount);
    }

    private static Uri? SameHost(Uri device, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.Host == device.Host ? uri : null;

    private static uint? ReadId(string? text) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static async Task<IPAddress?> AddressOfAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellation)).FirstOrDefault();
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
