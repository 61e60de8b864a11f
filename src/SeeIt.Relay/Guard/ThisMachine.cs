using System.Net;
using System.Net.Sockets;

namespace SeeIt.Relay.Guard;

/// <summary>Tells this machine's own addresses from others'.</summary>
internal static class ThisMachine
{
    private const int AnyPort = 9;

    /// <summary>Of the loopback network, or of one of its interfaces as they are now. Sends nothing.</summary>
    public static bool Has(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        try
        {
            // To an address of its own the kernel sends from just that one (RFC 6724, section 5, rule 1).
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, AnyPort);
            return socket.LocalEndPoint is IPEndPoint local && local.Address.Equals(address);
        }
        catch (SocketException)
        {
            // There is no way to it.
            return false;
        }
    }
}
