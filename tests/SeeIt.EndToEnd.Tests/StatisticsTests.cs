using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.Contracts.Player;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What the player counts, and what it was set to, as far as the phone.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public async Task Bit_rate_and_decoded_pictures_are_told_by_the_box_and_by_the_hub()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "The Night Garden")))).Progress);

        var atHub = await phone.WaitForStatusAsync(status => status.Media?.Statistics?.BitRate is not null, "the bit rate");
        Shows(atHub);

        var (code, output) = await home.RunAgentAsync("status", "--json");
        Assert.Equal(0, code);
        var box = JsonSerializer.Deserialize(output, LocalApiJson.Default.AgentStatus)!;
        Shows(box.Tv);
        Assert.All([atHub, box.Tv], status => Assert.Equal(new OutputStatus(Deinterlacing.WhenNeeded, null, null, null, Passthrough: false), status.Output));
        Assert.Contains("video frames decoded", (await home.RunAgentAsync("status")).Output, StringComparison.Ordinal);
    }

    private static void Shows(TvStatus status)
    {
        var counted = status.Media!.Statistics!;
        TestContext.Current.TestOutputHelper!.WriteLine(counted.ToString());

        // The demo's clips have about 350 kbit/s, at 25 pictures a second.
        Assert.InRange(counted.BitRate!.Value, 100_000, 1_500_000);
        Assert.InRange(counted.DecodedVideo, 50, 5_000);
        Assert.InRange(counted.PlayedAudio, 1, long.MaxValue);
        Assert.InRange(counted.TakenAt, status.FirstPictureAt!.Value, DateTimeOffset.MaxValue);
    }
}
