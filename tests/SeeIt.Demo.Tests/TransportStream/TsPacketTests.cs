using CsCheck;
using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Tests.TransportStream;

public sealed class TsPacketTests
{
    [Fact]
    public void What_is_in_a_packet_is_read()
    {
        var packet = new TsPacket(Packets.Picture(counter: 11, pcr: 27_000_123, pts: 97_200, dts: 93_600, keyFrame: true));

        Assert.Equal(Packets.VideoPid, packet.Pid);
        Assert.Equal(11, packet.ContinuityCounter);
        Assert.True(packet.StartsUnit);
        Assert.True(packet.HasPayload);
        Assert.True(packet.IsRandomAccess);
        Assert.Equal(27_000_123, packet.Pcr);
        Assert.Equal(93_600, packet.DecodingTime);
    }

    [Fact]
    public void All_three_time_stamps_are_shifted_alike()
    {
        var bytes = Packets.Picture(counter: 0, pcr: 27_000_123, pts: 97_200, dts: 93_600);
        var packet = new TsPacket(bytes);

        packet.Shift(3_000_000);

        Assert.Equal(30_000_123, packet.Pcr);
        Assert.Equal(103_600, packet.DecodingTime);
        Assert.Equal(107_200, TimeStamps.ReadPts(bytes.AsSpan(TsPacket.Size - 10)));
    }

    [Fact]
    public void A_shift_touches_nothing_else() =>
        Gen.Select(Gen.Long[0, TimeStamps.PtsWrap - 1], Gen.Long[0, TimeStamps.PtsWrap - 1], Gen.Bool).Sample((pts, shift, key) =>
        {
            var bytes = Packets.Picture(counter: 3, pcr: pts * 300, pts: pts, keyFrame: key);
            var before = bytes.ToArray();

            new TsPacket(bytes).Shift(shift * 300);
            new TsPacket(bytes).Shift((TimeStamps.PtsWrap - shift) * 300);

            return bytes.AsSpan().SequenceEqual(before);
        });

    [Fact]
    public void A_packet_without_time_stamps_stays_as_it_is()
    {
        var bytes = Packets.Rest(Packets.VideoPid, counter: 9);
        var before = bytes.ToArray();

        new TsPacket(bytes).Shift(3_000_000);

        Assert.Equal(before, bytes);
    }

    [Fact]
    public void Any_bytes_behind_the_sync_byte_are_read_without_a_fault() =>
        Gen.Byte.Array[TsPacket.Size - 1].Sample(bytes =>
        {
            byte[] whole = [TsPacket.SyncByte, .. bytes];
            var packet = new TsPacket(whole);
            _ = packet.Pcr;
            _ = packet.DecodingTime;
            packet.Shift(300);
        });

    [Theory]
    [InlineData(188, 0x48)]
    [InlineData(187, 0x47)]
    public void What_is_no_packet_is_refused(int length, byte first)
    {
        var bytes = new byte[length];
        bytes[0] = first;
        Assert.Throws<InvalidDataException>(() => new TsPacket(bytes).Pid);
    }
}
