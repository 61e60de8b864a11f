using CsCheck;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;
using static SeeIt.Relay.Tests.Support.TsUnits;

namespace SeeIt.Relay.Tests.Ts;

public sealed class ClockLeadTests
{
    private const long Modulus = 1L << 33;

    [Fact]
    public void A_clock_that_is_written_is_read_again_and_nothing_else_changes() =>
        Gen.Select(Gen.Long[0, Modulus - 1], Gen.Long[-Modulus, Modulus]).Sample((pcr, shift) =>
        {
            var packet = Pcr(pcr);
            packet[11] = 0x55;
            TsClock.SetPcr(packet, TsClock.Add(TsClock.Pcr(packet), shift));
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
        lead.Feed(Pcr(1_000), Video);
        lead.Feed(Unit(Video, 1_000 + 70_000), Video);
        lead.Feed(Unit(Audio, 1_000 + 30_000), Video);
        lead.Feed(Pcr(5_000), Video);
        Assert.Equal(0, lead.Least);
        lead.Feed(Unit(Video, 80_000), Video);
        Assert.Equal(66_000, lead.Least);
        lead.Feed(Unit(Audio, 60_000), Video);
        Assert.Equal(26_000, lead.Least);
    }

    [Fact]
    public void Another_programs_clock_is_not_listened_to()
    {
        var lead = new ClockLead();
        lead.Feed(Pcr(1_000), Video);
        lead.Feed(Pcr(9_000_000), Audio);
        Assert.Equal(1_000, lead.Pcr);
    }

    [Fact]
    public void A_jump_of_the_clock_forgets_the_lead()
    {
        var lead = new ClockLead();
        lead.Feed(Pcr(1_000), Video);
        lead.Feed(Unit(Video, 50_000), Video);
        lead.Feed(Unit(Video, 53_600), Video);
        Assert.Equal(49_000, lead.Least);
        lead.Feed(Pcr(9_000_000), Video);
        Assert.Equal(0, lead.Least);
    }

    [Fact]
    public void An_old_least_fades_after_two_windows()
    {
        var lead = new ClockLead();
        for (var time = 0L; time < 6 * TsClock.Second; time += 3_600)
        {
            lead.Feed(Pcr(time), Video);
            lead.Feed(Unit(Video, time + (time < TsClock.Second ? 20_000 : 60_000)), Video);
        }

        Assert.Equal(56_400, lead.Least);
    }
}
