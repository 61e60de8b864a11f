using System.Buffers.Binary;

namespace SeeIt.Demo.TransportStream;

/// <summary>MPEG-TS's time stamp fields: PCR (ISO/IEC 13818-1, 2.4.3.5) and PTS or DTS (2.4.3.7).</summary>
public static class TimeStamps
{
    /// <summary>PCR ticks a second.</summary>
    public const long PcrFrequency = 27_000_000;

    public const long PcrTicksPerPtsTick = 300;

    /// <summary>Bytes of a PTS or DTS field.</summary>
    public const int PtsSize = 5;

    /// <summary>PTS and DTS have 33 bits: they begin again after 26.5 hours.</summary>
    public const long PtsWrap = 1L << 33;

    public const long PcrWrap = PtsWrap * PcrTicksPerPtsTick;

    public static long ReadPcr(ReadOnlySpan<byte> field)
    {
        var head = BinaryPrimitives.ReadUInt32BigEndian(field);
        var tail = BinaryPrimitives.ReadUInt16BigEndian(field[4..]);
        var ticksOf90Khz = ((long)head << 1) | (uint)(tail >> 15);
        return (ticksOf90Khz * PcrTicksPerPtsTick) + (tail & 0x1FF);
    }

    /// <param name="field">Six bytes.</param>
    /// <param name="ticks">Zero or more; written modulo <see cref="PcrWrap"/>.</param>
    public static void WritePcr(Span<byte> field, long ticks)
    {
        var (ticksOf90Khz, extension) = Math.DivRem(ticks % PcrWrap, PcrTicksPerPtsTick);
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)(ticksOf90Khz >> 1));
        BinaryPrimitives.WriteUInt16BigEndian(field[4..], (ushort)(((ticksOf90Khz & 1) << 15) | 0x7E00 | extension));
    }

    public static long ReadPts(ReadOnlySpan<byte> field) =>
        ((long)(field[0] & 0x0E) << 29)
        | ((long)field[1] << 22)
        | ((long)(field[2] & 0xFE) << 14)
        | ((long)field[3] << 7)
        | (uint)(field[4] >> 1);

    /// <summary>Keeps the field's four leading bits, which tell PTS from DTS.</summary>
    /// <param name="field">Five bytes.</param>
    /// <param name="ticks">Zero or more; written modulo <see cref="PtsWrap"/>.</param>
    public static void WritePts(Span<byte> field, long ticks)
    {
        var value = ticks % PtsWrap;
        field[0] = (byte)((field[0] & 0xF0) | (int)(value >> 29 & 0x0E) | 1);
        field[1] = (byte)(value >> 22);
        field[2] = (byte)((value >> 14 & 0xFE) | 1);
        field[3] = (byte)(value >> 7);
        field[4] = (byte)((value << 1 & 0xFE) | 1);
    }
}
