using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A player that is there, and does nothing any more: what its own deadlines cannot see.</summary>
public sealed class HungPlayerTests
{
    [Fact]
    public async Task A_player_that_stands_still_under_a_show_is_replaced_and_the_picture_comes_back()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();

        Signals.Send(await box.PlayerAsync(), Signals.Stop);
        await box.WaitForStatusAsync(status => status is { PlayerRestarts: 1, State: TvState.Playing }, "that it plays again");
        TestContext.Current.TestOutputHelper!.WriteLine($"Back after {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    [Fact]
    public async Task A_player_that_stands_still_while_nothing_is_on_is_replaced_by_the_next_command()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        Signals.Send(await box.PlayerAsync(), Signals.Stop);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(1, (await box.StatusAsync()).PlayerRestarts);
    }
}
