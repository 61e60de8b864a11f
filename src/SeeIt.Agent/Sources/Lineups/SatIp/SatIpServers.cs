using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.Agent.Sources.Lineups.SatIp;

/// <summary>Finds SAT&gt;IP servers by SSDP, and asks them what they have. Thread-safe.</summary>
public sealed class SatIpServers(LineupHttp http, TimeProvider time)
{
    public const string DeviceType = "urn:ses-com:device:SatIPServer:";

    private const string SearchTargetName = DeviceType + "1";
    private static readonly IPEndPoint _group = new(IPAddress.Parse("239.255.255.250"), 1900);

    /// <summary>MX asks them to answer within one second.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2.5);

    /// <summary>Where those describe themselves that answer: all on the LAN, or the one at a host.</summary>
    public async Task<IReadOnlyList<Uri>> FindAsync(string? host, CancellationToken cancellation)
    {
        IReadOnlyList<SearchTarget> targets = host is null
            ? SearchTarget.Multicast(_group)
            : [.. (await AddressesOfAsync(host, cancellation)).Select(address => SearchTarget.One(address, _group.Port))];
        var answers = await DatagramSearch.AskAsync(Question(host), targets, _limit, answer => host is not null && Location(answer) is not null, time, cancellation);
        return [.. answers.Select(Location).OfType<Uri>().Distinct().OrderBy(location => location.AbsoluteUri, StringComparer.Ordinal)];
    }

    /// <summary>What a server says of itself; or why it says nothing.</summary>
    public async Task<(SatIpServer? Server, LineupFailure? Failure)> DescribeAsync(Uri description, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(description, cancellation);
        return answer.Content is not { } content ? (null, answer.Failure)
            : SatIpServer.Read(description, content) is { } server ? (server, null)
            : (null, new LineupFailure(LineupFailureKind.Malformed, "It describes itself, but not as a SAT>IP server."));
    }

    /// <summary>UPnP Device Architecture 1.1, section 1.3.2; MX stands only where many are asked.</summary>
    private static byte[] Question(string? host) => Encoding.ASCII.GetBytes(
        "M-SEARCH * HTTP/1.1\r\n"
        + $"HOST: {host ?? _group.Address.ToString()}:{_group.Port}\r\n"
        + "MAN: \"ssdp:discover\"\r\n"
        + (host is null ? "MX: 1\r\n" : "")
        + $"ST: {SearchTargetName}\r\n"
        + "\r\n");

    /// <summary>A server leads to itself only: what answers is anyone.</summary>
    private static Uri? Location(SearchAnswer answer)
    {
        var lines = Encoding.UTF8.GetString(answer.Content).Split("\r\n");
        return lines[0].StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
            && Field("ST") == SearchTargetName
            && Uri.TryCreate(Field("LOCATION"), UriKind.Absolute, out var location)
            && location.Scheme == Uri.UriSchemeHttp && location.Host == answer.From.ToString()
                ? location
                : null;

        string? Field(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }

    private static async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellation);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
