using System.Buffers.Binary;

namespace SeeIt.TestKit.Telemetry;

/// <summary>The fields of one protobuf message, in their order: enough of the wire format to read OTLP.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its content, of one that has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its value, of any other.</summary>
    public ulong Number { get; private set; }

    public readonly string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take((int)Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException($"There is no wire type {tag & 7}.");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A varint has more than ten bytes.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("The message ends too soon.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
