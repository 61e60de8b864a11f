using System.Net;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A channel of an HDHomeRun.</summary>
public sealed class HdHomeRunTests
{
    /// <summary>Discovery, description, lineup with its numbers, tuner, picture.</summary>
    [Fact]
    public async Task A_device_for_DVB_is_the_lineup_and_its_channel_is_shown()
    {
        await using var server = new HdHomeRunServer(IPAddress.Parse("127.0.7.2"))
        {
            Model = HdHomeRunModel.DvbT, Clip = await FaultClips.PlainAsync("garden.demo"),
            Lineup = """[{"GuideNumber":"101","GuideName":"Garden TV","VideoCodec":"H264","AudioCodec":"AAC","URL":"{base}/auto/v101"},{"GuideNumber":"102","GuideName":"Film","Tags":"drm","URL":"{base}/auto/v102"}]""",
        };
        await using var box = await LoneBox.StartAtAsync("hdhomerun://127.0.7.2");
        await box.WatchAsync("garden-tv");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(1, server.TunersInUse);
        Assert.Contains("/auto/v101", server.Paths);

        await box.DoAsync(new StopVerb());
        await Eventually.TrueAsync(() => server.TunersInUse == 0, "the tuner is given back");
    }

    [Fact]
    public async Task Its_tuners_signal_is_told_while_it_is_watched_and_asked_for_now_and_then()
    {
        await using var server = new HdHomeRunServer(IPAddress.Parse("127.0.7.1"))
        {
            Clip = await FaultClips.PlainAsync("garden.demo"), Lineup = """[{"GuideNumber":"5.1","GuideName":"Garden TV"}]""",
        };
        await using var box = await LoneBox.StartAsync([("garden", new Uri(server.Address, "/auto/v5.1"))]);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await box.WaitForStatusAsync(
            status => status.Media?.Tuner == new TunerStatus("127.0.7.1", IsLocked: true, Level: 90, Quality: 100), "the tuner and its signal");
        server.Signal = (41, 0, 0);
        await box.WaitForStatusAsync(status => status.Media?.Tuner == new TunerStatus("127.0.7.1", IsLocked: false, Level: 41, Quality: 0), "that it is lost");
        Assert.Contains("Tuner: 127.0.7.1, receives nothing, signal 41 %, quality 0 %", (await box.RunAgentAsync("status")).Output, StringComparison.Ordinal);

        // What it sends to another box is not ours to tell.
        server.Target = IPAddress.Parse("192.0.2.7");
        await box.WaitForStatusAsync(status => status.Media is { Tuner: null }, "that nothing is known");
        await box.DoAsync(new StopVerb());
        await Eventually.TrueAsync(() => server.TunersInUse == 0, "the tuner is given back");
        var asked = Asked();
        Assert.InRange(asked, 3, 1 + (time.GetElapsedTime(began).TotalSeconds / 5));

        int Asked() => server.Paths.Count(path => path == "/status.json");
    }
}
