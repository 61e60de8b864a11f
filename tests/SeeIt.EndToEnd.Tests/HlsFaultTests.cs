using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>HLS, which LibVLC fetches itself: a request that is never answered must not hang what is on.</summary>
public sealed class HlsFaultTests(Broadcaster broadcaster) : IClassFixture<Broadcaster>
{
    [Fact]
    public async Task A_segment_that_is_never_answered_is_noticed_and_another_channel_can_be_seen()
    {
        await using var hls = new HangingHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address), ("news", broadcaster.Channel(3))]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        hls.IsHanging = true;

        await box.WaitForStatusAsync(status => status.Media?.Health is PictureHealth.Frozen or PictureHealth.Lost, "frozen");
        TestContext.Current.TestOutputHelper!.WriteLine($"Noticed after {time.GetElapsedTime(began).TotalSeconds:0.0} s, {hls.Hung} segments hang.");
        began = time.GetTimestamp();
        await box.WatchAsync("news");
        await box.Screen.WaitForMovingClockAsync("news.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"Another channel after {time.GetElapsedTime(began).TotalSeconds:0.0} s.");

        hls.IsHanging = false;
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"The player was started again {(await box.StatusAsync()).PlayerRestarts} times.");
    }

    [Fact]
    public async Task A_segment_that_is_never_answered_is_shown_again_when_the_next_are()
    {
        await using var hls = new HangingHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        await box.WatchAsync("garden");
        hls.IsHanging = true;
        await box.WaitForStatusAsync(status => status.State == TvState.Error, "the error");
        hls.IsHanging = false;
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }
}
