using System.Net;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Channels that come as RTP: from a group, to a port of the box, and from a SAT&gt;IP server.</summary>
public sealed class DatagramTests
{
    [Theory]
    [InlineData("239.255.77.3")]
    [InlineData("127.0.0.1")]
    public async Task A_channel_in_RTP_is_shown_and_goes_on(string to)
    {
        await using var sender = new RtpSender(await FaultClips.PlainAsync("garden.demo"), IPAddress.Parse(to));
        await using var box = await LoneBox.StartAsync([("garden", sender.Address)]);
        await ShowsAsync(box);
    }

    /// <summary>By datagrams, and between the answers where the server sends none.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_channel_of_a_SAT_IP_server_is_shown_and_its_tuner_is_given_back(bool onlyFrames)
    {
        await using var server = new SatIpServer { Clip = await FaultClips.PlainAsync("garden.demo"), OnlyFrames = onlyFrames };
        await using var box = await LoneBox.StartAsync([("garden", server.Address())]);
        await ShowsAsync(box);
        await box.WaitForStatusAsync(
            status => status.Media is { Source: "SAT>IP", Tuner: { Server: "127.0.0.1", IsLocked: true, Level: 78, Quality: 93 } }, "the tuner and its signal");
        Assert.Equal(onlyFrames ? 2 : 1, server.Methods.Count(method => method == "SETUP"));
        Assert.DoesNotContain("TEARDOWN", server.Methods);

        Assert.Equal(Progress.Done, (await box.DoAsync(new StopVerb())).Progress);
        await Eventually.TrueAsync(() => server.Methods.Last() == "TEARDOWN", "the tuner is given back");
    }

    /// <summary>From its answer to a search, over its description and its channel list, to the picture.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.8.1", false)]
    public async Task A_SAT_IP_server_that_is_found_gives_its_channels_and_one_is_shown(string host, bool byMulticast)
    {
        await using var server = new SatIpServer { Clip = await FaultClips.PlainAsync("garden.demo") };
        await using var announcer = new SatIpAnnouncer(IPAddress.Parse(host), hearsMulticast: byMulticast)
        {
            Playlist = $"#EXTM3U\n#EXTINF:0,1. Garden TV\n{server.Address("rtsp").OriginalString}\n",
        };
        await using var box = await LoneBox.StartAtAsync(byMulticast ? "satip:" : $"satip://{host}");

        Assert.NotEmpty(announcer.Searches);
        await box.WatchAsync("garden-tv");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await box.WaitForStatusAsync(status => status.Media is { Source: "SAT>IP", Tuner.IsLocked: true }, "the tuner and its signal");
        Assert.Equal(Progress.Done, (await box.DoAsync(new StopVerb())).Progress);
        await Eventually.TrueAsync(() => server.Methods.Last() == "TEARDOWN", "the tuner is given back");
    }

    private static async Task ShowsAsync(LoneBox box)
    {
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var status = await box.StatusAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"First picture after {status.FirstPictureMs} ms.");
        Assert.Equal((TvState.Playing, PictureHealth.Flowing), (status.State, status.Media!.Health));
    }
}
