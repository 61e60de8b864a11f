using System.Net;
using System.Net.Sockets;

namespace SeeIt.Discovery.Multicast;

/// <summary>Port 5353 on all links: one socket for IPv4, one for IPv6 where there is any. Sending is for one thread at a time.</summary>
internal sealed class MulticastSockets : IDisposable
{
    private const int MaxPacket = 9000;
    private static readonly IPAddress GroupV4 = IPAddress.Parse("224.0.0.251");
    private static readonly IPAddress GroupV6 = IPAddress.Parse("ff02::fb");

    private readonly Socket _v4;
    private readonly Socket? _v6;

    /// <exception cref="SocketException">The port is taken by somebody who does not share it.</exception>
    public MulticastSockets()
    {
        _v4 = Open(AddressFamily.InterNetwork);
        try
        {
            _v6 = Socket.OSSupportsIPv6 ? Open(AddressFamily.InterNetworkV6) : null;
        }
        catch (SocketException)
        {
            // IPv6 can be compiled in and switched off.
            _v6 = null;
        }
    }

    public delegate void Handler(ReadOnlySpan<byte> packet, IPEndPoint from, int linkIndex);

    /// <summary>Joins the groups on a link. Harmless where it was joined before.</summary>
    public void Join(int linkIndex)
    {
        Try(() => _v4.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(GroupV4, linkIndex)));
        Try(() => _v6?.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(GroupV6, linkIndex)));
    }

    public void Multicast(byte[] packet, int linkIndex)
    {
        Try(() =>
        {
            _v4.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(linkIndex));
            _v4.SendTo(packet, new IPEndPoint(GroupV4, LinkAnswers.Port));
        });
        Try(() =>
        {
            _v6?.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, linkIndex);
            _v6?.SendTo(packet, new IPEndPoint(new IPAddress(GroupV6.GetAddressBytes(), linkIndex), LinkAnswers.Port));
        });
    }

    public void Unicast(byte[] packet, IPEndPoint to) =>
        Try(() => (to.AddressFamily == AddressFamily.InterNetwork ? _v4 : _v6)?.SendTo(packet, to));

    /// <summary>Hands over each packet until cancelled.</summary>
    public Task ReceiveAsync(Handler handler, CancellationToken cancellation) => Task.WhenAll(
        ReceiveAsync(_v4, new IPEndPoint(IPAddress.Any, 0), handler, cancellation),
        _v6 is null ? Task.CompletedTask : ReceiveAsync(_v6, new IPEndPoint(IPAddress.IPv6Any, 0), handler, cancellation));

    public void Dispose()
    {
        _v4.Dispose();
        _v6?.Dispose();
    }

    private static async Task ReceiveAsync(Socket socket, IPEndPoint any, Handler handler, CancellationToken cancellation)
    {
        var buffer = new byte[MaxPacket];
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var result = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, any, cancellation).ConfigureAwait(false);
                handler(buffer.AsSpan(0, result.ReceivedBytes), (IPEndPoint)result.RemoteEndPoint, result.PacketInformation.Interface);
            }
            catch (SocketException)
            {
                // A link that went down, or an ICMP answer to what was sent: the next packet is another matter.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static Socket Open(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            var isV4 = family == AddressFamily.InterNetwork;
            var level = isV4 ? SocketOptionLevel.IP : SocketOptionLevel.IPv6;
            if (!isV4)
            {
                socket.DualMode = false;
            }

            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.SetSocketOption(level, SocketOptionName.PacketInformation, true);
            // RFC 6762, section 11: 255 shows that a packet did not come through a router.
            socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, 255);
            socket.SetSocketOption(level, isV4 ? SocketOptionName.IpTimeToLive : SocketOptionName.HopLimit, 255);
            socket.SetSocketOption(level, SocketOptionName.MulticastLoopback, true);
            socket.Bind(new IPEndPoint(isV4 ? IPAddress.Any : IPAddress.IPv6Any, LinkAnswers.Port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A link can vanish between being found and being used; it is gone from the list soon after.</summary>
    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (SocketException)
        {
        }
    }
}
