namespace SeeIt.Discovery.Multicast.Dns;

/// <summary>Writes one message. Owners' names are compressed; names in rdata are not, which is always allowed.</summary>
internal sealed class DnsWriter
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<DnsName, int> _places = [];

    public byte[] Write(DnsMessage message)
    {
        WriteU16(message.Id);
        _bytes.Add((byte)((message.IsResponse ? 0x80 : 0) | ((message.Opcode & 0x0f) << 3)
            | (message.IsAuthoritative ? 0x04 : 0) | (message.IsTruncated ? 0x02 : 0)));
        _bytes.Add(0);
        WriteU16(message.Questions.Count);
        WriteU16(message.Answers.Count);
        WriteU16(message.Authorities.Count);
        WriteU16(message.Additionals.Count);
        foreach (var question in message.Questions)
        {
            WriteName(question.Name);
            WriteU16((int)question.Type);
            WriteU16(question.WantsUnicast ? 0x8001 : 1);
        }

        foreach (var record in message.Answers.Concat(message.Authorities).Concat(message.Additionals))
        {
            WriteName(record.Name);
            WriteU16((int)record.Type);
            WriteU16(record.IsUnique ? 0x8001 : 1);
            WriteU16((int)(record.Ttl >> 16));
            WriteU16((int)(record.Ttl & 0xffff));
            WriteU16(record.Data.Length);
            _bytes.AddRange(record.Data);
        }

        return [.. _bytes];
    }

    private void WriteName(DnsName name)
    {
        var wire = name.Wire;
        while (wire[0] != 0)
        {
            var rest = new DnsName(wire.ToArray());
            if (_places.TryGetValue(rest, out var place))
            {
                WriteU16(0xc000 | place);
                return;
            }

            // A pointer reaches the first 16 KiB.
            if (_bytes.Count < 0x4000)
            {
                _places[rest] = _bytes.Count;
            }

            var label = 1 + wire[0];
            _bytes.AddRange(wire[..label]);
            wire = wire[label..];
        }

        _bytes.Add(0);
    }

    private void WriteU16(int value)
    {
        _bytes.Add((byte)(value >> 8));
        _bytes.Add((byte)value);
    }
}
