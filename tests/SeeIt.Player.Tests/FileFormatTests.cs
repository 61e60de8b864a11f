using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

/// <summary>Half a minute as DASH and as MP4, from a host that does not exist: it came through the proxy.</summary>
public sealed class FileFormatTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    [Fact]
    public async Task Manifest_and_segments_of_dash_are_fetched_through_the_proxy()
    {
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await Play(proxy, Clips.MakeDash());
        await using var _ = player;
        await using var __ = client;
        await EventuallyOnScreen(shot => shot.IsRed, "the red picture");
        await KnownLength(client);
        Assert.Contains(proxy.Requests, request => request.StartsWith("GET http://tv.invalid/chunk-stream0-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mp4_plays_and_seeks_wherever_its_index_is(bool indexFirst)
    {
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await Play(proxy, Clips.MakeMp4(indexFirst));
        await using var _ = player;
        await using var __ = client;
        await EventuallyOnScreen(shot => shot.IsRed, "the red picture");
        await KnownLength(client);
        await client.Do(new SeekRequest(1, 20_000));
        await client.Next<StatisticsEvent>(e => e.TimeMs is >= 20_000 and < 24_000);
        await client.Do(new SeekRequest(1, 5_000));
        await client.Next<StatisticsEvent>(e => e.TimeMs is >= 5_000 and < 9_000);
    }

    [Fact]
    public async Task Video_that_cannot_be_decoded_fails_by_its_name_and_not_as_radio()
    {
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput($"http://tv.invalid/{Path.GetFileName(Clips.MakeUndecodable())}", proxy.Address)));
        var failed = await client.Next<FailedEvent>();
        Assert.Equal((FailureKind.Unsupported, "It uses the video codec nope, which this box cannot decode."), (failed.Failure, failed.Detail));
    }

    private static async Task KnownLength(PlayerClient client)
    {
        var media = await client.Next<MediaEvent>(e => e is { CanSeek: true, LengthMs: not null });
        Assert.InRange(media.LengthMs!.Value, 29_000, 31_000);
    }

    private async Task<(PlayerProcess Player, PlayerClient Client)> Play(OriginProxy proxy, string file)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await client.Do(new OpenRequest(1, new ProxyInput($"http://tv.invalid/{Path.GetFileName(file)}", proxy.Address)));
        await client.Next<FirstPictureEvent>();
        return (player, client);
    }
}
