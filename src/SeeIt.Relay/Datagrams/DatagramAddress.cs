using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Datagrams;

/// <summary>
/// What a udp or rtp address says, in the forms that VLC and IPTV lineups write:
/// <c>udp://@239.0.0.1:1234</c>, <c>udp://239.0.0.1:1234</c>, <c>rtp://source@232.0.0.1:5004</c>, <c>udp://@0.0.0.0:1234</c>,
/// with <c>?localaddr=</c> (an address) or <c>?iface=</c> (a name) for the interface.
/// </summary>
/// <param name="Address">A group to join, or an address of this machine to bind, or a host to take datagrams from.</param>
/// <param name="Port">The standard's or VLC's where none is named: 5004 for rtp, 1234 for udp.</param>
/// <param name="From">Take datagrams of this sender only (RFC 4607).</param>
/// <param name="Local">The interface to join at.</param>
internal sealed record DatagramAddress(IPAddress Address, int Port, IPAddress? From, IPAddress? Local)
{
    public bool IsGroup => Address.AddressFamily == AddressFamily.InterNetwork
        ? (Address.GetAddressBytes()[0] & 0xf0) == 0xe0
        : Address.IsIPv6Multicast;

    /// <exception cref="RelayFailureException">No address, or one that makes no sense.</exception>
    public static async ValueTask<DatagramAddress> ReadAsync(Uri address, Network network, CancellationToken cancellation)
    {
        var host = await ResolveAsync(address.IdnHost, network, cancellation).ConfigureAwait(false);
        var port = address.Port > 0 ? address.Port : address.Scheme == "rtp" ? 5004 : 1234;
        var from = address.UserInfo.Length > 0 ? IPAddress.Parse(address.UserInfo) : null;
        return new DatagramAddress(host, port, from, ReadLocal(address.Query));
    }

    private static async ValueTask<IPAddress> ResolveAsync(string host, Network network, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return literal;
        }

        try
        {
            return (await network.Resolve(host, cancellation).ConfigureAwait(false))[0];
        }
        catch (SocketException exception)
        {
            throw new RelayFailureException(
                new RelayFailure(RelayFailureKind.Unreachable, $"The name {host} cannot be resolved: {exception.Message}."), exception);
        }
    }

    private static IPAddress? ReadLocal(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (pair, "");
            switch (key)
            {
                case "localaddr":
                    return IPAddress.TryParse(value, out var local) ? local : throw Refused($"localaddr={value} is no address");
                case "iface" or "interface" or "miface":
                    return AddressOf(value) ?? throw Refused($"this machine has no interface {value} with an IPv4 address");
            }
        }

        return null;
    }

    private static IPAddress? AddressOf(string name) => NetworkInterface.GetAllNetworkInterfaces()
        .FirstOrDefault(candidate => candidate.Name == name)?
        .GetIPProperties().UnicastAddresses
        .FirstOrDefault(own => own.Address.AddressFamily == AddressFamily.InterNetwork)?.Address;

    private static RelayFailureException Refused(string what) => new(SourceAddress.Refuse(what));
}
