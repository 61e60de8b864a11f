using System.Text;
using CsCheck;
using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Lineups;

public sealed class DiscoveryPacketTests
{
    private static readonly (byte, byte[]) _tuner = (1, [0, 0, 0, 1]);

    /// <summary>As libhdhomerun sends it: the CRC is that of Ethernet.</summary>
    [Fact]
    public void The_question_is_byte_for_byte_the_protocols()
    {
        Assert.Equal("0002000C0104000000010204FFFFFFFF4E507F35", Convert.ToHexString(DiscoveryPacket.Ask(null)));
        Assert.Equal(HdHomeRunServer.Packet(2, _tuner, (2, [0x10, 0x52, 0xAA, 0x10])), DiscoveryPacket.Ask(0x1052AA10));
    }

    [Fact]
    public void An_answer_is_read_and_what_is_not_known_is_skipped()
    {
        var reply = DiscoveryPacket.Read(HdHomeRunServer.Packet(3, _tuner, (2, [0x10, 0x52, 0xAA, 0x10]), (0x99, new byte[300]), (0x10, [4]), (0x2A, Encoding.ASCII.GetBytes("http://h\0"))));
        Assert.Equal(new DiscoveryReply(0x1052AA10, 4, "http://h", null), reply);
    }

    [Fact]
    public void A_storage_a_question_and_a_damaged_packet_are_no_answer()
    {
        Assert.Null(DiscoveryPacket.Read(HdHomeRunServer.Packet(3, (1, [0, 0, 0, 5]), (2, [1, 2, 3, 4]))));
        Assert.Null(DiscoveryPacket.Read(DiscoveryPacket.Ask(null)));
        var damaged = HdHomeRunServer.Packet(3, _tuner, (2, [1, 2, 3, 4]));
        damaged[9] ^= 1;
        Assert.Null(DiscoveryPacket.Read(damaged));
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused()
    {
        Gen.Byte.Array[0, 60].Sample(bytes => { _ = DiscoveryPacket.Read(bytes); });
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 200]).Array[0, 5].Sample(tags =>
        {
            var packet = HdHomeRunServer.Packet(3, [_tuner, .. tags]);
            _ = DiscoveryPacket.Read(packet);
            _ = DiscoveryPacket.Read(packet.AsSpan(..(packet.Length / 2)));
        });
    }
}
