using System.Net;
using System.Net.Sockets;

namespace SeeIt.Hub.Accounts;

/// <summary>The address that failures are counted by.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// An IPv4 address; or of an IPv6 address the first 64 bits, as whoever has one of those has them all. Behind a proxy
    /// that the settings name: the client's, as the proxy says.
    /// </summary>
    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    internal static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
