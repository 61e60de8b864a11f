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
