namespace SeeIt.Relay.Ts;

/// <summary>A view of one transport packet (ISO/IEC 13818-1, section 2.4.3.2). Any 188 bytes can be viewed; a broken one has no payload.</summary>
internal readonly ref struct TsPacket
{
    public const int Size = 188;
    public const byte Sync = 0x47;
    public const int NullPid = 0x1fff;

    private readonly ReadOnlySpan<byte> _bytes;

    public TsPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes[..Size];

    /// <summary>Makes it one that carries nothing: a null packet (2.4.1).</summary>
    public static void MakeNull(Span<byte> packet) => (packet[1], packet[2], packet[3]) = (NullPid >> 8, NullPid & 0xff, 0x10);

    public int Pid => ((_bytes[1] & 0x1f) << 8) | _bytes[2];

    /// <summary>A section or a PES packet begins in the payload.</summary>
    public bool StartsUnit => (_bytes[1] & 0x40) != 0;

    /// <summary>The receiver marked the packet as damaged.</summary>
    public bool IsDamaged => (_bytes[1] & 0x80) != 0;

    public bool IsScrambled => (_bytes[3] & 0xc0) != 0;

    public bool IsRandomAccess => HasAdaptation && _bytes[4] > 0 && (_bytes[5] & 0x40) != 0;

    public ReadOnlySpan<byte> Payload
    {
        get
        {
            if ((_bytes[3] & 0x10) == 0)
            {
                return default;
            }

            var start = HasAdaptation ? 5 + _bytes[4] : 4;
            return start < Size ? _bytes[start..] : default;
        }
    }

    private bool HasAdaptation => (_bytes[3] & 0x20) != 0;
}
