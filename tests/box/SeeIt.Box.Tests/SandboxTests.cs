using System.Net;
using System.Net.Sockets;
using SeeIt.Box.Tests.Harness;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Box.Tests;

/// <summary>
/// Hostile media against the installed services: through the agent, whose relay refuses them by name; and past it, with one
/// layer of the player's defence in force and the others taken away, so that each is seen to hold by itself.
/// </summary>
public sealed class SandboxTests(Homes homes)
{
    /// <summary>Everybody's by its mode: what keeps the player from it is what is tested.</summary>
    private const string Folder = "/srv/attack";

    /// <summary>A demo channel that nobody may play.</summary>
    private const string Canary = $"{Folder}/canary.ts";

    private const string Written = $"{Folder}/written.ts";

    private static readonly DateTime _longAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task No_file_is_read_or_written_and_no_other_port_reached_by_one_layer_alone(bool plugins, bool confined)
    {
        await using var home = await homes.InstalledAsync();
        var player = new InstalledPlayer(home);
        await player.PrepareAsync(plugins, confined, unit: false);
        await TryFilesAsync(home, player);
        using var inside = BoxNetwork.Listen(home.Tv.Leader, 0);
        await TryPortsAsync(home, player, inside);
        using var outside = new TcpListener(Lan.Here, 0);
        outside.Start();
        await TryPortsAsync(home, player, outside);
    }

    /// <summary>It knows no plugins, and leaves the box's own ports and what everybody may read; it keeps the LAN, the agent's state and all that is written.</summary>
    [Fact]
    public async Task The_unit_alone_keeps_the_player_from_the_agents_state_from_writing_and_from_the_LAN()
    {
        await using var home = await homes.InstalledAsync();
        var player = new InstalledPlayer(home);
        await player.PrepareAsync(plugins: false, confined: false, unit: true);

        // By its mode anybody may read it.
        var state = $"{Household.StateFolder}/canary.ts";
        await home.Tv.RunAsync("chmod", "0755", Household.StateFolder);
        await TryFilesAsync(home, player, state);
        using var outside = new TcpListener(Lan.Here, 0);
        outside.Start();
        await TryPortsAsync(home, player, outside);
    }

    /// <summary>Else the tests above would mean nothing.</summary>
    [Fact]
    public async Task Without_any_layer_the_file_is_read_and_the_port_reached()
    {
        await using var home = await homes.InstalledAsync();
        var player = new InstalledPlayer(home);
        await player.PrepareAsync(plugins: false, confined: false, unit: false);
        await PlantAsync(home, Canary);
        var clips = await TestClips.FolderAsync();
        await using (new OriginProxy(clips, answer: _ => MediaAttacks.Answer("redirect to file", Canary, Written), listener: BoxNetwork.Listen(home.Tv.Leader, InstalledPlayer.ProxyPort)))
        {
            await player.OpenAsync(MediaAttacks.Page);
            await home.Screen.WaitForChannelAsync("garden.demo");
            Assert.True(WasRead(home, Canary));
        }

        using var outside = new TcpListener(Lan.Here, 0);
        outside.Start();
        await using (new OriginProxy(clips, answer: _ => MediaAttacks.Redirect($"ftp://{outside.LocalEndpoint}/"), listener: BoxNetwork.Listen(home.Tv.Leader, InstalledPlayer.ProxyPort)))
        {
            var opening = player.OpenAsync(MediaAttacks.Page);
            using var connected = await outside.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Eventually.DefaultTimeout, TestContext.Current.CancellationToken);
            connected.Dispose();
            await opening;
        }
    }

    [Fact]
    public async Task What_the_relay_refuses_is_told_by_its_name()
    {
        (string Channel, string Cause)[] refused =
        [
            ("file", "'file:'"), ("directory", "'file:'"), ("avio", "'avio:'"), ("metadata.m3u8", "169.254.169.254"), ("lan.m3u8", "10.11.12.13"),
            ("list.m3u", "'file:'"), ("sout.m3u", "'sout'"), ("key.m3u8", "'file:'"), ("lankey.m3u8", "10.11.12.13"), ("map.m3u8", "'file:'"),
            ("lanmap.m3u8", "10.11.12.13"), ("base.mpd", "'file:'"), ("lanbase.mpd", "10.11.12.13"), ("agent", "127.0.0.1"), ("port", "127.0.0.1"),
        ];
        await using var server = new RefusedHls(Lan.Here) { AgentPort = InstalledPlayer.ProxyPort, OtherPort = 22 };
        await using var home = await homes.InstalledAsync();
        home.Tv.Write("/etc/seeit-agent/attacks.m3u", "#EXTM3U\n" + string.Concat(refused.Select(entry => $"#EXTINF:-1 tvg-id=\"{entry.Channel}\",{entry.Channel}\n{new Uri(server.Address, entry.Channel)}\n")));
        home.Tv.Write("/etc/seeit-agent/60-attacks.json", """{ "Lineup": ["/etc/seeit-agent/attacks.m3u"], "Guide": [] }""");
        await home.Tv.RunAsync("systemctl", "restart", Household.AgentUnit);
        await home.WaitForStatusAsync(status => status.Tv.State == TvState.Idle, "the agent");
        await Eventually.TrueAsync(async () => (await home.Tv.RunAsync("seeit-agent", "channels", "list")).Contains("lanbase.mpd", StringComparison.Ordinal), "the lineup");
        foreach (var (channel, cause) in refused)
        {
            var report = await home.DoAsync(new SeeItVerb(new AiringReference(channel, DateTimeOffset.UnixEpoch, "")));
            Assert.True((report.Progress, report.Failure) == (Progress.Failed, FailureKind.SourceForbidden), $"{channel}: {report}");
            Assert.Contains(cause, report.Detail, StringComparison.Ordinal);
        }
    }

    private static async Task TryFilesAsync(Household home, InstalledPlayer player, string canary = Canary)
    {
        await PlantAsync(home, canary);
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("red.ts"), Path.Combine(await TestClips.FolderAsync(), "news.demo.ts"));
        var attack = "";
        await using var proxy = new OriginProxy(
            folder.Path,
            answer: target => target.StartsWith(MediaAttacks.Page, StringComparison.Ordinal) ? MediaAttacks.Answer(attack, canary, Written) : null,
            listener: BoxNetwork.Listen(home.Tv.Leader, InstalledPlayer.ProxyPort));
        foreach (var next in MediaAttacks.OnFiles)
        {
            attack = next;
            var asked = proxy.Requests.Count;
            var said = await player.OpenAsync(MediaAttacks.Address(attack, Written));
            Assert.True(proxy.Requests.Count > asked, $"{attack}: the player asked for nothing: {said}");
            Assert.False(WasRead(home, canary), $"{attack}: it was read.");
            Assert.False(File.Exists(home.Tv.File(Written)), $"{attack}: something was written.");
            Assert.Null((await home.Screen.ReadSourceTimeAsync()) is { Channel: "garden.demo" } shown ? shown : null);
        }

        // And it would show.
        await home.Tv.RunAsync("cat", canary);
        Assert.True(WasRead(home, canary));
        Assert.Equal("", await home.Tv.RunAsync("find", "/", "-xdev", "(", "-name", "stream-demux*", "-o", "-name", "*.dump", ")", "-not", "-path", "/proc/*"));
    }

    private static async Task TryPortsAsync(Household home, InstalledPlayer player, TcpListener listener)
    {
        var scheme = "";
        await using var proxy = new OriginProxy(
            await TestClips.FolderAsync(),
            answer: _ => MediaAttacks.Redirect($"{scheme}://{listener.LocalEndpoint}/"),
            listener: BoxNetwork.Listen(home.Tv.Leader, InstalledPlayer.ProxyPort));
        foreach (var next in MediaAttacks.OnPorts)
        {
            scheme = next;
            var asked = proxy.Requests.Count;
            await player.TryAsync(MediaAttacks.Page, TimeSpan.FromSeconds(4));
            Assert.True(proxy.Requests.Count > asked, $"{scheme}: the player asked for nothing.");
            Assert.False(listener.Pending(), $"{scheme}: {listener.LocalEndpoint} was connected to.");
        }
    }

    private static async Task PlantAsync(Household home, string canary)
    {
        Directory.CreateDirectory(home.Tv.File(Folder));
        await home.Tv.RunAsync("chmod", "0777", Folder);
        File.Copy(Path.Combine(await TestClips.FolderAsync(), "garden.demo.ts"), home.Tv.File(canary));
        File.SetUnixFileMode(home.Tv.File(canary), (UnixFileMode)Convert.ToInt32("644", 8));
        File.SetLastAccessTimeUtc(home.Tv.File(canary), _longAgo);
        Assert.False(WasRead(home, canary));
    }

    /// <summary>Linux notes a reading when the time of access is not later than that of the last change (relatime).</summary>
    private static bool WasRead(Household home, string canary) => File.GetLastAccessTimeUtc(home.Tv.File(canary)) != _longAgo;
}
