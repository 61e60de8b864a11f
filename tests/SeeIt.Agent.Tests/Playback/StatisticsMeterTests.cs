using SeeIt.Agent.Playback;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Playback;

public sealed class StatisticsMeterTests
{
    /// <summary>Bytes a report, of half a second: 4 Mbit/s.</summary>
    private const int HalfSecond = 250_000;

    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(500);

    private readonly StatisticsMeter _meter = new();
    private StatisticsEvent _report = new(1, 0, 0, 0, 0, 0, 0, 0);
    private TimeSpan _now;

    [Fact]
    public void The_bit_rate_is_known_after_five_seconds_without_what_filled_the_buffers()
    {
        _report = _report with { DemuxedBytes = 5_000_000 };
        See(4, 3 * HalfSecond);
        See(6, HalfSecond);
        Assert.Null(_meter.Last!.BitRate);
        See(1, HalfSecond);
        Assert.Equal(4_000_000, _meter.Last.BitRate);
    }

    [Fact]
    public void It_is_that_of_the_last_ten_seconds()
    {
        See(30, HalfSecond);
        See(20, HalfSecond / 2);
        Assert.Equal(2_000_000, _meter.Last!.BitRate);
    }

    [Fact]
    public void A_pause_is_not_measured()
    {
        See(30, HalfSecond);
        _meter.Rest();
        _now += TimeSpan.FromMinutes(1);
        See(10, HalfSecond);
        Assert.Null(_meter.Last!.BitRate);
        See(1, HalfSecond);
        Assert.Equal(4_000_000, _meter.Last.BitRate);
    }

    [Fact]
    public void What_the_player_counted_is_told_as_it_is()
    {
        _meter.See(new StatisticsEvent(1, 2, 3, 4, 5, 6, 7, 8, IsBlack: true, 9, 10, 11), TimeSpan.Zero);
        Assert.Equal(new(default, null, 4, 5, 6, 7, 10, 8, 11), _meter.Last);
    }

    private void See(int reports, int bytes)
    {
        for (var report = 0; report < reports; report++)
        {
            _report = _report with { DemuxedBytes = _report.DemuxedBytes + bytes };
            _meter.See(_report, _now += _every);
        }
    }
}
