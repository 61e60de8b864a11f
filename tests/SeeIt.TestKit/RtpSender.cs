using System.Net;
using System.Net.Sockets;

namespace SeeIt.TestKit;

/// <summary>A clip in real time as RTP datagrams, to a port of this machine or to a group that is joined there.</summary>
public sealed class RtpSender : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _sending;

    /// <param name="clip">Sent again and again.</param>
    /// <param name="to">127.0.0.1, or a group.</param>
    public RtpSender(TsClip clip, IPAddress to)
    {
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        var target = new IPEndPoint(to, UdpPort.Free());
        Address = new Uri($"rtp://@{target}{(IPAddress.IsLoopback(to) ? "" : "?localaddr=127.0.0.1")}");
        _sending = Rtp.AirAsync(clip, packet => _socket.SendToAsync(packet, target, _ending.Token).AsTask(), _ending.Token);
    }

    /// <summary>As lineups write it.</summary>
    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _ending.Dispose();
    }
}
