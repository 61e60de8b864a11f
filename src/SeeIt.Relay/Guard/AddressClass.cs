using System.Net;
using System.Net.Sockets;

namespace SeeIt.Relay.Guard;

/// <summary>What an IP address leads to.</summary>
internal enum AddressClass
{
    /// <summary>A host on the internet.</summary>
    Public,

    /// <summary>This machine or its own networks: loopback, private, link-local, shared (CGNAT), unique local.</summary>
    Local,

    /// <summary>Never opened: unspecified, multicast, reserved, documentation, 6to4, Teredo, translation prefixes that hide a non-public IPv4 address.</summary>
    Never,
}

/// <summary>Classes by the IANA special-purpose address registries (RFC 6890 and its updates).</summary>
internal static class AddressClasses
{
    private static readonly (IPNetwork Network, AddressClass Class)[] V4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), AddressClass.Never),
        (IPNetwork.Parse("10.0.0.0/8"), AddressClass.Local),
        (IPNetwork.Parse("100.64.0.0/10"), AddressClass.Local),
        (IPNetwork.Parse("127.0.0.0/8"), AddressClass.Local),
        (IPNetwork.Parse("169.254.0.0/16"), AddressClass.Local),
        (IPNetwork.Parse("172.16.0.0/12"), AddressClass.Local),
        (IPNetwork.Parse("192.0.0.0/24"), AddressClass.Never),
        (IPNetwork.Parse("192.0.2.0/24"), AddressClass.Never),
        (IPNetwork.Parse("192.88.99.0/24"), AddressClass.Never),
        (IPNetwork.Parse("192.168.0.0/16"), AddressClass.Local),
        (IPNetwork.Parse("198.18.0.0/15"), AddressClass.Never),
        (IPNetwork.Parse("198.51.100.0/24"), AddressClass.Never),
        (IPNetwork.Parse("203.0.113.0/24"), AddressClass.Never),
        (IPNetwork.Parse("224.0.0.0/3"), AddressClass.Never),
    ];

    private static readonly (IPNetwork Network, AddressClass Class)[] V6 =
    [
        (IPNetwork.Parse("::1/128"), AddressClass.Local),
        (IPNetwork.Parse("fc00::/7"), AddressClass.Local),
        (IPNetwork.Parse("fe80::/10"), AddressClass.Local),
        (IPNetwork.Parse("2001::/23"), AddressClass.Never),
        (IPNetwork.Parse("2001:db8::/32"), AddressClass.Never),
        (IPNetwork.Parse("2002::/16"), AddressClass.Never),
        (IPNetwork.Parse("3fff::/20"), AddressClass.Never),
        (IPNetwork.Parse("2000::/3"), AddressClass.Public),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static AddressClass Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find(V4, address, AddressClass.Public);
        }

        // RFC 6052, section 3.1: the well-known prefix stands for public IPv4 addresses only.
        if (Nat64.Contains(address))
        {
            return Find(V4, new IPAddress(address.GetAddressBytes().AsSpan(12)), AddressClass.Public) == AddressClass.Public
                ? AddressClass.Public
                : AddressClass.Never;
        }

        return Find(V6, new IPAddress(address.GetAddressBytes()), AddressClass.Never);
    }

    private static AddressClass Find((IPNetwork Network, AddressClass Class)[] table, IPAddress address, AddressClass otherwise)
    {
        foreach (var (network, @class) in table)
        {
            if (network.Contains(address))
            {
                return @class;
            }
        }

        return otherwise;
    }
}
