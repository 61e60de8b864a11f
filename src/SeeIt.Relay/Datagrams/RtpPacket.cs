using System.Buffers.Binary;

namespace SeeIt.Relay.Datagrams;

/// <summary>A view of one RTP packet (RFC 3550, section 5.1).</summary>
internal readonly ref struct RtpPacket
{
    /// <summary>MPEG-2 transport stream (RFC 3551, table 5; RFC 2250).</summary>
    public const int Mp2t = 33;

    private const int FixedHeader = 12;

    private RtpPacket(int payloadType, ushort sequence, uint source, ReadOnlySpan<byte> payload)
    {
        PayloadType = payloadType;
        Sequence = sequence;
        Source = source;
        Payload = payload;
    }

    public int PayloadType { get; }

    public ushort Sequence { get; }

    /// <summary>The synchronisation source: another one is another stream.</summary>
    public uint Source { get; }

    /// <summary>Without contributing sources, header extension and padding.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <returns>False for what is no RTP packet, or is cut off.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeader || bytes[0] >> 6 != 2)
        {
            return false;
        }

        var start = FixedHeader + (4 * (bytes[0] & 0x0f));
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < start + 4)
            {
                return false;
            }

            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(start + 2)..]));
        }

        var padding = (bytes[0] & 0x20) != 0 ? bytes[^1] : 0;
        if (start + padding > bytes.Length)
        {
            return false;
        }

        packet = new RtpPacket(
            bytes[1] & 0x7f,
            BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            bytes[start..^padding]);
        return true;
    }
}
