using System.Net;
using System.Net.Sockets;
using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

/// <summary>
/// A hostile server, and a proxy that lets all through: what the relay would refuse comes to the player. The curated
/// plugins stop it, and so does the sandbox where LibVLC has all its plugins.
/// </summary>
public sealed class AttackTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private const string Page = "http://tv.invalid/attack";

    public static MatrixTheoryData<string, bool> FileAttacks => new(
        [
            "redirect to file", "redirect to avio", "redirect to a folder", "redirect to dump", "redirect to concat",
            "playlist", "playlist with options", "HLS segment", "HLS key", "HLS map", "DASH", "option in the address",
        ],
        [true, false]);

    [Theory]
    [MemberData(nameof(FileAttacks))]
    public async Task No_file_is_read_or_written(string attack, bool curated)
    {
        using var canary = new Canary(Clips);
        var written = canary.Beside("written");
        await using var proxy = new OriginProxy(Clips.Folder, answer: target => target.StartsWith(Page, StringComparison.Ordinal)
            ? Answer(attack, canary.Path, written)
            : null);
        var (player, client) = await Start(proxy.Address, curated, canary.Beside("plugins"));
        await using var _ = player;
        await using var __ = client;
        var address = attack == "option in the address" ? $"{Page} :sout=#file{{dst={written}}}" : Page;
        await client.Do(new OpenRequest(1, new ProxyInput(address, proxy.Address)));

        // It gave up, or plays what is harmless: either way it has tried what it was led to.
        await client.Next<PlayerEvent>(e => e is FailedEvent or EndedEvent or FirstPictureEvent);

        Assert.False(Screen.Take().IsBlue);
        Assert.False(canary.WasRead, player.Errors);
        Assert.False(File.Exists(written));
        Assert.False(File.Exists("stream-demux.dump"));
        canary.Check();
    }

    public static MatrixTheoryData<string, bool> NetworkAttacks => new(["ftp", "mms", "rtsp", "tcp"], [true, false]);

    [Theory]
    [MemberData(nameof(NetworkAttacks))]
    public async Task No_other_port_is_connected_to(string scheme, bool curated)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var folder = new TemporaryFolder();
        var location = $"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        await using var proxy = new OriginProxy(Clips.Folder, answer: _ => Redirect(location));
        var (player, client) = await Start(proxy.Address, curated, folder.File("plugins"));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(Page, proxy.Address)));
        await client.Next<FailedEvent>();
        Assert.False(listener.Pending(), player.Errors);
    }

    /// <summary>The attack is real: LibVLC by itself follows a redirect to a file.</summary>
    [Fact]
    public async Task LibVlc_alone_reads_the_file()
    {
        using var canary = new Canary(Clips);
        await using var server = new OriginProxy(Clips.Folder, answer: _ => Answer("redirect to file", canary.Path, ""));
        using var vlc = new LibVLC("--no-lua", "--vout=dummy", "--aout=dummy");
        using var media = new Media(vlc, new Uri(server.Address));
        using var player = new MediaPlayer(vlc) { Media = media };
        Assert.True(player.Play());
        await Eventually(() => canary.WasRead, "LibVLC reads the file");
        player.Stop();
    }

    private static string Answer(string attack, string canary, string written) => attack switch
    {
        "redirect to file" => Redirect($"file://{canary}"),
        "redirect to avio" => Redirect($"avio://file:{canary}"),
        "redirect to a folder" => Redirect($"file://{Path.GetDirectoryName(canary)}/"),
        "redirect to dump" => Redirect("http/dump://tv.invalid/red.ts"),
        "redirect to concat" => Redirect($"concat://{canary}"),
        "playlist" => Text("audio/x-mpegurl", $"#EXTM3U\n#EXTINF:6,Blue\nfile://{canary}\n"),
        "playlist with options" => Text(
            "audio/x-mpegurl", $"#EXTM3U\n#EXTINF:6,Red\n#EXTVLCOPT:sout=#file{{dst={written}}}\nhttp://tv.invalid/red.ts\n"),
        "HLS segment" => Hls("", $"file://{canary}"),
        "HLS key" => Hls($"#EXT-X-KEY:METHOD=AES-128,URI=\"file://{canary}\"\n", "red.ts"),
        "HLS map" => Hls($"#EXT-X-MAP:URI=\"file://{canary}\"\n", "red.ts"),
        "DASH" => Text("application/dash+xml", $"""
            <?xml version="1.0"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
            <BaseURL>file://{canary}</BaseURL><Period><AdaptationSet mimeType="video/mp2t"><Representation id="1" bandwidth="1000000">
            <BaseURL>file://{canary}</BaseURL><SegmentList duration="6"><SegmentURL media="file://{canary}"/></SegmentList>
            </Representation></AdaptationSet></Period></MPD>
            """),
        "option in the address" => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "There is no such attack."),
    };

    private static string Redirect(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    private static string Text(string type, string body) => $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static string Hls(string tags, string segment) => Text("application/vnd.apple.mpegurl",
        $"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n{tags}#EXTINF:6,\n{segment}\n#EXT-X-ENDLIST\n");

    private async Task<(PlayerProcess Process, PlayerClient Client)> Start(string proxy, bool curated, string folder)
    {
        var plugins = curated ? PlayerProcess.Plugins : PlayerProcess.MakeUnsafePlugins(Directory.CreateDirectory(folder).FullName);
        return await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy, $"{PlayerProcess.Quick} --plugins {plugins}"));
    }
}
