using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.Box.Tests.Harness;

/// <summary>The LAN's DNS server, as a router has one: it knows the hub, and that there are no other names. Disposed, nobody answers.</summary>
internal sealed class LanNames : IAsyncDisposable
{
    public const string Hub = "hub.home.arpa";

    private const int Port = 53;
    private const int HeaderLength = 12;
    private const ushort TypeA = 1;

    private readonly UdpClient _socket = new(new IPEndPoint(Lan.Here, Port));
    private readonly Task _serving;

    public LanNames() => _serving = ServeAsync();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(query.Buffer), query.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    /// <summary>RFC 1035: the question again, and the address where it is asked for.</summary>
    private static byte[] Answer(byte[] query)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        for (; query[at] != 0; at += query[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        }

        var end = at + 1 + sizeof(ushort) + sizeof(ushort);
        var known = string.Equals(string.Join('.', labels), Hub, StringComparison.OrdinalIgnoreCase);
        var address = known && BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1)) == TypeA;
        const ushort Authoritative = 0x8580;
        const ushort NoSuchName = 3;
        var header = new byte[HeaderLength];
        query.AsSpan(0, sizeof(ushort)).CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(Authoritative | (known ? 0 : NoSuchName)));
        header[5] = 1;
        header[7] = (byte)(address ? 1 : 0);

        // The name as in the question, IN, good for a minute, four bytes.
        byte[] record = address ? [0xC0, HeaderLength, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, .. Lan.Hub.GetAddressBytes()] : [];
        return [.. header, .. query[HeaderLength..end], .. record];
    }
}
