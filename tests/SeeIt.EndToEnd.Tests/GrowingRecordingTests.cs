using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Contracts.Hub;
using SeeIt.Relay;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A channel is recorded, by another process than the box's, and played meanwhile.</summary>
public sealed class GrowingRecordingTests
{
    private const string Show = "garden.demo";

    [Fact]
    public async Task A_show_is_watched_while_it_is_recorded_and_ends_when_its_recording_does()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync(Show));
        await using var box = await LoneBox.StartAsync([("show", new Uri("recording:show.ts"))]);
        await using var recording = await RecordAsync(source, box, TimeSpan.FromSeconds(12));
        await box.WatchAsync("show");
        Assert.InRange((await box.Screen.WaitForMovingClockAsync(Show)).Second, 0, 10);
        var status = await box.WaitForStatusAsync(status => status.Media is { CanSeek: true, Live: not null }, "where it can be");
        Assert.Null(status.Media!.LengthMs);
        Assert.InRange(Behind(status), 9_000, 20_000);

        await DoAsync(box, new SeekVerb(8_000));
        await ShowsAsync(box, second => second is >= 7 and < 16, "it plays from second 8");
        await DoAsync(box, new PauseVerb());
        await box.Screen.WaitForStandingClockAsync(Show, TimeSpan.FromSeconds(5));
        await DoAsync(box, new ResumeVerb());
        await box.Screen.WaitForMovingClockAsync(Show);
        Assert.InRange(Behind(await box.StatusAsync()), 8_000, 40_000);

        await DoAsync(box, new SeekToLiveVerb());
        await AtTheNewestAsync(box, source);

        // It is played as it grows, and nothing is wrong with it.
        var before = await box.Screen.WaitForChannelAsync(Show);
        await ShowsAsync(box, second => second >= before.Second + 8, "it goes on");
        await AtTheNewestAsync(box, source);
        Assert.Equal((TvState.Playing, PictureHealth.Flowing), ((await box.StatusAsync()).State, (await box.StatusAsync()).Media?.Health));

        await recording.StopAsync();
        await box.WaitForStatusAsync(status => status.State == TvState.Idle, "that it is over");
        Assert.Equal((ViewingOutcome?)ViewingOutcome.Finished, (await box.StatusAsync()).Last?.Outcome);

        // Opened anew for the seeks, and for nothing else.
        Assert.Equal(2, box.Agent.Output.Split("the picture was lost").Length - 1);
    }

    /// <summary>Longer than a frozen picture is left alone.</summary>
    [Fact]
    public async Task What_is_not_recorded_for_a_while_is_waited_for()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync(Show));
        await using var box = await LoneBox.StartAsync([("show", new Uri("recording:show.ts")), ("show", new Uri("recording:absent.ts"))]);
        await using var recording = await RecordAsync(source, box, TimeSpan.FromSeconds(4));
        await box.WatchAsync("show");
        await DoAsync(box, new SeekToLiveVerb());
        await AtTheNewestAsync(box, source);

        source.Fault = SourceFault.Silent;
        await box.WaitForStatusAsync(status => status.State == TvState.Buffering, "that it waits");
        await StaysAsync(box, TvState.Buffering, TimeSpan.FromSeconds(9));
        source.Fault = SourceFault.None;
        await box.Screen.WaitForMovingClockAsync(Show);
        await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it plays");
        Assert.DoesNotContain("absent", box.Agent.Output, StringComparison.Ordinal);
    }

    private static async Task<Recording> RecordAsync(FaultySource source, LoneBox box, TimeSpan until)
    {
        var time = TimeProvider.System;
        var options = new RelayOptions { NoDataTimeout = TimeSpan.FromMinutes(1) };
        var sources = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        var file = Path.Combine(Directory.CreateDirectory(box.Recordings).FullName, "show.ts");
        var recording = Recording.Start(sources, new RelaySource(source.Address, [], SourceTrust.Lineup), file, RecordFrom.Earliest, time);
        await Eventually.TrueAsync(() => recording.Duration >= until, "enough is recorded");
        return recording;
    }

    private static async Task DoAsync(LoneBox box, Verb verb)
    {
        var report = await box.DoAsync(verb);
        Assert.True(report.Progress == Progress.Done, $"{verb}: {report.Progress} {report.Failure}: {report.Detail}");
    }

    private static Task ShowsAsync(LoneBox box, Func<int, bool> wanted, string what) =>
        Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } time && wanted(time.Second), what);

    /// <summary>The screen is where the source is, and the status says so.</summary>
    private static async Task AtTheNewestAsync(LoneBox box, FaultySource source)
    {
        await Eventually.TrueAsync(
            async () => await box.Screen.ReadSourceTimeAsync() is { } shown && source.OnAir.TotalSeconds - shown.Second is >= 0 and <= 5, "the newest picture");
        await box.WaitForStatusAsync(status => Behind(status) is >= 0 and <= 5_000, "that it is at the newest");
    }

    /// <summary>Milliseconds, as the status has it.</summary>
    private static long Behind(TvStatus status) => status.Media?.Live is { } live ? live.EndMs - status.PositionMs : -1;

    private static async Task StaysAsync(LoneBox box, TvState state, TimeSpan span)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await box.WaitForStatusAsync(
            status =>
            {
                Assert.Equal(state, status.State);
                return time.GetElapsedTime(began) >= span;
            },
            "the time is over");
    }
}
