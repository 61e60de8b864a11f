using System.Net;
using System.Net.Sockets;

namespace SeeIt.TestKit;

/// <summary>
/// A TCP port on 127.0.0.1 that is free now. Another program may take it before it is used: where a program can listen on
/// port 0 and say which it got, let it.
/// </summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
