using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

/// <summary>The host does not exist: what is shown came through the proxy.</summary>
public sealed partial class ProxyTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private const string Playlist = "http://tv.invalid/red.m3u8";

    [Fact]
    public async Task Playlist_and_segments_of_hls_are_fetched_through_the_proxy()
    {
        Clips.MakeHls();
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(Playlist, proxy.Address)));
        await client.Next<FirstPictureEvent>();
        Assert.True(Screen.Take().IsRed);
        Assert.Contains($"GET {Playlist}", proxy.Requests);
        Assert.Contains("GET http://tv.invalid/red0.ts", proxy.Requests);

        await using var other = new OriginProxy(Clips.Folder);
        var refused = await client.Call(new OpenRequest(2, new ProxyInput(Playlist, other.Address)));
        Assert.Contains("the port that the player was started with", refused.Error, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    /// <summary>A channel whose last half minute is in its playlist, in segments of a second.</summary>
    [Fact]
    public async Task Live_hls_that_is_told_to_begins_further_behind_its_newest_segment()
    {
        var playlist = await File.ReadAllTextAsync(Clips.MakeHls(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Clips.Folder, "live.m3u8"),
            playlist.Replace("#EXT-X-ENDLIST", "", StringComparison.Ordinal).Replace("#EXT-X-PLAYLIST-TYPE:VOD", "", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await using var _ = player;
        await using var __ = client;
        var usual = await FirstSegment(1, liveDelayMs: null);
        await client.Do(new StopRequest(1));
        var late = await FirstSegment(2, liveDelayMs: 21_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"Begins with segment {usual} of 30, and {late} where it is to be 21 s behind.");
        Assert.InRange(usual - late, 5, 7);

        async Task<int> FirstSegment(long session, int? liveDelayMs)
        {
            proxy.Requests.Clear();
            await client.Do(new OpenRequest(session, new ProxyInput("http://tv.invalid/live.m3u8", proxy.Address), LiveDelayMs: liveDelayMs));
            await client.Next<FirstPictureEvent>();
            return proxy.Requests.Select(request => SegmentName().Match(request)).Where(match => match.Success)
                .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).First();
        }
    }

    [Fact]
    public async Task An_absent_page_is_an_unreachable_source()
    {
        await using var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput("http://tv.invalid/absent.m3u8", proxy.Address)));
        var failed = await client.Next<FailedEvent>();
        Assert.Equal(FailureKind.SourceUnreachable, failed.Failure);
        Assert.NotEmpty(failed.Detail);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_an_unreachable_source()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(address));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(Playlist, address)));
        Assert.Equal(FailureKind.SourceUnreachable, (await client.Next<FailedEvent>()).Failure);
    }

    /// <summary>An unanswered segment is what hangs LibVLC when it has to end its input.</summary>
    [Theory]
    [InlineData("libvlc_media_player_stop")]
    [InlineData("libvlc_media_player_set_media")]
    public async Task A_call_that_hangs_ends_the_process_with_70_and_is_named(string call)
    {
        Clips.MakeHls();
        await using var proxy = new OriginProxy(Clips.Folder, silent: target => target.EndsWith("red1.ts", StringComparison.Ordinal));
        var (player, client) = await PlayerProcess.StartAndGreet(
            Screen, PlayerProcess.Behind(proxy.Address, "--aout=adummy --vout=xcb_x11 --deadline-ms 1000"));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(Playlist, proxy.Address)));
        await Eventually(() => proxy.Requests.Any(r => r.EndsWith("red1.ts", StringComparison.Ordinal)), "the segment is asked for");
        PlayerRequest request = call == "libvlc_media_player_stop" ? new StopRequest(1) : new OpenRequest(2, new StreamInput(1));
        await client.Send(new PlayerCall(100, request));
        Assert.Equal(70, await player.WaitForExit());
        await Eventually(
            () => player.Errors.Contains($"{call} did not return within 1000 ms", StringComparison.Ordinal), "the line on stderr");
    }

    [Fact]
    public async Task A_call_that_hangs_ends_the_process_though_its_stderr_is_full_and_nobody_reads_it()
    {
        Clips.MakeHls();
        await using var proxy = new OriginProxy(Clips.Folder, silent: target => target.EndsWith("red1.ts", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        var pipe = folder.File("stderr");
        await Run("mkfifo", pipe);
        await using var player = PlayerProcess.StartUnread(Screen.Name, pipe, PlayerProcess.Behind(proxy.Address, "--aout=adummy --vout=xcb_x11 --deadline-ms 1000"));
        await using var client = await player.Connect();
        await client.Do(new HelloRequest(FrameStream.ProtocolVersion));
        await client.Do(new OpenRequest(1, new ProxyInput(Playlist, proxy.Address)));
        await Eventually(() => proxy.Requests.Any(r => r.EndsWith("red1.ts", StringComparison.Ordinal)), "the segment is asked for");

        // Each ends with an error, once the pipe takes no more.
        Assert.NotEqual(0, await Run("dd", $"if=/dev/zero of={pipe} oflag=nonblock bs=4096 status=none"));
        Assert.NotEqual(0, await Run("dd", $"if=/dev/zero of={pipe} oflag=nonblock bs=1 status=none"));
        await client.Send(new PlayerCall(100, new StopRequest(1)));
        Assert.Equal(70, await player.WaitForExit());
    }

    [GeneratedRegex(@"/red(\d+)\.ts")]
    private static partial Regex SegmentName();

    private static async Task<int> Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
