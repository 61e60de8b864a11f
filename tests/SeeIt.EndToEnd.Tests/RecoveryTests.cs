using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Processes that die under a show.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task A_player_that_is_killed_is_back_with_the_same_show()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        var seen = await phone.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything")));
        await home.Screen.WaitForMovingClockAsync("garden.demo");

        Signals.Send(await ProcessTable.ChildAsync(home.Agent!.Id, "seeit-player"), Signals.Kill);

        await phone.WaitForStatusAsync(status => status is { PlayerRestarts: > 0, State: TvState.Playing }, "playing after a restart");
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(Progress.Done, (await phone.CommandAsync(seen.Id))!.Progress);
    }

    [Fact]
    public async Task An_agent_that_is_stopped_leaves_no_player()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        var player = await ProcessTable.ChildAsync(home.Agent!.Id, "seeit-player");

        home.Agent.Kill();

        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{player}"), "the player's end");
    }

    [Fact]
    public async Task A_hub_that_is_killed_leaves_the_picture_and_is_found_again()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        await phone.DoAsync(new SeeItVerb(new AiringReference("news.demo", DateTimeOffset.UnixEpoch, "Anything")));

        home.Hub!.Kill();
        await home.Hub.WaitForExitAsync();
        await home.Screen.WaitForMovingClockAsync("news.demo");
        await home.StartHubAsync();

        await phone.WaitForTvOnlineAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new StopVerb())).Progress);
    }
}
