using System.Net;
using System.Net.Sockets;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether phones on the LAN can find the box: Avahi, or UDP port 5353 for our own responder.</summary>
internal sealed class DiscoveryCheck(Patient patient) : Check("discovery")
{
    private const int Port = 5_353;
    private const string AvahiSocket = "/run/avahi-daemon/socket";

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => Found(Look());

    private Finding Look()
    {
        if (!patient.Settings.Announce || !patient.Settings.LocalApi.Enabled)
        {
            return Ok("The box is not announced on the LAN, as the settings have it.");
        }

        if (patient.Machine.Exists(AvahiSocket))
        {
            return Connects(patient.Machine.At(AvahiSocket)) ? Ok("Avahi runs, and announces the box.")
                : Problem("Avahi's socket is there, and nobody listens: phones on the LAN do not find the box.", "systemctl restart avahi-daemon");
        }

        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(new IPEndPoint(IPAddress.Any, Port));
            return Ok($"Avahi does not run; the box announces itself at UDP port {Port}.");
        }
        catch (SocketException)
        {
            return Problem($"Another program has UDP port {Port} for itself: phones on the LAN do not find the box.", "ss -lunp 'sport = :5353' tells which; end it, or install avahi-daemon, which both use.");
        }
    }

    private static bool Connects(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
