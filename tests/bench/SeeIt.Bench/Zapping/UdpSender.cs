using System.Net;
using System.Net.Sockets;

namespace SeeIt.Bench.Zapping;

/// <summary>A live MPEG-TS, passed on to a port of this machine in datagrams of seven packets, as it comes.</summary>
internal sealed class UdpSender : IAsyncDisposable
{
    private const int Datagram = 7 * 188;

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _to = new(IPAddress.Loopback, FreePort());
    private readonly Task _sending;

    /// <param name="source">MPEG-TS by HTTP, whole packets from its first byte on.</param>
    public UdpSender(Uri source) => _sending = SendAsync(source);

    /// <summary>In the form that VLC takes for receiving at an address of this machine; mpv takes it too.</summary>
    public Uri Address => new($"udp://@{_to}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _end.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }

    private async Task SendAsync(Uri source)
    {
        // Not connected: while nobody listens the kernel would refuse the next datagram.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await using var stream = await _http.GetStreamAsync(source, _end.Token);
        var datagram = new byte[Datagram];
        while (true)
        {
            await stream.ReadExactlyAsync(datagram, _end.Token);
            await socket.SendToAsync(datagram, _to, _end.Token);
        }
    }
}
