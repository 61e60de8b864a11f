using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What the agent puts over the picture, as the room sees it.</summary>
public sealed class OverlayTests
{
    [Fact]
    public async Task A_volume_that_is_set_is_seen_over_the_picture_for_a_moment()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("film", server.Mp4)]);
        await box.WatchAsync("film");
        await box.WaitForStatusAsync(status => status.Allowed!.Contains("pause"), "that it can be paused");
        await box.DoAsync(new PauseVerb());
        await box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(1));
        var picture = await box.Screen.FingerprintAsync();

        await box.DoAsync(new SetVolumeVerb(40));
        Assert.NotEqual(picture, await box.Screen.FingerprintAsync());
        await Eventually.TrueAsync(async () => await box.Screen.FingerprintAsync() == picture, "the picture alone");
    }
}
