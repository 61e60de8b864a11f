using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Support;

/// <summary>Makes small transport streams: PAT, PMT, and H.264 pictures of a given size, without a random-access indicator.</summary>
internal sealed class TsMaker(int videoPid = 0x100, byte streamType = 0x1b)
{
    public const int PmtPid = 0x42;

    private byte _counter;

    public static byte[] Section(byte tableId, int extension, ReadOnlySpan<byte> body)
    {
        var length = 5 + body.Length + 4;
        byte[] section = [tableId, (byte)(0xb0 | (length >> 8)), (byte)length, (byte)(extension >> 8), (byte)extension, 0xc1, 0, 0, .. body];
        var crc = Crc32Mpeg.Of(section);
        return [.. section, (byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }

    public static byte[] Pat() => TsSections.ToPackets(0, Section(0, 1, [0, 1, 0xe0 | (PmtPid >> 8), PmtPid & 0xff]));

    public byte[] Pmt() => TsSections.ToPackets(PmtPid, Section(2, 1,
        [(byte)(0xe0 | (videoPid >> 8)), (byte)videoPid, 0xf0, 0, streamType, (byte)(0xe0 | (videoPid >> 8)), (byte)videoPid, 0xf0, 0]));

    /// <summary>PAT and PMTs of the programs 1, 2 and on, each of one video with the clock.</summary>
    public static byte[] Programs(params int[] videoPids) =>
    [
        .. TsSections.ToPackets(0, Section(0, 1, [.. videoPids.SelectMany((_, index) => new byte[] { 0, (byte)(index + 1), 0xe0, (byte)(PmtPid + index) })])),
        .. videoPids.SelectMany((pid, index) => TsSections.ToPackets(PmtPid + index, Section(2, index + 1,
            [(byte)(0xe0 | (pid >> 8)), (byte)pid, 0xf0, 0, 0x1b, (byte)(0xe0 | (pid >> 8)), (byte)pid, 0xf0, 0]))),
    ];

    /// <summary>One picture as one PES packet.</summary>
    public byte[] Picture(bool key, int packets, byte mark = 0)
    {
        byte[] slice = key ? [0, 0, 1, 0x67, 1, 2, 3, 4, 0, 0, 1, 0x65, 0x88] : [0, 0, 1, 0x41, 0x9a, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] head = [0, 0, 1, 0xe0, 0, 0, 0x80, 0, 0, .. slice];
        var bytes = new byte[packets * TsPacket.Size];
        bytes.AsSpan().Fill(0xaa);
        for (var index = 0; index < packets; index++)
        {
            var packet = bytes.AsSpan(index * TsPacket.Size, TsPacket.Size);
            packet[0] = TsPacket.Sync;
            packet[1] = (byte)((index == 0 ? 0x40 : 0) | (videoPid >> 8));
            packet[2] = (byte)videoPid;
            packet[3] = (byte)(0x10 | (_counter++ & 0x0f));
            packet[^1] = mark;
            if (index == 0)
            {
                head.CopyTo(packet[4..]);
            }
        }

        return bytes;
    }

    /// <summary>PAT, PMT, and groups of one key frame and nine others, each of <paramref name="packets"/> packets.</summary>
    public byte[] Groups(int count, int packets = 4) =>
        [.. Pat(), .. Pmt(), .. Enumerable.Range(0, count * 10).SelectMany(index => Picture(index % 10 == 0, packets, (byte)(index / 10)))];
}
