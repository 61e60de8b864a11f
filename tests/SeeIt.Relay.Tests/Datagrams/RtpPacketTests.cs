using CsCheck;
using SeeIt.Relay.Datagrams;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Datagrams;

public sealed class RtpPacketTests
{
    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            if (bytes.Length > 0)
            {
                bytes[0] = (byte)(0x80 | (bytes[0] & 0x3f));
            }

            if (RtpPacket.TryParse(bytes, out var packet))
            {
                Assert.InRange(packet.Payload.Length, 0, bytes.Length - 12);
            }
        });

    [Fact]
    public void Contributing_sources_extension_and_padding_are_left_out()
    {
        byte[] plain = Rtp.Packet(0xfffe, [1, 2, 3]);
        byte[] bytes = [(byte)(plain[0] | 0x32), .. plain[1..12], .. new byte[8], 0xbe, 0xde, 0, 2, .. new byte[8], 1, 2, 3, 0, 0, 0, 4];
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        Assert.Equal(0xfffe, packet.Sequence);
        Assert.Equal(7u, packet.Source);
        Assert.Equal(RtpPacket.Mp2t, packet.PayloadType);
        Assert.Equal([1, 2, 3], packet.Payload.ToArray());
    }

    [Fact]
    public void Other_versions_are_not_RTP()
    {
        var bytes = Rtp.Packet(1, [1, 2, 3]);
        bytes[0] = 0x40;
        Assert.False(RtpPacket.TryParse(bytes, out _));
    }
}
