using System.Net;
using System.Net.Sockets;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Accepts connections and never says a word.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentServer() => _listener.Start(backlog: 16);

    // Connections wait in the backlog: connected, and never answered.
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose() => _listener.Dispose();
}
