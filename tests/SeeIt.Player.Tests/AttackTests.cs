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
    public static MatrixTheoryData<string, bool> FileAttacks => new(MediaAttacks.OnFiles, [true, false]);

    [Theory]
    [MemberData(nameof(FileAttacks))]
    public async Task No_file_is_read_or_written(string attack, bool curated)
    {
        using var canary = new Canary(Clips);
        var written = canary.Beside("written");
        await using var proxy = new OriginProxy(Clips.Folder, answer: target => target.StartsWith(MediaAttacks.Page, StringComparison.Ordinal)
            ? MediaAttacks.Answer(attack, canary.Path, written)
            : null);
        var (player, client) = await Start(proxy.Address, curated, canary.Beside("plugins"));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(MediaAttacks.Address(attack, written), proxy.Address)));

        // It gave up, or plays what is harmless: either way it has tried what it was led to.
        await client.Next<PlayerEvent>(e => e is FailedEvent or EndedEvent or FirstPictureEvent);

        Assert.False(Screen.Take().IsBlue);
        Assert.False(canary.WasRead, player.Errors);
        Assert.False(File.Exists(written));
        Assert.False(File.Exists("stream-demux.dump"));
        canary.Check();
    }

    public static MatrixTheoryData<string, bool> NetworkAttacks => new(MediaAttacks.OnPorts, [true, false]);

    [Theory]
    [MemberData(nameof(NetworkAttacks))]
    public async Task No_other_port_is_connected_to(string scheme, bool curated)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var folder = new TemporaryFolder();
        var location = $"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        await using var proxy = new OriginProxy(Clips.Folder, answer: _ => MediaAttacks.Redirect(location));
        var (player, client) = await Start(proxy.Address, curated, folder.File("plugins"));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new ProxyInput(MediaAttacks.Page, proxy.Address)));
        await client.Next<FailedEvent>();
        Assert.False(listener.Pending(), player.Errors);
    }

    /// <summary>The attack is real: LibVLC by itself follows a redirect to a file.</summary>
    [Fact]
    public async Task LibVlc_alone_reads_the_file()
    {
        using var canary = new Canary(Clips);
        await using var server = new OriginProxy(Clips.Folder, answer: _ => MediaAttacks.Answer("redirect to file", canary.Path, ""));
        using var vlc = new LibVLC("--no-lua", "--vout=dummy", "--aout=dummy");
        using var media = new Media(vlc, new Uri(server.Address));
        using var player = new MediaPlayer(vlc) { Media = media };
        Assert.True(player.Play());
        await Eventually(() => canary.WasRead, "LibVLC reads the file");
        player.Stop();
    }

    private async Task<(PlayerProcess Process, PlayerClient Client)> Start(string proxy, bool curated, string folder)
    {
        var plugins = curated ? PlayerProcess.Plugins : PlayerProcess.MakeUnsafePlugins(Directory.CreateDirectory(folder).FullName);
        return await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy, $"{PlayerProcess.Quick} --plugins {plugins}"));
    }
}
