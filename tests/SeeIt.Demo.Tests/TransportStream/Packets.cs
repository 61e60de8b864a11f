using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Tests.TransportStream;

/// <summary>Builds MPEG-TS packets by hand.</summary>
internal static class Packets
{
    public const int VideoPid = 0x100;
    public const int SoundPid = 0x101;

    public static byte[] Table(int pid, int counter) => Build(pid, counter, [0x00, 0x00], pcr: null, keyFrame: false, starts: true);

    /// <summary>A packet in which a picture begins.</summary>
    public static byte[] Picture(int counter, long pcr, long pts, long? dts = null, bool keyFrame = false) =>
        Build(VideoPid, counter, Pes(0xE0, pts, dts), pcr, keyFrame, starts: true);

    /// <summary>A packet that goes on with what began before.</summary>
    public static byte[] Rest(int pid, int counter) => Build(pid, counter, [0xAA], pcr: null, keyFrame: false, starts: false);

    public static byte[] Sound(int counter, long pts) =>
        Build(SoundPid, counter, Pes(0xC0, pts, dts: null), pcr: null, keyFrame: false, starts: true);

    /// <summary>A loop of pictures of 40 ms, a key frame each 25, tables before each, one packet of rest behind each.</summary>
    public static byte[] Clip(int pictures, long firstPts = 90_000)
    {
        var packets = new List<byte[]>();
        for (var i = 0; i < pictures; i++)
        {
            var pts = firstPts + (i * 3_600L);
            packets.Add(Table(0, i));
            packets.Add(Table(0x1000, i));
            packets.Add(Picture(2 * i, (pts - 45_000) * 300, pts, keyFrame: i % 25 == 0));
            packets.Add(Rest(VideoPid, (2 * i) + 1));
            packets.Add(Sound(i, pts));
        }

        return [.. packets.SelectMany(packet => packet)];
    }

    private static byte[] Pes(byte streamId, long pts, long? dts)
    {
        var pes = new byte[dts is null ? 14 : 19];
        pes[2] = 1;
        pes[3] = streamId;
        pes[6] = 0x80;
        pes[7] = (byte)(dts is null ? 0x80 : 0xC0);
        pes[8] = (byte)(pes.Length - 9);
        pes[9] = (byte)(dts is null ? 0x20 : 0x30);
        TimeStamps.WritePts(pes.AsSpan(9), pts);
        if (dts is { } decoding)
        {
            pes[14] = 0x10;
            TimeStamps.WritePts(pes.AsSpan(14), decoding);
        }

        return pes;
    }

    private static byte[] Build(int pid, int counter, byte[] payload, long? pcr, bool keyFrame, bool starts)
    {
        var packet = new byte[TsPacket.Size];
        packet[0] = TsPacket.SyncByte;
        packet[1] = (byte)((starts ? 0x40 : 0) | (pid >> 8));
        packet[2] = (byte)pid;
        packet[3] = (byte)(0x30 | (counter & 0x0F));
        var adaptation = TsPacket.Size - 5 - payload.Length;
        packet[4] = (byte)adaptation;
        packet.AsSpan(5, adaptation).Fill(0xFF);
        packet[5] = (byte)((keyFrame ? 0x40 : 0) | (pcr is null ? 0 : 0x10));
        if (pcr is { } clock)
        {
            TimeStamps.WritePcr(packet.AsSpan(6), clock);
        }

        payload.CopyTo(packet, TsPacket.Size - payload.Length);
        return packet;
    }
}
