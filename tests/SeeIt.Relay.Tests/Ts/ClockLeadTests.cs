using CsCheck;
using SeeIt.Relay.Live;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Ts;

public sealed class ClockLeadTests
{
    private const int Video = 0x101;
    private const int Audio = 0x102;
    private const long Modulus = 1L << 33;

    [Fact]
    public void A_clock_that_is_written_is_read_again_and_nothing_else_changes() =>
        Gen.Select(Gen.Long[0, Modulus - 1], Gen.Long[-Modulus, Modulus]).Sample((pcr, shift) =>
        {
            var packet = Pcr(pcr);
            packet[11] = 0x55;
            TsClock.ShiftPcr(packet, shift);
            Assert.Equal((pcr + shift) & (Modulus - 1), TsClock.Pcr(packet));
            Assert.Equal(0x55, packet[11]);
            Assert.Equal(0x7e, packet[10] & 0x7e);
        });

    [Fact]
    public void Time_differences_hold_over_the_wrap() =>
        Gen.Select(Gen.Long[0, Modulus - 1], Gen.Long[-Modulus / 4, Modulus / 4]).Sample((from, step) =>
            Assert.Equal(step, TsClock.Since(from, (from + step) & (Modulus - 1))));

    [Fact]
    public void Decoding_times_are_read_of_video_and_audio_only()
    {
        Assert.Equal(123_456_789_0L, TsClock.Dts(Pes(0xe0, 123_456_789_0L)));
        Assert.Equal(Modulus - 1, TsClock.Dts(Pes(0xc0, Modulus - 1)));
        Assert.Equal(TsClock.None, TsClock.Dts(Pes(0xbe, 5)));
        Assert.Equal(TsClock.None, TsClock.Dts([0, 0, 1]));
    }

    [Fact]
    public void The_lead_is_the_least_of_the_streams_when_a_unit_is_complete()
    {
        var lead = new ClockLead();
        lead.Feed(Pcr(1_000));
        lead.Feed(Unit(Video, 1_000 + 70_000));
        lead.Feed(Unit(Audio, 1_000 + 30_000));
        lead.Feed(Pcr(5_000));
        Assert.Equal(0, lead.Least);
        lead.Feed(Unit(Video, 80_000));
        Assert.Equal(66_000, lead.Least);
        lead.Feed(Unit(Audio, 60_000));
        Assert.Equal(26_000, lead.Least);
    }

    [Fact]
    public void A_jump_of_the_clock_forgets_the_lead()
    {
        var lead = new ClockLead();
        lead.Feed(Pcr(1_000));
        lead.Feed(Unit(Video, 50_000));
        lead.Feed(Unit(Video, 53_600));
        Assert.Equal(49_000, lead.Least);
        lead.Feed(Pcr(9_000_000));
        Assert.Equal(0, lead.Least);
    }

    [Fact]
    public void An_old_least_fades_after_two_windows()
    {
        var lead = new ClockLead();
        for (var time = 0L; time < 6 * TsClock.Second; time += 3_600)
        {
            lead.Feed(Pcr(time));
            lead.Feed(Unit(Video, time + (time < TsClock.Second ? 20_000 : 60_000)));
        }

        Assert.Equal(56_400, lead.Least);
    }

    [Fact]
    public void A_viewers_clock_is_moved_until_the_streams_clock_jumps()
    {
        byte[] packets = [.. Pcr(100), .. Pcr(4_000), .. Pcr(9_000_000), .. Pcr(9_003_600)];
        var clock = new ViewerClock(1_000);
        clock.Restamp(packets);
        Assert.Equal([1_100L, 5_000, 9_000_000, 9_003_600], packets.Chunk(TsPacket.Size).Select(packet => TsClock.Pcr(packet)));
    }

    private static byte[] Pcr(long pcr)
    {
        var packet = new byte[TsPacket.Size];
        TsClock.MakePcrPacket(packet, Video, pcr);
        return packet;
    }

    private static byte[] Unit(int pid, long dts)
    {
        var packet = new byte[TsPacket.Size];
        Array.Fill(packet, (byte)0xff);
        packet[0] = TsPacket.Sync;
        (packet[1], packet[2], packet[3]) = ((byte)(0x40 | (pid >> 8)), (byte)pid, 0x10);
        Pes((byte)(pid == Video ? 0xe0 : 0xc0), dts).CopyTo(packet.AsSpan(4));
        return packet;
    }

    private static byte[] Pes(byte streamId, long pts) =>
    [
        0, 0, 1, streamId, 0, 0, 0x80, 0x80, 5,
        (byte)(0x21 | ((pts >> 29) & 0x0e)), (byte)(pts >> 22), (byte)(1 | ((pts >> 14) & 0xfe)), (byte)(pts >> 7), (byte)(1 | (pts << 1)),
        0, 0, 0, 0, 0, 0,
    ];
}
