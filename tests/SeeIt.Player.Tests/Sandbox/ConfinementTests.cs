using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests.Sandbox;

public sealed class ConfinementTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    /// <summary>What LibVLC has as plugins for it, and no post and no broadcast needs.</summary>
    private static readonly string[] LeftOut =
    [
        "filesystem", "avio", "access_mms", "demuxdump", "playlist", "lua", "stream_out", "access_output", "ftp", "sftp", "nfs", "smb",
        "v4l2", "dvd", "cdda", "concat", "decomp", "archive", "directory", "udp", "rtp", "tcp", "shm", "mkv", "avformat", "keystore", "dbus", "dsm",
    ];

    [Fact]
    public async Task The_kernel_shows_that_it_is_confined()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        var threads = Directory.GetDirectories($"/proc/{player.Id}/task");
        Assert.True(threads.Length > 1);
        Assert.All(threads, thread =>
        {
            var status = File.ReadAllLines(Path.Combine(thread, "status"));
            Assert.Contains("NoNewPrivs:\t1", status);
            Assert.Contains("Seccomp:\t2", status);
        });
        Assert.DoesNotContain("seeit-player:", player.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_chosen_plugins_are_seen()
    {
        var plugins = Directory.GetFiles(PlayerProcess.Plugins, "*.so", SearchOption.AllDirectories);
        Assert.InRange(plugins.Length, 50, 150);
        Assert.All(plugins, path => Assert.DoesNotContain(LeftOut, name => path.Contains($"lib{name}", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(PlayerProcess.Plugins, "vlc/plugins/plugins.dat")));

        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();

        // LibVLC looks for plugins beside its core: it is the copy, and no other is loaded.
        var mapped = File.ReadAllLines($"/proc/{player.Id}/maps").Where(line => line.Contains("libvlccore", StringComparison.Ordinal));
        Assert.All(mapped, line => Assert.EndsWith($"{PlayerProcess.Plugins}/libvlccore.so.9", line, StringComparison.Ordinal));
        Assert.NotEmpty(mapped);
    }

    [Fact]
    public async Task What_a_player_left_is_removed_and_its_folder_is_its_own()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        var folder = Path.Combine(player.Folder, "player.private");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "left"), "", TestContext.Current.CancellationToken);
        Signals.Send(player.Id, Signals.Kill);
        await player.WaitForExit();

        await using var next = PlayerProcess.StartOn(Screen.Name, player.Socket);
        await using var again = await next.Connect();
        await again.Do(new HelloRequest(FrameStream.ProtocolVersion));
        Assert.False(File.Exists(Path.Combine(folder, "left")));
    }

    [Fact]
    public async Task Without_the_chosen_plugins_it_says_so()
    {
        await using var player = PlayerProcess.Start(Screen.Name, $"{PlayerProcess.Quick} --plugins {Path.GetTempPath()}");
        Assert.Equal(2, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains("make it with make-plugins.sh", StringComparison.Ordinal), "the message");
    }
}
