using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SeeIt.Relay.Guard;

/// <summary>The way out: names, connections and whom TLS trusts. Tests put their own in place.</summary>
internal sealed record Network(
    Func<string, CancellationToken, Task<IPAddress[]>> Resolve,
    Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Connect,
    X509ChainPolicy? CertificatePolicy = null)
{
    /// <summary>Whether an address is one of this machine's own.</summary>
    public Func<IPAddress, bool> IsThisMachine { get; init; } = ThisMachine.Has;

    public static Network System { get; } = new(Dns.GetHostAddressesAsync, ConnectTcpAsync);

    public static async ValueTask<Stream> ConnectTcpAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
