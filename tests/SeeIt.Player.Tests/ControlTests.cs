using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class ControlTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    [Fact]
    public async Task Hello_names_both_versions()
    {
        await using var player = PlayerProcess.Start(Screen.Name);
        await using var client = await player.Connect();
        var hello = await client.Call(new HelloRequest(FrameStream.ProtocolVersion));
        Assert.Matches(@"^seeit-player \d+\.\d+\.\d+, LibVLC 3\.0\.", hello.Detail);
    }

    [Fact]
    public async Task Another_protocol_is_refused_and_the_connection_closed()
    {
        await using var player = PlayerProcess.Start(Screen.Name);
        await using var client = await player.Connect();
        var hello = await client.Call(new HelloRequest(FrameStream.ProtocolVersion + 1));
        Assert.Contains("install them together", hello.Error, StringComparison.Ordinal);
        await client.Closed.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_a_hello_nothing_is_done()
    {
        await using var player = PlayerProcess.Start(Screen.Name);
        await using var client = await player.Connect();
        await client.Send(new PlayerCall(1, new SetMutedRequest(true)));
        Assert.Contains("hello", (await client.NextReply()).Error, StringComparison.Ordinal);
        await client.Closed.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
    }

    public static TheoryData<string> Refused =>
        ["caching", "volume", "width", "scheme", "userinfo", "proxy", "number"];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_out_of_range_is_refused_by_name(string what)
    {
        PlayerRequest request = what switch
        {
            "caching" => new OpenRequest(1, new StreamInput(1), CachingMs: 60_001),
            "volume" => new SetVolumeRequest(101),
            "width" => new SnapshotRequest(1, 0),
            "scheme" => new OpenRequest(1, new ProxyInput("file:///etc/passwd", "http://127.0.0.1:1")),
            "userinfo" => new OpenRequest(1, new ProxyInput("http://a:b@example.org/", "http://127.0.0.1:1")),
            "proxy" => new OpenRequest(1, new ProxyInput("http://example.org/", "http://example.org:3128")),
            _ => new ShowScreenRequest(new PairingScreen("", "", "", "", 100)),
        };
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        Assert.Contains("must be", (await client.Call(request)).Error, StringComparison.Ordinal);
        Assert.Null((await client.Call(new SetMutedRequest(false))).Error);
    }

    [Fact]
    public async Task A_lost_control_connection_leaves_the_picture_and_the_next_one_is_told_the_state()
    {
        var (player, first) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await first.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await first.Next<FirstPictureEvent>();
        await first.Next<StatisticsEvent>(e => e.DisplayedPictures > 10);
        await first.DisposeAsync();

        await using var second = await player.Connect();
        await second.Do(new HelloRequest(FrameStream.ProtocolVersion));
        Assert.Equal((1, PlayerState.Playing), await second.Next<StateEvent>() is var e ? (e.Session, e.State) : default);
        Assert.True(Screen.Take().IsRed);
        await second.Next<StatisticsEvent>();
    }

    [Fact]
    public async Task A_new_control_connection_replaces_the_one_before()
    {
        var (player, first) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = first;
        await using var second = await player.Connect();
        await second.Do(new HelloRequest(FrameStream.ProtocolVersion));
        await first.Closed.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
        await second.Do(new SetVolumeRequest(30));
    }

    [Fact]
    public async Task Garbage_on_the_socket_harms_nobody()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        using (var socket = await player.OpenSocket())
        {
            await socket.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await Eventually(() => player.Errors.Contains("a connection was closed", StringComparison.Ordinal), "the line on stderr");
        }

        await client.Do(new SetVolumeRequest(30));
    }
}
