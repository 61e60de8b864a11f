using System.Buffers.Binary;

namespace SeeIt.TestKit;

/// <summary>An MPEG-TS file, and which of its packets are on the air when, by its program clock (PCR). Immutable.</summary>
public sealed class TsClip
{
    /// <summary>Bytes of a packet.</summary>
    public const int PacketSize = 188;

    private const double ClockFrequency = 27_000_000;
    private const int ReservedPids = 0x20;

    private readonly byte[] _bytes;
    private readonly string _path;
    private readonly List<(TimeSpan At, int Packet)> _clocks = [];

    /// <exception cref="InvalidDataException">It has no program clock.</exception>
    public TsClip(string path)
        : this(File.ReadAllBytes(path), path)
    {
    }

    private TsClip(byte[] bytes, string path)
    {
        (_bytes, _path) = (bytes, path);
        var first = -1L;
        for (var packet = 0; packet < Packets; packet++)
        {
            if (Clock(Packet(packet)) is { } ticks)
            {
                first = first < 0 ? ticks : first;
                ClockPid = Pid(Packet(packet));
                _clocks.Add((TimeSpan.FromSeconds((ticks - first) / ClockFrequency), packet));
            }
        }

        if (_clocks.Count < 2)
        {
            throw new InvalidDataException($"{path} has no program clock.");
        }
    }

    public int Packets => _bytes.Length / PacketSize;

    /// <summary>The packets' PID that carries the clock: where there is video, the video's.</summary>
    public int ClockPid { get; } = -1;

    /// <summary>The same, and its key frames are not marked: many broadcasters leave the random access indicator out.</summary>
    public TsClip Unmarked()
    {
        var bytes = _bytes.ToArray();
        for (var at = 0; at < bytes.Length; at += PacketSize)
        {
            if (IsRandomAccess(bytes.AsSpan(at, PacketSize)))
            {
                bytes[at + 5] &= 0xBF;
            }
        }

        return new TsClip(bytes, _path);
    }

    /// <summary>The clip's own time at this time since it began: it begins again at its end.</summary>
    public TimeSpan Within(TimeSpan time) => new(time.Ticks % _clocks[^1].At.Ticks);

    /// <summary>How many packets are on the air at this time since the clip began; it begins again at its end.</summary>
    public long PacketsBy(TimeSpan time)
    {
        var (loop, within) = Math.DivRem(time.Ticks, _clocks[^1].At.Ticks);
        var next = _clocks.FindIndex(clock => clock.At.Ticks > within);
        return (loop * Packets) + (next < 0 ? Packets : _clocks[next].Packet);
    }

    /// <param name="number">Counted over all loops.</param>
    public Span<byte> Packet(long number) => _bytes.AsSpan((int)(number % Packets) * PacketSize, PacketSize);

    public static int Pid(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[1..]) & 0x1FFF;

    /// <summary>It belongs to a picture or a sound, not to a table.</summary>
    public static bool IsMedia(ReadOnlySpan<byte> packet) => Pid(packet) >= ReservedPids && (packet[3] & 0x10) != 0 && !StartsSection(packet);

    public static bool StartsUnit(ReadOnlySpan<byte> packet) => (packet[1] & 0x40) != 0;

    /// <summary>The random access indicator: a key frame begins.</summary>
    public static bool IsRandomAccess(ReadOnlySpan<byte> packet) => (packet[3] & 0x20) != 0 && packet[4] > 0 && (packet[5] & 0x40) != 0;

    /// <summary>The program clock (PCR) that the packet carries, in 27 MHz; null when it carries none.</summary>
    public static long? Clock(ReadOnlySpan<byte> packet) =>
        (packet[3] & 0x20) != 0 && packet[4] >= 7 && (packet[5] & 0x10) != 0
            ? (((long)BinaryPrimitives.ReadUInt32BigEndian(packet[6..]) << 1 | (uint)(packet[10] >> 7)) * 300) + (BinaryPrimitives.ReadUInt16BigEndian(packet[10..]) & 0x1FF)
            : null;

    /// <summary>Puts AVS2 in the place of H.264 into a PMT of one packet; takes the random access indicator away unless it is marked.</summary>
    public static void MakeVideoUnknown(Span<byte> packet, bool isMarked)
    {
        if (!StartsSection(packet))
        {
            if (!isMarked && IsRandomAccess(packet))
            {
                packet[5] &= 0xBF;
            }

            return;
        }

        // ISO/IEC 13818-1, 2.4.4.9: the section's last four bytes are its CRC.
        var section = packet.Slice(5, 3 + (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0xFFF));
        var at = 12 + (BinaryPrimitives.ReadUInt16BigEndian(section[10..]) & 0xFFF);
        while (at < section.Length - 4)
        {
            section[at] = section[at] == 0x1B ? (byte)0xD2 : section[at];
            at += 5 + (BinaryPrimitives.ReadUInt16BigEndian(section[(at + 3)..]) & 0xFFF);
        }

        BinaryPrimitives.WriteUInt32BigEndian(section[^4..], Crc(section[..^4]));
    }

    // ISO/IEC 13818-1, annex A.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var isSet = (crc >> 31) != (uint)((value >> bit) & 1);
                crc = (crc << 1) ^ (isSet ? 0x04C1_1DB7u : 0);
            }
        }

        return crc;
    }

    /// <summary>A PMT begins with a pointer and its table id, a PES packet with 00 00 01.</summary>
    private static bool StartsSection(ReadOnlySpan<byte> packet) => StartsUnit(packet) && (packet[3] & 0x20) == 0 && packet[4] == 0 && packet[5] == 2;
}
