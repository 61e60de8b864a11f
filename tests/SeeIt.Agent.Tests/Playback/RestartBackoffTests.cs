using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;

namespace SeeIt.Agent.Tests.Playback;

public sealed class RestartBackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_restarts_come_at_once_and_those_after_ever_more_slowly()
    {
        var backoff = new RestartBackoff(_time);
        var pauses = Enumerable.Range(0, 15).Select(_ => backoff.NextPause().TotalMilliseconds).ToList();
        Assert.Equal([0, 0, 0, 0, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000], pauses);
    }

    [Fact]
    public void Ends_of_more_than_a_minute_ago_are_forgotten()
    {
        var backoff = new RestartBackoff(_time);
        for (var i = 0; i < 8; i++)
        {
            backoff.NextPause();
        }

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, backoff.NextPause());
    }
}
