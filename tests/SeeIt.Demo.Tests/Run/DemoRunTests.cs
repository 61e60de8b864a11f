using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SeeIt.TestKit;

namespace SeeIt.Demo.Tests.Run;

/// <summary>
/// The real <c>seeit-demo run</c> and what becomes of its processes. Hub and agent are scripts here that behave badly on
/// purpose; the real ones are run by the end-to-end tests.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class DemoRunTests : IAsyncLifetime
{
    private const int Interrupt = 2;

    /// <summary>Ignores SIGTERM, leaves a child in a session of its own, and one with an environment of its own.</summary>
    private const string HangingAgent = """
        trap '' TERM
        setsid sleep 100000 &
        env -i TEST_OF_SEEIT="$TEST_OF_SEEIT" sleep 100000 &
        echo "settings: $(cat "$3")"
        sleep 100000

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _mark = $"TEST_OF_SEEIT={Guid.NewGuid():N}";
    private string _clips = null!;

    public async ValueTask InitializeAsync()
    {
        _clips = await TestClips.FolderAsync(8);

        // A hub that answers HTTP on the port of --urls http://localhost:PORT.
        Script("hub", $"exec '{Repository.Demo}' broadcast --clips '{_clips}' --port \"${{2##*:}}\"\n");
        Script("agent", HangingAgent);
        Script("player", "exit 0\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(15)]
    public async Task A_signal_ends_all_of_it_though_the_agent_hangs(int signal)
    {
        await using var demo = Start();
        await demo.WaitForLineAsync(Started());
        await demo.WaitForLineAsync(Settings());

        demo.Signal(signal);

        Assert.Equal(0, await demo.WaitForExitAsync());
        Assert.Empty(Survivors());
    }

    [Fact]
    public async Task No_process_outlives_a_demo_that_was_killed()
    {
        await using var demo = Start();
        await demo.WaitForLineAsync(Settings());
        Assert.True(Survivors().Count >= 5, "Demo, hub, agent and its children should run.");

        demo.Kill();

        await Eventually.TrueAsync(() => Survivors().Count == 0, "the guard has ended all processes, and itself");
    }

    [Fact]
    public async Task The_agent_is_told_where_everything_is()
    {
        await using var demo = Start();
        var page = (await demo.WaitForLineAsync(Started())).Groups["page"].Value;
        using var settings = JsonDocument.Parse((await demo.WaitForLineAsync(Settings())).Groups["json"].Value);

        Assert.Equal(page, settings.RootElement.GetProperty("Hub").GetString());
        Assert.Equal("Demo TV", settings.RootElement.GetProperty("Name").GetString());
        Assert.Equal(_folder.File("player"), settings.RootElement.GetProperty("Player").GetProperty("Path").GetString());
        using var http = new HttpClient();
        var lineup = await http.GetStringAsync(
            settings.RootElement.GetProperty("Lineup")[0].GetString(),
            TestContext.Current.CancellationToken);
        Assert.StartsWith("#EXTM3U", lineup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_said_and_gone_around()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var demo = Start(port);

        await demo.WaitForLineAsync(line => line.Contains($"Port {port} is taken", StringComparison.Ordinal), "that the port is taken");
        var page = (await demo.WaitForLineAsync(Started())).Groups["page"].Value;
        Assert.DoesNotContain($":{port}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_ends_by_itself_ends_the_demo_with_a_reason()
    {
        Script("agent", "echo 'the lineup is missing'\nexit 3\n");
        await using var demo = Start();

        Assert.Equal(1, await demo.WaitForExitAsync());
        Assert.Contains("agent | the lineup is missing", demo.Output, StringComparison.Ordinal);
        Assert.Contains("The agent ended with 3.", demo.Output, StringComparison.Ordinal);
        Assert.Empty(Survivors());
    }

    [Fact]
    public async Task A_hub_that_does_not_start_ends_the_demo_with_a_reason()
    {
        Script("hub", "exit 4\n");
        await using var demo = Start();

        Assert.Equal(1, await demo.WaitForExitAsync());
        Assert.Contains("The hub ended with 4.", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_its_option()
    {
        File.Delete(_folder.File("agent"));
        await using var demo = Start();

        Assert.Equal(1, await demo.WaitForExitAsync());
        Assert.Contains($"{_folder.File("agent")} does not exist", demo.Output, StringComparison.Ordinal);
        Assert.Contains("--agent", demo.Output, StringComparison.Ordinal);
    }

    private TestProcess Start(int hubPort = 0) => TestProcess.Start(
        Repository.Demo,
        [
            "run",
            "--hub", _folder.File("hub"),
            "--agent", _folder.File("agent"),
            "--player", _folder.File("player"),
            "--clips", _clips,
            "--hub-port", hubPort.ToString(CultureInfo.InvariantCulture),
            "--state", _folder.File("state"),
        ],
        new Dictionary<string, string?> { ["DISPLAY"] = null, ["TEST_OF_SEEIT"] = _mark[(_mark.IndexOf('=', StringComparison.Ordinal) + 1)..] });

    private void Script(string name, string text)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, "#!/bin/sh\n" + text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>All processes that were started by this test, directly or not: they inherit its environment.</summary>
    private List<string> Survivors()
    {
        var survivors = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/environ")).Contains(_mark, StringComparison.Ordinal))
                {
                    survivors.Add($"{Path.GetFileName(folder)} {File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')}");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended in the meantime.
            }
        }

        return survivors;
    }

    [GeneratedRegex("The phone page: (?<page>http://localhost:[0-9]+)")]
    private static partial Regex Started();

    [GeneratedRegex("settings: (?<json>{.+})")]
    private static partial Regex Settings();
}
