using System.Buffers.Binary;

namespace SeeIt.Relay.Ts;

/// <summary>
/// The times in a transport stream, in ticks of 90 kHz modulo 2^33: the program clock (ISO/IEC 13818-1, section 2.4.3.4)
/// and the decoding time of a PES packet (section 2.4.3.6). Pure.
/// </summary>
internal static class TsClock
{
    public const long Second = 90_000;
    public const long None = -1;

    private const long Modulus = 1L << 33;
    private const int PcrAt = 6;

    /// <summary>The program clock that a packet carries; <see cref="None"/> when it carries none. Its 300ths are left out.</summary>
    public static long Pcr(ReadOnlySpan<byte> packet) => CarriesPcr(packet)
        ? ((long)BinaryPrimitives.ReadUInt32BigEndian(packet[PcrAt..]) << 1) | (uint)(packet[PcrAt + 4] >> 7)
        : None;

    /// <summary>Writes the program clock of a packet that carries one.</summary>
    public static void SetPcr(Span<byte> packet, long pcr)
    {
        pcr &= Modulus - 1;
        BinaryPrimitives.WriteUInt32BigEndian(packet[PcrAt..], (uint)(pcr >> 1));
        packet[PcrAt + 4] = (byte)((packet[PcrAt + 4] & 0x7f) | (int)((pcr & 1) << 7));
    }

    /// <summary>A packet that carries nothing but the program clock.</summary>
    public static void MakePcrPacket(Span<byte> packet, int pid, long pcr)
    {
        packet[..TsPacket.Size].Fill(0xff);
        packet[0] = TsPacket.Sync;
        packet[1] = (byte)(pid >> 8);
        packet[2] = (byte)pid;
        packet[3] = 0x20;
        packet[4] = TsPacket.Size - 5;
        packet[5] = 0x10;
        packet[PcrAt + 4] = 0x7e;
        packet[PcrAt + 5] = 0;
        SetPcr(packet, pcr);
    }

    /// <summary>The decoding time in the header of a PES packet of audio or video, its presentation time where that is the same.</summary>
    public static long Dts(ReadOnlySpan<byte> pes)
    {
        // Audio, video, and private stream 1, which holds AC-3 among others.
        if (pes.Length < 19 || pes[0] != 0 || pes[1] != 0 || pes[2] != 1 || pes[3] is not (0xbd or (>= 0xc0 and <= 0xef)))
        {
            return None;
        }

        return (pes[7] >> 6) switch { 2 => TimeStamp(pes[9..]), 3 => TimeStamp(pes[14..]), _ => None };
    }

    /// <summary>How much later <paramref name="time"/> is than <paramref name="reference"/>; negative when it is earlier. Over the wrap.</summary>
    public static long Since(long reference, long time)
    {
        var difference = (time - reference) & (Modulus - 1);
        return difference < Modulus / 2 ? difference : difference - Modulus;
    }

    /// <summary>Over the wrap.</summary>
    public static long Add(long time, long ticks) => (time + ticks) & (Modulus - 1);

    private static bool CarriesPcr(ReadOnlySpan<byte> packet) =>
        (packet[3] & 0x20) != 0 && packet[4] >= 7 && (packet[5] & 0x10) != 0;

    private static long TimeStamp(ReadOnlySpan<byte> five) =>
        ((long)(five[0] & 0x0e) << 29) | ((long)five[1] << 22) | ((long)(five[2] & 0xfe) << 14) | ((long)five[3] << 7) | (uint)(five[4] >> 1);
}
