using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class DelayedScreenTests
{
    private static readonly ShowScreenRequest _request = new(new TuningScreen("The Night Garden", "Garden TV"));

    private readonly IdlePlayer _player = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_screen_is_shown_when_no_picture_has_come_in_the_time_that_it_takes_to_read_one()
    {
        await using var screen = new DelayedScreen(_player, _request.Screen, _time);

        _time.Advance(DelayedScreen.Delay - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_player.Requests);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await screen.TellAsync();
        Assert.Equal([_request], _player.Requests);
    }

    [Fact]
    public async Task Once_there_is_a_picture_the_player_is_told_of_the_screen_once_for_when_it_is_taken_away()
    {
        await using (var screen = new DelayedScreen(_player, _request.Screen, _time))
        {
            await screen.TellAsync();
            Assert.Equal([_request], _player.Requests);

            await screen.TellAsync();
            _time.Advance(DelayedScreen.Delay);
        }

        Assert.Equal([_request], _player.Requests);
    }

    [Fact]
    public async Task What_is_shown_after_its_end_comes_after_it()
    {
        await using (new DelayedScreen(_player, _request.Screen, _time))
        {
        }

        await _player.ShowScreenAsync(new TroubleScreen("No signal", ""), CancellationToken.None);

        Assert.Equal([_request, new ShowScreenRequest(new TroubleScreen("No signal", ""))], _player.Requests);
    }
}
