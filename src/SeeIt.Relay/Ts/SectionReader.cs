namespace SeeIt.Relay.Ts;

/// <summary>Puts the sections of one PID together (ISO/IEC 13818-1, section 2.4.4) and passes on those whose CRC is right.</summary>
internal sealed class SectionReader(SectionReader.Handler handler)
{
    private const int HeaderLength = 3;

    // section_length has 12 bits, of which PAT and PMT use values up to 1,021.
    private readonly byte[] _section = new byte[1024];
    private int _length;
    private bool _inSection;

    public delegate void Handler(ReadOnlySpan<byte> section);

    public void Feed(in TsPacket packet)
    {
        var payload = packet.Payload;
        if (payload.IsEmpty || packet.IsScrambled)
        {
            return;
        }

        if (packet.StartsUnit)
        {
            var pointer = payload[0];
            if (1 + pointer > payload.Length)
            {
                _inSection = false;
                return;
            }

            Append(payload.Slice(1, pointer));
            payload = payload[(1 + pointer)..];
            Begin();
        }

        while (!payload.IsEmpty && _inSection)
        {
            // After a section the rest of the packet is another one, or stuffing.
            if (_length == 0 && payload[0] == 0xff)
            {
                _inSection = false;
                return;
            }

            payload = Append(payload);
        }
    }

    private void Begin()
    {
        _length = 0;
        _inSection = true;
    }

    private ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        while (_inSection && !bytes.IsEmpty)
        {
            var whole = _length < HeaderLength ? HeaderLength : WholeLength;
            if (whole > _section.Length)
            {
                _inSection = false;
                return default;
            }

            var take = Math.Min(whole - _length, bytes.Length);
            bytes[..take].CopyTo(_section.AsSpan(_length));
            _length += take;
            bytes = bytes[take..];
            if (_length >= HeaderLength && _length == WholeLength)
            {
                Deliver();
                Begin();
                return bytes;
            }
        }

        return bytes;
    }

    private int WholeLength => HeaderLength + (((_section[1] & 0x0f) << 8) | _section[2]);

    private void Deliver()
    {
        var section = _section.AsSpan(0, _length);
        if (_length >= HeaderLength + 4 && Crc32Mpeg.Of(section) == 0)
        {
            handler(section);
        }
    }
}
