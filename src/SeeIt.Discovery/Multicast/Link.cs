using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SeeIt.Discovery.Multicast;

/// <summary>A network interface to announce on, with its own addresses.</summary>
internal sealed partial record Link(int Index, string Name, IReadOnlyList<IPNetwork> Networks, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The interfaces that lead to the household: up, able to multicast, and neither loopback nor a container's nor part of a bridge.</summary>
    public static IReadOnlyList<Link> FindAll() =>
    [
        .. from item in NetworkInterface.GetAllNetworkInterfaces()
           where item.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
               && item.SupportsMulticast
               && item.NetworkInterfaceType is not (NetworkInterfaceType.Loopback or NetworkInterfaceType.Tunnel or NetworkInterfaceType.Ppp)
               && !IsVirtual(item.Name)
               && !Directory.Exists($"/sys/class/net/{item.Name}/brport")
           let link = Of(item)
           where link is { Addresses.Count: > 0 }
           select link,
    ];

    /// <summary>Made by container and machine managers, by their naming.</summary>
    internal static bool IsVirtual(string name) => VirtualName().IsMatch(name);

    public bool IsOnLink(IPAddress address)
    {
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
        return address.IsIPv6LinkLocal || Networks.Any(network => network.Contains(plain));
    }

    public bool HasSameAddressesAs(Link other) => Addresses.SequenceEqual(other.Addresses);

    private static Link? Of(NetworkInterface item)
    {
        var properties = item.GetIPProperties();
        var index = IndexOf(properties);
        // A scope is this machine's own affair: neither compared nor announced.
        var unicast = properties.UnicastAddresses
            .Select(info => (Address: new IPAddress(info.Address.GetAddressBytes()), info.PrefixLength))
            .OrderBy(info => info.Address.AddressFamily)
            .ThenBy(info => info.Address.ToString(), StringComparer.Ordinal)
            .ToList();
        return index is null ? null : new Link(
            index.Value,
            item.Name,
            [.. unicast.Select(info => new IPNetwork(Masked(info.Address, info.PrefixLength), info.PrefixLength))],
            [.. unicast.Select(info => info.Address)]);
    }

    private static int? IndexOf(IPInterfaceProperties properties)
    {
        try
        {
            return properties.GetIPv4Properties().Index;
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] &= (byte)~(0x80 >> (bit & 7));
        }

        return new IPAddress(bytes);
    }

    [GeneratedRegex("^(docker|veth|virbr|vnet|cni|flannel|cali|lxc|lxd|podman|tap|tun|br-[0-9a-f]{12}$)", RegexOptions.CultureInvariant)]
    private static partial Regex VirtualName();
}
