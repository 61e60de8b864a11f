using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A live channel that is paused falls behind what is sent.</summary>
public sealed class PausedLiveTests
{
    /// <summary>The relay joins at a key frame a second back, and these come each second.</summary>
    private const double Lead = 2;

    [Fact]
    public async Task Live_goes_from_behind_to_the_newest_picture()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await DoAsync(box, new PauseVerb());
        await box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(8));
        await DoAsync(box, new ResumeVerb());
        Assert.InRange(await BehindAsync(box, source), 7, double.MaxValue);

        await DoAsync(box, new SeekToLiveVerb());
        await Eventually.TrueAsync(async () => await BehindAsync(box, source) <= Lead + 2, "the newest picture", TimeSpan.FromSeconds(10));
        await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "playing");
        Assert.Equal(1, source.Requests);
    }

    /// <summary>At this rate the relay's 16 MiB are some seven seconds.</summary>
    [Fact]
    public async Task A_pause_longer_than_what_the_relay_holds_goes_on_at_a_later_picture()
    {
        using var clips = new FaultClips();
        await using var source = new FaultySource(await clips.HeavyAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await DoAsync(box, new PauseVerb());
        var paused = await box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(15));
        await DoAsync(box, new ResumeVerb());

        // By playing on it would be there a second later than it is waited for.
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } now && now.Second >= paused.Second + 7, "a later picture", TimeSpan.FromSeconds(6));
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var status = await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "playing");
        Assert.Equal((0, 1), (status.PlayerRestarts, source.Requests));
    }

    private static async Task DoAsync(LoneBox box, Verb verb)
    {
        var report = await box.DoAsync(verb);
        Assert.True(report.Progress == Progress.Done, $"{report.Progress} {report.Failure}: {report.Detail}");
    }

    /// <summary>Seconds from what is on the screen to what is sent.</summary>
    private static async Task<double> BehindAsync(LoneBox box, FaultySource source)
    {
        var shown = await box.Screen.WaitForChannelAsync("garden.demo");
        var behind = source.OnAir.TotalSeconds - shown.Second;
        TestContext.Current.TestOutputHelper!.WriteLine($"{behind:0.0} s behind.");
        return behind;
    }
}
