using System.Buffers.Binary;
using System.Text;

namespace SeeIt.Agent.Sources.Lineups.HdHomeRun;

/// <summary>
/// The packets by which HDHomeRuns are found: type, length, tagged values and an Ethernet CRC, as SiliconDust's
/// libhdhomerun (hdhomerun_pkt.h) has them. All is big-endian but the CRC.
/// </summary>
internal static class DiscoveryPacket
{
    public const int Port = 65001;

    private const ushort Request = 2;
    private const ushort Reply = 3;
    private const uint Tuner = 1;
    private const uint AnyDevice = uint.MaxValue;

    /// <param name="deviceId">The one that is to answer; null for all.</param>
    public static byte[] Ask(uint? deviceId)
    {
        var packet = new byte[20];
        BinaryPrimitives.WriteUInt16BigEndian(packet, Request);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 12);
        WriteTag(packet.AsSpan(4), Tag.DeviceType, Tuner);
        WriteTag(packet.AsSpan(10), Tag.DeviceId, deviceId ?? AnyDevice);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(16), Crc(packet.AsSpan(0, 16)));
        return packet;
    }

    /// <summary>Null when the packet is no answer of a tuner, or damaged.</summary>
    public static DiscoveryReply? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 8 || BinaryPrimitives.ReadUInt16BigEndian(packet) != Reply
            || BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) is var length && packet.Length < 8 + length
            || Crc(packet[..(4 + length)]) != BinaryPrimitives.ReadUInt32LittleEndian(packet[(4 + length)..]))
        {
            return null;
        }

        uint? type = null;
        var reply = new DiscoveryReply(0, null, null, null);
        var rest = packet.Slice(4, length);
        while (!rest.IsEmpty)
        {
            if (!TryReadTag(ref rest, out var tag, out var value))
            {
                return null;
            }

            switch (tag)
            {
                case Tag.DeviceType when value.Length == 4:
                    type = BinaryPrimitives.ReadUInt32BigEndian(value);
                    break;
                case Tag.DeviceId when value.Length == 4:
                    reply = reply with { DeviceId = BinaryPrimitives.ReadUInt32BigEndian(value) };
                    break;
                case Tag.TunerCount when value.Length == 1:
                    reply = reply with { TunerCount = value[0] };
                    break;
                case Tag.BaseUrl:
                    reply = reply with { BaseUrl = Text(value) };
                    break;
                case Tag.LineupUrl:
                    reply = reply with { LineupUrl = Text(value) };
                    break;
            }
        }

        return type == Tuner ? reply : null;
    }

    private static void WriteTag(Span<byte> packet, Tag tag, uint value)
    {
        packet[0] = (byte)tag;
        packet[1] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(packet[2..], value);
    }

    /// <summary>A length of 128 or more has two bytes, the low seven bits first.</summary>
    private static bool TryReadTag(ref ReadOnlySpan<byte> rest, out Tag tag, out ReadOnlySpan<byte> value)
    {
        tag = (Tag)rest[0];
        value = default;
        if (rest.Length < 2)
        {
            return false;
        }

        int length = rest[1];
        var start = 2;
        if ((length & 0x80) != 0)
        {
            if (rest.Length < 3)
            {
                return false;
            }

            length = (length & 0x7F) | (rest[2] << 7);
            start = 3;
        }

        if (rest.Length < start + length)
        {
            return false;
        }

        value = rest.Slice(start, length);
        rest = rest[(start + length)..];
        return true;
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).TrimEnd('\0');

    /// <summary>IEEE 802.3's, bits reversed.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB8_8320u : 0);
            }
        }

        return ~crc;
    }

    private enum Tag : byte
    {
        DeviceType = 0x01,
        DeviceId = 0x02,
        TunerCount = 0x10,
        LineupUrl = 0x27,
        BaseUrl = 0x2A,
    }
}

/// <summary>What a device says of itself when it is asked by UDP. Old firmware says less.</summary>
internal sealed record DiscoveryReply(uint DeviceId, int? TunerCount, string? BaseUrl, string? LineupUrl);
