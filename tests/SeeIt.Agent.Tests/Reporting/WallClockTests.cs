using SeeIt.Agent.Reporting;

namespace SeeIt.Agent.Tests.Reporting;

public sealed class WallClockTests
{
    private readonly TwoClocks _time = new();

    [Theory]
    [InlineData(365 * 56)]
    [InlineData(-1)]
    public void A_clock_that_is_set_is_told_from_time_that_passes(int days)
    {
        var clock = new WallClock(_time);
        _time.Pass(TimeSpan.FromHours(3));
        Assert.Equal((_time.GetUtcNow(), TimeSpan.Zero), clock.Read());

        _time.Wall += TimeSpan.FromDays(days);
        Assert.Equal((_time.GetUtcNow(), TimeSpan.FromDays(days)), clock.Read());
        _time.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((_time.GetUtcNow(), TimeSpan.Zero), clock.Read());
    }

    private sealed class TwoClocks : TimeProvider
    {
        private TimeSpan _passed;

        public DateTimeOffset Wall { get; set; } = new(2026, 1, 1, 0, 10, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _passed.Ticks;

        public void Pass(TimeSpan time) => (Wall, _passed) = (Wall + time, _passed + time);
    }
}
