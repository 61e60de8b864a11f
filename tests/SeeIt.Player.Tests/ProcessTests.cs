using System.Diagnostics;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

public sealed class ProcessTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    [Theory]
    [InlineData("--sokcet x", "--sokcet")]
    [InlineData("--deadline-ms 5", "--deadline-ms is 5; it must be 100 to 60000.")]
    [InlineData("--deadline-ms soon", "soon")]
    [InlineData("--plugins /no/such/folder", "there is no folder /no/such/folder")]
    public async Task A_wrong_option_is_named_and_ends_with_2(string arguments, string message)
    {
        await using var player = PlayerProcess.Start(Screen.Name, arguments);
        Assert.Equal(2, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains(message, StringComparison.Ordinal), message);
    }

    [Fact]
    public async Task Without_a_socket_it_says_where_to_name_one()
    {
        await using var player = PlayerProcess.Start(Screen.Name, "", ownSocket: false);
        Assert.Equal(2, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains("--socket PATH", StringComparison.Ordinal), "the message");
    }

    [Theory]
    [InlineData(null, "DISPLAY is not set")]
    [InlineData(":4711", "the display :4711 cannot be opened")]
    public async Task Without_a_display_it_says_so_and_ends_with_3(string? display, string message)
    {
        await using var player = PlayerProcess.Start(display);
        Assert.Equal(3, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains(message, StringComparison.Ordinal), message);
    }

    [Fact]
    public async Task An_unusable_socket_path_ends_with_4()
    {
        await using var player = PlayerProcess.Start(Screen.Name, "--socket /no/such/folder/s", ownSocket: false);
        Assert.Equal(4, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains("/no/such/folder/s", StringComparison.Ordinal), "the path is named");
    }

    [Fact]
    public async Task The_socket_is_the_owners_alone()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(player.Socket));
        Process.Start("kill", ["-TERM", $"{player.Id}"]).Dispose();
        Assert.Equal(0, await player.WaitForExit());
    }

    [Fact]
    public async Task A_second_player_on_the_socket_is_refused_and_a_dead_ones_socket_is_taken_over()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await using var second = PlayerProcess.StartOn(Screen.Name, player.Socket);
        Assert.Equal(4, await second.WaitForExit());
        await Eventually(() => second.Errors.Contains("another player is listening", StringComparison.Ordinal), "the message");

        Process.Start("kill", ["-KILL", $"{player.Id}"]).Dispose();
        await player.WaitForExit();
        await using var third = PlayerProcess.StartOn(Screen.Name, player.Socket);
        await using var again = await third.Connect();
        await again.Do(new HelloRequest(FrameStream.ProtocolVersion));
    }

    /// <summary>LibVLC opens its list of plugins first; this one is a pipe that nobody writes to.</summary>
    [Fact]
    public async Task A_LibVLC_that_does_not_start_ends_the_process()
    {
        var folder = Directory.CreateTempSubdirectory("seeit-hung-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "vlc/plugins"));
        File.Copy(Path.Combine(PlayerProcess.Plugins, "libvlccore.so.9"), Path.Combine(folder.FullName, "libvlccore.so.9"));
        await Process.Start("mkfifo", Path.Combine(folder.FullName, "vlc/plugins/plugins.dat")).WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var player = PlayerProcess.Start(Screen.Name, $"--deadline-ms 400 --plugins {folder.FullName}");
        Assert.Equal(70, await player.WaitForExit());
        await Eventually(() => player.Errors.Contains("libvlc_new did not return within 2000 ms", StringComparison.Ordinal), "the message");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_socket_passed_by_systemd_is_used()
    {
        var folder = Directory.CreateTempSubdirectory("seeit-activation-");
        var path = Path.Combine(folder.FullName, "s");
        await using var player = PlayerProcess.StartActivated(Screen.Name, path);
        await using var client = await player.Connect();
        await client.Do(new HelloRequest(FrameStream.ProtocolVersion));
        folder.Delete(recursive: true);
    }

    /// <summary>systemd starts the next one: each agent gets a fresh player.</summary>
    [Fact]
    public async Task One_that_systemd_started_ends_with_its_agents_connection()
    {
        using var folder = new TemporaryFolder();
        await using var player = PlayerProcess.StartActivated(Screen.Name, folder.File("s"));
        await using (var client = await player.Connect())
        {
            await client.Do(new HelloRequest(FrameStream.ProtocolVersion));
            await client.Do(new OpenRequest(1, new StreamInput(1)));
            await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
            await client.Next<FirstPictureEvent>();
        }

        Assert.Equal(0, await player.WaitForExit());
    }

    /// <summary>Who connects again has given up the first connection, whether or not this player could hear its end.</summary>
    [Fact]
    public async Task One_that_systemd_started_ends_when_its_agent_connects_again()
    {
        using var folder = new TemporaryFolder();
        await using var player = PlayerProcess.StartActivated(Screen.Name, folder.File("s"));
        await using var first = await player.Connect();
        await first.Do(new HelloRequest(FrameStream.ProtocolVersion));
        await using var second = await player.Connect();
        Assert.Equal(0, await player.WaitForExit());
        await first.Closed.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_ends_with_its_stdin_while_it_plays()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Quick + " --exit-on-stdin-close");
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        player.CloseStdin();
        Assert.Equal(0, await player.WaitForExit());
    }

    [Fact]
    public async Task Windowed_is_a_window_of_1280x720()
    {
        await using var player = PlayerProcess.Start(Screen.Name, PlayerProcess.Quick + " --windowed");
        await using var client = await player.Connect();
        await client.Do(new HelloRequest(FrameStream.ProtocolVersion));
        await EventuallyOnScreen(shot => shot.IsScreen, "the window is there");
    }

    [Fact]
    public async Task A_machine_without_sound_shows_the_picture_and_keeps_its_log_short()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, "--vout=xcb_x11");
        await using var _ = player;
        await using var __ = client;
        await client.Do(new SetVolumeRequest(40));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Next<StatisticsEvent>(e => e.DisplayedPictures > 100);

        // LibVLC would try forty times a second, with eight lines of ALSA's each time: a thousand by now. A few tries pass
        // before the track is taken away.
        Assert.InRange(player.ErrorLines, 0, 25);
    }

    [Fact]
    public async Task The_idle_process_is_small()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await EventuallyOnScreen(shot => shot.IsScreen, "the first screen");
        TestContext.Current.TestOutputHelper?.WriteLine($"resident: {player.ResidentKilobytes()} KiB");
        Assert.InRange(player.ResidentKilobytes(), 1, 150_000);
    }
}
