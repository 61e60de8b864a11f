using System.Text;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The player holds nothing: neither what its agent was started with, nor what it has open.</summary>
public sealed class PlayerSecretsTests
{
    private static readonly string[] Allowed =
    [
        "PATH", "HOME", "LANG", "DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "PULSE_SERVER", "TMPDIR",
        "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "SEEIT_PLAYER_CONFINED",
    ];

    [Fact]
    public async Task The_player_has_no_secret_of_the_agent_in_its_environment_or_its_descriptors()
    {
        await using var home = await Home.StartAsync(new HomeOptions { AgentEnvironment = new Dictionary<string, string?>
        {
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["http_proxy"] = "",
            ["LD_LIBRARY_PATH"] = "/secret",
        } });
        await home.WaitForPairingPromptAsync();
        var agent = home.Agent!.Id;
        var player = await ProcessTable.ChildAsync(agent, "seeit-player");
        Assert.Contains("AWS_SECRET_ACCESS_KEY=secret", await File.ReadAllTextAsync($"/proc/{agent}/environ", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await Eventually.TrueAsync(() => IsConfined(player), "the player's second part");
        var environment = Read($"/proc/{player}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(environment.Select(line => line.Split('=')[0]).Except(Allowed));
        Assert.DoesNotContain(environment, line => line.Contains("secret", StringComparison.Ordinal));

        Assert.Empty(Sockets(agent).Intersect(Sockets(player)));
        string[] harmless = ["/usr/", "/proc/", "/dev/", "/memfd:", Path.GetDirectoryName(Repository.Player)! + "/"];
        Assert.All(Targets(player).Where(target => target.StartsWith('/')), file => Assert.True(
            harmless.Any(start => file.StartsWith(start, StringComparison.Ordinal)), $"The player has {file} open."));
    }

    /// <summary>
    /// As the lineup may give them: before the host, behind a bar, in a line of its own, in the address. By what name it asks for
    /// media the player does know; that shows that what is searched is where it would be.
    /// </summary>
    [Fact]
    public async Task The_player_has_no_password_no_header_and_no_address_of_what_it_plays_through_the_proxy()
    {
        const string Known = ".relay.invalid/";
        const string InAddress = "TokenInTheAddress7391";
        string[] secrets = ["PasswordOfTheOwner4821", "TokenBehindTheBar5172", "TokenOfItsOwnLine6293", InAddress];
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"anna:{secrets[0]}"));
        await using var server = await FilmServer.StartAsync("garden.demo");
        server.Authorizations = [$"Basic {basic}", $"Bearer {secrets[1]}", $"Bearer {secrets[2]}"];
        (string Channel, string Source)[] channels =
        [
            .. new[] { server.Mp4, server.Hls }.SelectMany(film => new[]
            {
                ("password", new UriBuilder(film) { UserName = "anna", Password = secrets[0], Query = InAddress }.Uri.AbsoluteUri),
                ("bar", $"{film}?{InAddress}|Authorization=Bearer%20{secrets[1]}"),
                ("line", $"#EXTHTTP:{{\"Authorization\":\"Bearer {secrets[2]}\"}}\n{film}?{InAddress}"),
            }).Select((entry, index) => ($"{entry.Item1}{index}", entry.Item2)),
        ];
        await using var box = await LoneBox.StartAsync(
            "#EXTM3U\n" + string.Concat(channels.Select(entry => $"#EXTINF:-1 tvg-id=\"{entry.Channel}\",{entry.Channel}\n{entry.Source}\n")));
        foreach (var (channel, _) in channels)
        {
            await box.WatchAsync(channel);
            await box.Screen.WaitForChannelAsync("garden.demo");
            var player = await box.PlayerAsync();
            string[] sought = [Known, basic, server.Mp4.Authority, .. secrets];
            var found = ProcessMemory.Find(player, sought);
            TestContext.Current.TestOutputHelper!.WriteLine($"{channel}: {string.Join(", ", found)}");
            Assert.Equal([Known], found);
            var said = Read($"/proc/{player}/environ") + Read($"/proc/{player}/cmdline");
            Assert.DoesNotContain(sought, secret => said.Contains(secret, StringComparison.Ordinal));
        }

        // And the agent has them, as the same search finds.
        Assert.Superset(secrets.ToHashSet(), ProcessMemory.Find(box.Agent.Id, secrets).ToHashSet());
    }

    private static bool IsConfined(int process) => Read($"/proc/{process}/environ").Contains("SEEIT_PLAYER_CONFINED", StringComparison.Ordinal);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip("Only root can look into the player, which hides from its own user.");
            return "";
        }
    }

    private static List<string> Sockets(int process) =>
        [.. Targets(process).Where(target => target.StartsWith("socket:", StringComparison.Ordinal))];

    private static IEnumerable<string> Targets(int process)
    {
        foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
        {
            if (new FileInfo(descriptor).LinkTarget is { } target)
            {
                yield return target;
            }
        }
    }
}
