using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Support;

/// <summary>Single packets with times in them: a program clock, or the beginning of a unit of video or audio.</summary>
internal static class TsUnits
{
    public const int Video = 0x101;
    public const int Audio = 0x102;

    public static byte[] Pcr(long pcr)
    {
        var packet = new byte[TsPacket.Size];
        TsClock.MakePcrPacket(packet, Video, pcr);
        return packet;
    }

    /// <summary>With the clock of another PID than the video's, where a key frame may begin next.</summary>
    public static byte[] KeyClock(int pid, long pcr)
    {
        var packet = new byte[TsPacket.Size];
        TsClock.MakePcrPacket(packet, pid, pcr);
        packet[5] |= 0x40;
        return packet;
    }

    public static byte[] Unit(int pid, long dts)
    {
        var packet = new byte[TsPacket.Size];
        Array.Fill(packet, (byte)0xff);
        packet[0] = TsPacket.Sync;
        (packet[1], packet[2], packet[3]) = ((byte)(0x40 | (pid >> 8)), (byte)pid, 0x10);
        Pes((byte)(pid == Audio ? 0xc0 : 0xe0), dts).CopyTo(packet.AsSpan(4));
        return packet;
    }

    /// <summary>A packet in the middle of a unit.</summary>
    public static byte[] More(int pid)
    {
        var packet = Unit(pid, 0);
        packet[1] &= 0xbf;
        return packet;
    }

    public static byte[] Pes(byte streamId, long pts) =>
    [
        0, 0, 1, streamId, 0, 0, 0x80, 0x80, 5,
        (byte)(0x21 | ((pts >> 29) & 0x0e)), (byte)(pts >> 22), (byte)(1 | ((pts >> 14) & 0xfe)), (byte)(pts >> 7), (byte)(1 | (pts << 1)),
        0, 0, 0, 0, 0, 0,
    ];
}
