using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A recording as a source: the relay plays it, and seeks in it.</summary>
public sealed class RecordedTests
{
    private const string Show = "garden.demo";

    [Fact]
    public async Task A_recording_is_played_sought_in_paused_and_goes_on_where_the_player_was_killed()
    {
        await using var box = await StartAsync(seconds: 64);
        var status = await box.WaitForStatusAsync(status => status.Media is { CanSeek: true, LengthMs: not null }, "that it can seek");
        Assert.InRange(status.Media!.LengthMs!.Value, 62_000, 65_000);
        Assert.InRange((await box.Screen.WaitForChannelAsync(Show)).Second, 0, 20);

        await SeekAsync(box, 30);
        await IsBetweenAsync(box, 28, 64);
        await box.DoAsync(new PauseVerb());
        await box.DoAsync(new SeekVerb(5_000));
        await IsBetweenAsync(box, 3, 20);
        Assert.Equal(TvState.Paused, (await box.StatusAsync()).State);
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { Second: >= 4 and <= 6 }, "the picture of second 5");
        Assert.InRange((await box.Screen.WaitForStandingClockAsync(Show, TimeSpan.FromSeconds(1))).Second, 4, 6);
        Assert.Equal((Progress.Done, null), await DoAsync(box, new ResumeVerb()));
        await box.Screen.WaitForMovingClockAsync(Show);

        await SeekAsync(box, 30);
        Signals.Send(await box.PlayerAsync(), Signals.Kill);
        await box.WaitForStatusAsync(status => status is { PlayerRestarts: 1, State: TvState.Playing }, "that it is back");
        Assert.InRange((await box.Screen.WaitForChannelAsync(Show)).Second, 27, 63);

        var report = await box.DoAsync(new SeekToLiveVerb());
        Assert.Equal((Progress.Failed, (FailureKind?)FailureKind.Unsupported), (report.Progress, report.Failure));
    }

    [Fact]
    public async Task A_recording_is_played_at_twice_its_speed()
    {
        await using var box = await StartAsync(seconds: 64);
        await box.WaitForStatusAsync(status => status.Media is { CanSeek: true }, "that it can seek");
        Assert.Equal((Progress.Done, null), await DoAsync(box, new SetRateVerb(2)));
        var time = TimeProvider.System;
        var first = (await box.Screen.WaitForMovingClockAsync(Show)).Second;
        var began = time.GetTimestamp();
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } at && at.Second >= first + 12, "twelve seconds of it");
        var elapsed = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"12 s of it in {elapsed.TotalSeconds:0.0} s.");
        Assert.InRange(elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));
        var status = await box.StatusAsync();
        Assert.Equal((TvState.Playing, PictureHealth.Flowing, 2.0), (status.State, status.Media!.Health, status.Media.Rate));
    }

    [Fact]
    public async Task Its_end_is_the_shows_end()
    {
        await using var box = await StartAsync(seconds: 8);
        await box.WaitForStatusAsync(status => status.State == TvState.Idle, "that it is over");
        Assert.Null((await box.StatusAsync()).Media);
    }

    [Theory]
    [InlineData("recording:absent.ts", FailureKind.SourceUnreachable)]
    [InlineData("recording:../state.db", FailureKind.SourceForbidden)]
    public async Task What_is_not_in_the_folder_is_a_typed_failure(string address, FailureKind kind)
    {
        await using var box = await LoneBox.StartAsync([("show", new Uri(address))]);
        var report = await box.SeeItAsync("show");
        Assert.Equal((Progress.Failed, (FailureKind?)kind), (report.Progress, report.Failure));
    }

    private static async Task<LoneBox> StartAsync(int seconds)
    {
        var clip = Path.Combine(await TestClips.FolderAsync(seconds), Show + ".ts");
        var box = await LoneBox.StartAsync([("show", new Uri("recording:show.ts"))]);
        try
        {
            File.Copy(clip, Path.Combine(Directory.CreateDirectory(box.Recordings).FullName, "show.ts"));
            await box.WatchAsync("show");
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    private static async Task<(Progress, string?)> DoAsync(LoneBox box, Verb verb)
    {
        var report = await box.DoAsync(verb);
        return (report.Progress, report.Detail);
    }

    /// <summary>From a place before it.</summary>
    private static async Task SeekAsync(LoneBox box, int second)
    {
        Assert.Equal(Progress.Done, (await box.DoAsync(new SeekVerb(second * 1_000))).Progress);
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } time && time.Second >= second, $"it plays from second {second}");
    }

    private static Task<TvStatus> IsBetweenAsync(LoneBox box, int from, int to) => box.WaitForStatusAsync(
        status => status.PositionMs >= from * 1_000 && status.PositionMs <= to * 1_000, $"that it is between the seconds {from} and {to}");
}
