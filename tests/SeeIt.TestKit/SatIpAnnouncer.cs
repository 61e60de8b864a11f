using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>
/// The part of a SAT&gt;IP server by which it is found: answers SSDP on UDP port 1900 of an address of the loopback network,
/// and serves its description and its channel list. Give each test its own address: the port is the protocol's.
/// </summary>
public sealed class SatIpAnnouncer : IAsyncDisposable
{
    private const int SsdpPort = 1900;
    private static readonly IPAddress _group = IPAddress.Parse("239.255.255.250");

    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _ending = new();
    private readonly LoopbackHttp _http;
    private readonly Task _answering;

    /// <param name="address">127.0.2.1, or another of 127.0.0.0/8.</param>
    /// <param name="hearsMulticast">It also answers who asks all, on the loopback network.</param>
    public SatIpAnnouncer(IPAddress address, bool hearsMulticast = false)
    {
        _http = new LoopbackHttp(address, AnswerAsync);
        _udp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _udp.Bind(new IPEndPoint(hearsMulticast ? IPAddress.Any : address, SsdpPort));
        if (hearsMulticast)
        {
            _udp.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(_group, IPAddress.Loopback));
        }

        _answering = AnswerSearchesAsync();
    }

    /// <summary>X_SATIPCAP.</summary>
    public string Capabilities { get; init; } = "DVBS2-2,DVBT-1";

    /// <summary>X_SATIPM3U; null for none.</summary>
    public string? PlaylistPath { get; init; } = "/channellist.m3u";

    /// <summary>Where it claims to describe itself; null for where it does.</summary>
    public string? ClaimedLocation { get; init; }

    public string Playlist { get; set; } = "";

    /// <summary>Where it describes itself.</summary>
    public Uri Description => new(_http.Address, "desc.xml");

    /// <summary>The searches that came.</summary>
    public ConcurrentQueue<string> Searches { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _udp.Dispose();
        await _answering;
        await _http.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AnswerSearchesAsync()
    {
        var buffer = new byte[1500];
        try
        {
            while (true)
            {
                var asked = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _ending.Token);
                var search = Encoding.ASCII.GetString(buffer, 0, asked.ReceivedBytes);
                Searches.Enqueue(search);
                if (search.StartsWith("M-SEARCH * HTTP/1.1\r\n", StringComparison.Ordinal)
                    && search.Contains("\r\nMAN: \"ssdp:discover\"\r\n", StringComparison.Ordinal)
                    && search.Contains("\r\nST: urn:ses-com:device:SatIPServer:1\r\n", StringComparison.Ordinal)
                    && search.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    await _udp.SendToAsync(Encoding.ASCII.GetBytes(
                        "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nDATE: Sat, 01 Jan 2000 00:00:00 GMT\r\nEXT:\r\n"
                        + $"LOCATION: {ClaimedLocation ?? Description.AbsoluteUri}\r\nSERVER: OS/1.0 UPnP/1.1 SatIP/1.0\r\n"
                        + "ST: urn:ses-com:device:SatIPServer:1\r\nUSN: uuid:50c958a8-e839-4b96-b7ae-8f9d989e136c::urn:ses-com:device:SatIPServer:1\r\n"
                        + "BOOTID.UPNP.ORG: 2318\r\nCONFIGID.UPNP.ORG: 0\r\nDEVICEID.SES.COM: 1\r\n\r\n"), asked.RemoteEndPoint, _ending.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    private Task AnswerAsync(HttpHead request, Stream stream, CancellationToken cancellation) => request.Path switch
    {
        "/desc.xml" => LoopbackHttp.SendAsync(stream, "200 OK", "text/xml", Encoding.UTF8.GetBytes(Describe()), cancellation),
        var path when path == PlaylistPath => LoopbackHttp.SendAsync(stream, "200 OK", "application/x-mpegurl", Encoding.UTF8.GetBytes(Playlist), cancellation),
        _ => LoopbackHttp.SendAsync(stream, "404 Not Found", "text/plain", default, cancellation),
    };

    private string Describe() => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <root xmlns="urn:schemas-upnp-org:device-1-0" configId="0">
          <specVersion><major>1</major><minor>1</minor></specVersion>
          <device>
            <deviceType>urn:ses-com:device:SatIPServer:1</deviceType>
            <friendlyName>Attic</friendlyName>
            <manufacturer>Maker</manufacturer>
            <modelName>Four</modelName>
            <UDN>uuid:50c958a8-e839-4b96-b7ae-8f9d989e136c</UDN>
            <satip:X_SATIPCAP xmlns:satip="urn:ses-com:satip">{Capabilities}</satip:X_SATIPCAP>
            {(PlaylistPath is null ? "" : $"<satip:X_SATIPM3U xmlns:satip=\"urn:ses-com:satip\">{PlaylistPath}</satip:X_SATIPM3U>")}
          </device>
        </root>
        """;
}
