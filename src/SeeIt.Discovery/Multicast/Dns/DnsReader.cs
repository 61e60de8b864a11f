using System.Buffers.Binary;

namespace SeeIt.Discovery.Multicast.Dns;

/// <summary>Reads one packet. Nothing in a packet makes it throw or run on.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> packet)
{
    private const int ClassIn = 1;
    private readonly ReadOnlySpan<byte> _packet = packet;
    private int _at;

    public DnsMessage? ReadMessage()
    {
        if (_packet.Length < 12)
        {
            return null;
        }

        var message = new DnsMessage
        {
            Id = ReadU16(),
            IsResponse = (_packet[2] & 0x80) != 0,
            Opcode = (byte)((_packet[2] >> 3) & 0x0f),
            IsAuthoritative = (_packet[2] & 0x04) != 0,
            IsTruncated = (_packet[2] & 0x02) != 0,
        };
        _at = 4;
        var (questions, answers, authorities, additionals) = (ReadU16(), ReadU16(), ReadU16(), ReadU16());
        return TryReadQuestions(questions, out var asked)
            && TryReadRecords(answers, out var answered)
            && TryReadRecords(authorities, out var authority)
            && TryReadRecords(additionals, out var additional)
            ? message with { Questions = asked, Answers = answered, Authorities = authority, Additionals = additional }
            : null;
    }

    private bool TryReadQuestions(int count, out List<DnsQuestion> questions)
    {
        questions = [];
        for (; count > 0; count--)
        {
            if (ReadName() is not { } name || _at + 4 > _packet.Length)
            {
                return false;
            }

            var (type, @class) = ((DnsType)ReadU16(), ReadU16());
            // Class ANY (255) asks for IN too.
            if ((@class & 0x7fff) is ClassIn or 255)
            {
                questions.Add(new DnsQuestion(name, type, (@class & 0x8000) != 0));
            }
        }

        return true;
    }

    private bool TryReadRecords(int count, out List<DnsRecord> records)
    {
        records = [];
        for (; count > 0; count--)
        {
            if (ReadName() is not { } name || _at + 10 > _packet.Length)
            {
                return false;
            }

            var (type, @class) = ((DnsType)ReadU16(), ReadU16());
            var ttl = ((uint)ReadU16() << 16) | ReadU16();
            var length = ReadU16();
            if (_at + length > _packet.Length || ReadData(type, length) is not { } data)
            {
                return false;
            }

            if ((@class & 0x7fff) == ClassIn)
            {
                records.Add(new DnsRecord(name, type, ttl, (@class & 0x8000) != 0, data));
            }
        }

        return true;
    }

    /// <summary>Rdata with the names in it written out, so that equal data has equal bytes.</summary>
    private byte[]? ReadData(DnsType type, int length)
    {
        var (start, end) = (_at, _at + length);
        int? nameAt = type switch
        {
            DnsType.Ptr or DnsType.Cname or DnsType.Nsec => 0,
            DnsType.Srv => 6,
            _ => null,
        };
        if (nameAt is not { } before)
        {
            _at = end;
            return _packet[start..end].ToArray();
        }

        _at = start + before;
        if (before >= length || ReadName() is not { } name || _at > end)
        {
            return null;
        }

        byte[] data = [.. _packet.Slice(start, before), .. name.Wire, .. _packet[_at..end]];
        _at = end;
        return data;
    }

    /// <summary>A pointer may only point to before the name that it is in, so every chain ends (RFC 1035, section 4.1.4).</summary>
    private DnsName? ReadName()
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxLength];
        var length = 0;
        var at = _at;
        var lowest = _at;
        var afterPointer = -1;
        while (at < _packet.Length)
        {
            int label = _packet[at];
            if ((label & 0xc0) == 0xc0)
            {
                if (at + 1 >= _packet.Length)
                {
                    return null;
                }

                var target = ((label & 0x3f) << 8) | _packet[at + 1];
                if (target >= lowest)
                {
                    return null;
                }

                afterPointer = afterPointer < 0 ? at + 2 : afterPointer;
                (at, lowest) = (target, target);
                continue;
            }

            if (label > 63 || at + 1 + label > _packet.Length || length + 1 + label > wire.Length)
            {
                return null;
            }

            _packet.Slice(at, 1 + label).CopyTo(wire[length..]);
            length += 1 + label;
            at += 1 + label;
            if (label == 0)
            {
                _at = afterPointer < 0 ? at : afterPointer;
                return new DnsName(wire[..length].ToArray());
            }
        }

        return null;
    }

    private ushort ReadU16()
    {
        var value = BinaryPrimitives.ReadUInt16BigEndian(_packet[_at..]);
        _at += 2;
        return value;
    }
}
