using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;

namespace SeeIt.Agent.Tests.Link;

public sealed class BackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void In_the_first_minute_after_a_link_no_pause_is_longer_than_four_seconds()
    {
        var backoff = new Backoff(_time, new Always(0.999));
        Assert.All(Enumerable.Range(0, 12), _ => Assert.InRange(backoff.Next(null), TimeSpan.Zero, TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void After_that_the_bound_doubles_up_to_five_minutes()
    {
        var backoff = new Backoff(_time, new Always(1));
        _time.Advance(TimeSpan.FromMinutes(2));
        var pauses = Enumerable.Range(0, 12).Select(_ => backoff.Next(null).TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], pauses);
    }

    [Fact]
    public void A_link_that_worked_begins_anew()
    {
        var backoff = new Backoff(_time, new Always(1));
        _time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 10; i++)
        {
            backoff.Next(null);
        }

        backoff.Worked();
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next(null));
    }

    [Fact]
    public void What_the_hub_asks_for_is_the_least()
    {
        var backoff = new Backoff(_time, new Always(0));
        Assert.Equal(TimeSpan.FromSeconds(17), backoff.Next(TimeSpan.FromSeconds(17)));
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
