using CsCheck;
using SeeIt.Demo.Broadcast;
using SeeIt.Demo.Guide;

namespace SeeIt.Demo.Tests.Guide;

public sealed class ScheduleTests
{
    private static readonly Gen<DateTimeOffset> Moments =
        Gen.Long[new DateTime(2020, 1, 1).Ticks, new DateTime(2040, 1, 1).Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [Fact]
    public void The_night_garden_is_on_at_every_start_and_stays_for_twenty_minutes() =>
        Moments.Sample(start =>
        {
            var now = new Schedule(start).Airings(DemoChannel.Garden, start, start.AddTicks(1)).Single();
            return now.Show.Title == "The Night Garden" && now.Start <= start && now.Stop >= start.AddMinutes(20);
        });

    [Fact]
    public void Airings_follow_each_other_without_gap_or_overlap() =>
        Gen.Select(Moments, Gen.Int[-500, 500], Gen.Int[1, 200]).Sample((start, hoursAway, hours) =>
        {
            var from = start.AddHours(hoursAway);
            var to = from.AddHours(hours);
            foreach (var channel in DemoChannel.All)
            {
                var airings = new Schedule(start).Airings(channel, from, to).ToList();
                Assert.True(airings[0].Start <= from && airings[0].Stop > from);
                Assert.True(airings[^1].Start < to && airings[^1].Stop >= to);
                Assert.All(airings.Zip(airings.Skip(1)), pair => Assert.Equal(pair.First.Stop, pair.Second.Start));
            }
        }, iter: 50);

    [Fact]
    public void The_schedule_does_not_depend_on_which_part_of_it_is_asked_for()
    {
        var start = new DateTimeOffset(2026, 3, 1, 20, 17, 0, TimeSpan.Zero);
        var schedule = new Schedule(start);
        var whole = schedule.Airings(DemoChannel.Harbour, start.AddDays(-1), start.AddDays(7)).ToList();
        var part = schedule.Airings(DemoChannel.Harbour, start.AddDays(2), start.AddDays(3)).ToList();
        Assert.All(part, airing => Assert.Contains(airing, whole));
    }

    [Fact]
    public void Each_round_shows_the_next_episode()
    {
        var start = new DateTimeOffset(2026, 3, 1, 20, 17, 0, TimeSpan.Zero);
        var episodes = new Schedule(start)
            .Airings(DemoChannel.Garden, start, start.AddDays(2))
            .Where(airing => airing.Show.Title == "The Night Garden")
            .Select(airing => airing.Episode)
            .Take(6);
        Assert.Equal([1, 2, 3, 4, 5, 1], episodes);
    }
}
