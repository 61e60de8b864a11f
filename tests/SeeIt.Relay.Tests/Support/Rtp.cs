using System.Buffers.Binary;

namespace SeeIt.Relay.Tests.Support;

/// <summary>Makes RTP packets.</summary>
internal static class Rtp
{
    public static byte[] Packet(int sequence, ReadOnlySpan<byte> payload, uint source = 7, int payloadType = 33)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), source);
        payload.CopyTo(packet.AsSpan(12));
        return packet;
    }

    /// <summary>A stream as the packets that a sender makes of it: seven transport packets each.</summary>
    public static IEnumerable<byte[]> Packets(byte[] stream, int first = 0) =>
        stream.Chunk(7 * 188).Select((chunk, index) => Packet(first + index, chunk));
}
