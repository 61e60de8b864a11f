using System.Buffers;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Datagrams;

/// <summary>
/// Makes one sequence of bytes of datagrams. Each is taken as what it is, whatever the address calls it: transport
/// packets begin with 0x47, RTP with version 2. Others are left out. Not thread-safe.
/// </summary>
internal sealed class DatagramIntake(TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _ready = new(256 * 1024);
    private readonly RtpOrder _order = new(time);
    private int _read;

    /// <summary>Bytes that wait to be read.</summary>
    public int Count => _ready.WrittenCount - _read;

    public void Take(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length >= TsPacket.Size && datagram[0] == TsPacket.Sync)
        {
            _ready.Write(datagram);
        }
        else if (RtpPacket.TryParse(datagram, out var packet) && !packet.Payload.IsEmpty
            && (packet.PayloadType == RtpPacket.Mp2t || packet.Payload[0] == TsPacket.Sync))
        {
            _order.Take(packet, _ready);
        }
    }

    public int Read(Span<byte> destination)
    {
        var take = Math.Min(Count, destination.Length);
        _ready.WrittenSpan.Slice(_read, take).CopyTo(destination);
        _read += take;
        if (Count == 0)
        {
            _ready.ResetWrittenCount();
            _read = 0;
        }

        return take;
    }
}
