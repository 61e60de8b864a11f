using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;

namespace SeeIt.Agent.Tests.Playback;

public sealed class RestartBackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_restart_comes_at_once_and_quick_ends_make_the_next_ones_slower()
    {
        var backoff = new RestartBackoff(_time);
        var pauses = Enumerable.Range(0, 12).Select(_ => backoff.NextPause().TotalMilliseconds).ToList();
        Assert.Equal([0, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000], pauses);
    }

    [Fact]
    public void A_player_that_ran_for_a_minute_is_started_again_at_once()
    {
        var backoff = new RestartBackoff(_time);
        backoff.NextPause();
        backoff.NextPause();
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.Zero, backoff.NextPause());
    }
}
