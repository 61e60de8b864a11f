using CsCheck;
using SeeIt.Relay.Live;
using SeeIt.Relay.Ts;
using static SeeIt.Relay.Tests.Support.TsUnits;

namespace SeeIt.Relay.Tests.Live;

public sealed class ViewerClockTests
{
    private const long Modulus = 1L << 33;
    private const long Frame = TsClock.Second / 25;

    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    /// <summary>A multiplexer that sends each unit half a second before its time, and a viewer that joins at any time of the clock.</summary>
    [Fact]
    public void The_clock_stands_before_the_first_picture_until_the_margin_is_here_then_leaps_over_the_players_buffer_and_runs() =>
        Gen.Long[0, Modulus - 1].Sample(joined =>
        {
            const long Lead = TsClock.Second / 2;
            var first = TsClock.Add(joined, Lead + Frame);
            var clock = new ViewerClock(joined, first, Margin);
            Assert.InRange(TsClock.Since(clock.First, first), 0, TsClock.Second / 50);

            List<long> held = [];
            List<(long Stream, long Viewer)> running = [];
            for (var ticks = 0L; ticks < TsClock.Second; ticks += Frame / 2)
            {
                var packet = Pcr(TsClock.Add(joined, ticks));
                clock.Restamp(packet, Lead, Video);
                var written = TsClock.Pcr(packet);
                if (written == clock.First)
                {
                    held.Add(ticks);
                }
                else
                {
                    running.Add((TsClock.Add(joined, ticks), written));
                }
            }

            // What is complete by then is a margin beyond the first picture.
            Assert.InRange(held[^1] + (Frame / 2) - Frame, Margin.TotalSeconds * TsClock.Second - Frame, (Margin.TotalSeconds * TsClock.Second) + Frame);
            Assert.InRange(TsClock.Since(clock.First, running[0].Viewer), TsClock.Second * 2 / 5, TsClock.Second / 2);
            Assert.All(running, now => Assert.Equal(
                TsClock.Since(running[0].Stream, now.Stream), TsClock.Since(running[0].Viewer, now.Viewer)));
        });

    [Fact]
    public void A_larger_margin_holds_longer_and_leaps_no_further()
    {
        Assert.Equal(Leap(Margin).Far, Leap(Margin * 3).Far);
        Assert.InRange(Leap(Margin * 3).At - Leap(Margin).At, (Margin * 2).TotalSeconds * TsClock.Second - Frame, ((Margin * 2).TotalSeconds * TsClock.Second) + Frame);

        static (long At, long Far) Leap(TimeSpan margin)
        {
            var clock = new ViewerClock(joined: 0, firstDecoded: 50_000, margin);
            for (var pcr = 0L; ; pcr += Frame / 2)
            {
                var packet = Pcr(pcr);
                clock.Restamp(packet, least: 40_000, Video);
                if (TsClock.Pcr(packet) != clock.First)
                {
                    return (pcr, TsClock.Pcr(packet) - clock.First);
                }
            }
        }
    }

    /// <summary>Nothing is known of how much the clock lags, as of a stream that has units without times.</summary>
    [Fact]
    public void The_clock_is_not_held_for_ever()
    {
        var clock = new ViewerClock(joined: 0, firstDecoded: TsClock.Second * 4, Margin);
        var packet = Pcr(0);
        for (var pcr = 0L; pcr < TsClock.Second * 5 / 2; pcr += Frame)
        {
            clock.Restamp(packet = Pcr(pcr), least: 0, Video);
        }

        Assert.NotEqual(clock.First, TsClock.Pcr(packet));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(200_000)]
    public void A_jump_of_the_streams_clock_ends_it(long reached)
    {
        var clock = new ViewerClock(joined: 0, firstDecoded: 50_000, Margin);
        for (var pcr = 0L; pcr < reached; pcr += Frame)
        {
            clock.Restamp(Pcr(pcr), least: 0, Video);
        }

        byte[] packets = [.. Pcr(9_000_000), .. Unit(Audio, 10), .. Pcr(9_003_600)];
        byte[] before = [.. packets];
        clock.Restamp(packets, least: 0, Video);
        Assert.Equal(before, packets);
    }

    [Fact]
    public void Sound_of_before_the_first_picture_is_taken_out_and_what_follows_stays()
    {
        var clock = new ViewerClock(joined: 0, firstDecoded: 50_000, Margin);
        byte[] packets =
        [
            .. Unit(Video, 50_000), .. Unit(Audio, 40_000), .. More(Audio), .. More(Video), .. Unit(Audio, 52_000), .. More(Audio),
        ];
        clock.Restamp(packets, least: 0, Video);
        Assert.Equal([Video, TsPacket.NullPid, TsPacket.NullPid, Video, Audio, Audio], packets.Chunk(TsPacket.Size).Select(packet => new TsPacket(packet).Pid));
    }

    [Fact]
    public void Without_a_clock_or_a_decoding_time_nothing_is_changed()
    {
        foreach (var clock in new[] { new ViewerClock(TsClock.None, 5_000, Margin), new ViewerClock(5_000, TsClock.None, Margin) })
        {
            byte[] packets = [.. Pcr(5_000), .. Unit(Audio, 10)];
            byte[] before = [.. packets];
            clock.Restamp(packets, least: 0, Video);
            Assert.Equal(before, packets);
            Assert.Equal(TsClock.None, clock.First);
        }
    }
}
