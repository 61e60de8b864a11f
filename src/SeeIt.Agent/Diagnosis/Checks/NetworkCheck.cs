using System.Net;
using System.Net.NetworkInformation;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>An address, and a way out.</summary>
internal sealed class NetworkCheck(Machine machine) : Check("network")
{
    private const string Cable = "See whether the cable is in, or the wireless network is joined: ip address; ip route";

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus != OperationalStatus.Down && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses.Select(address => address.Address))
            .Where(address => !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address)).ToList();
        return Found(addresses.Count == 0 ? Problem("The box has no address on any network.", Cable)
            : !HasWayOut() ? Problem($"The box has {string.Join(", ", addresses)}, and no way out of its network.", Cable)
            : Ok($"The box has {string.Join(", ", addresses)}, and a way out."));
    }

    /// <summary>A route to everywhere, by IPv4 or IPv6.</summary>
    private bool HasWayOut()
    {
        var version4 = machine.Read("/proc/net/route").Split('\n').Skip(1).Select(line => line.Split('\t')).Any(fields => fields is [_, "00000000", _, ..]);
        var version6 = machine.Read("/proc/net/ipv6_route").Split('\n').Any(line =>
            line.StartsWith("00000000000000000000000000000000 00 ", StringComparison.Ordinal) && !line.TrimEnd().EndsWith(" lo", StringComparison.Ordinal));
        return version4 || version6;
    }
}
