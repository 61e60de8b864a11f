using System.Net.Sockets;

namespace SeeIt.Discovery.Avahi;

/// <summary>Whether avahi-daemon runs, by the socket that it listens on for simple clients.</summary>
internal static class AvahiDaemon
{
    private const string SocketPath = "/run/avahi-daemon/socket";

    public static bool IsRunning()
    {
        if (!File.Exists(SocketPath))
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
