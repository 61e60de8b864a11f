using System.Buffers.Binary;

namespace SeeIt.Demo.TransportStream;

/// <summary>
/// One MPEG-TS packet (ISO/IEC 13818-1, 2.4.3.2) in place: what it is, and the fields that a loop has to rewrite.
/// A view on the caller's bytes; nothing is copied.
/// </summary>
public readonly ref struct TsPacket
{
    public const int Size = 188;
    public const byte SyncByte = 0x47;

    private readonly Span<byte> _bytes;

    /// <exception cref="InvalidDataException">Not 188 bytes, or they do not begin with the sync byte.</exception>
    public TsPacket(Span<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != SyncByte)
        {
            throw new InvalidDataException("This is not an MPEG-TS packet: 188 bytes that begin with 0x47.");
        }

        _bytes = bytes;
    }

    public int Pid => BinaryPrimitives.ReadUInt16BigEndian(_bytes[1..]) & 0x1FFF;

    public bool StartsUnit => (_bytes[1] & 0x40) != 0;

    /// <summary>Only packets with a payload count in the continuity counter (2.4.3.3).</summary>
    public bool HasPayload => (_bytes[3] & 0x10) != 0;

    /// <summary>The random access indicator: a decoder can begin here.</summary>
    public bool IsRandomAccess => AdaptationLength > 0 && (_bytes[5] & 0x40) != 0;

    /// <summary>0 to 15; set modulo 16.</summary>
    public int ContinuityCounter
    {
        get => _bytes[3] & 0x0F;
        set => _bytes[3] = (byte)((_bytes[3] & 0xF0) | (value & 0x0F));
    }

    /// <summary>Program clock reference in 27 MHz ticks, or null when the packet carries none.</summary>
    public long? Pcr => HasPcr ? TimeStamps.ReadPcr(_bytes[6..12]) : null;

    /// <summary>Decoding time of the PES packet that begins here, in 90 kHz ticks: its DTS, else its PTS, else null.</summary>
    public long? DecodingTime
    {
        get
        {
            var fields = PesTimeStamps();
            return fields.IsEmpty ? null : TimeStamps.ReadPts(fields[^TimeStamps.PtsSize..]);
        }
    }

    /// <summary>Moves PCR, PTS and DTS on, each with its own wrap at 33 bits.</summary>
    /// <param name="ticks">27 MHz ticks, a multiple of 300 (PTS and DTS tick at 90 kHz).</param>
    public void Shift(long ticks)
    {
        if (HasPcr)
        {
            var field = _bytes[6..12];
            TimeStamps.WritePcr(field, TimeStamps.ReadPcr(field) + ticks);
        }

        for (var fields = PesTimeStamps(); !fields.IsEmpty; fields = fields[TimeStamps.PtsSize..])
        {
            TimeStamps.WritePts(fields, TimeStamps.ReadPts(fields) + (ticks / TimeStamps.PcrTicksPerPtsTick));
        }
    }

    private int AdaptationLength => (_bytes[3] & 0x20) != 0 ? _bytes[4] : -1;

    private bool HasPcr => AdaptationLength >= 7 && (_bytes[5] & 0x10) != 0;

    /// <summary>The PTS, or the PTS and the DTS behind it, of a PES header (2.4.3.6); empty when there is none.</summary>
    private Span<byte> PesTimeStamps()
    {
        const int HeaderSize = 9;
        var payload = AdaptationLength < 0 ? 4 : 5 + AdaptationLength;
        if (!StartsUnit || !HasPayload || payload + HeaderSize > Size)
        {
            return [];
        }

        var pes = _bytes[payload..];
        if (pes[0] != 0 || pes[1] != 0 || pes[2] != 1)
        {
            return [];
        }

        var size = (pes[7] >> 6) switch
        {
            2 => TimeStamps.PtsSize,
            3 => 2 * TimeStamps.PtsSize,
            _ => 0,
        };
        return pes.Length < HeaderSize + size ? [] : pes.Slice(HeaderSize, size);
    }
}
