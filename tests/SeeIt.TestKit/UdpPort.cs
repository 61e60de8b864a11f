using System.Net;
using System.Net.Sockets;

namespace SeeIt.TestKit;

public static class UdpPort
{
    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }
}
