using SeeIt.Agent.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Cli;

/// <summary>A running service whose guide comes from a server, and the command line beside it: real programs.</summary>
public sealed class GuideRefreshCommandTests : IDisposable
{
    private const string Clock = "2026-03-03T20:10:00Z";

    private readonly TemporaryFolder _state = new();
    private readonly GuideServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task A_running_service_takes_what_is_imported_beside_it_and_refreshes_on_demand()
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("First")) with { ETag = "\"1\"", Login = "anna:secret" };
        await using var service = TestProcess.Start(Repository.Agent,
        [
            "run", "--state", _state.Path, "--clock", Clock, "--set", $"Guide=http://anna:secret@{_server.Authority}/guide.xml", "--set", "Zone=UTC",
            "--set", "LocalApi:Address=127.0.0.1", "--set", "Announce=false", "--set", "Player:Path=/bin/cat",
        ]);
        await service.WaitForLineAsync(line => line.Contains("Imported", StringComparison.Ordinal), "that it imported");
        Assert.Contains("First", await OnNowAsync(), StringComparison.Ordinal);

        var beside = _state.File("beside.xml");
        await File.WriteAllTextAsync(beside, Xml("Beside"), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("guide", "import", beside)).ExitCode);
        Assert.Contains("Beside", await OnNowAsync(), StringComparison.Ordinal);

        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Second")) with { Login = "anna:secret" };
        Assert.Equal(0, (await RunAsync("guide", "refresh")).ExitCode);
        Assert.Contains("Second", await OnNowAsync(), StringComparison.Ordinal);

        _server["/guide.xml"] = GuideAnswer.Xmltv("<html>Sign in</html>") with { Login = "anna:secret" };
        var (exitCode, output) = await RunAsync("guide", "refresh");
        Assert.Equal(1, exitCode);
        Assert.Contains("HTML", output, StringComparison.Ordinal);
        Assert.Contains("What was there before is kept.", output, StringComparison.Ordinal);
        Assert.Contains("HTML", (await RunAsync("status")).Output, StringComparison.Ordinal);
        using var status = System.Text.Json.JsonDocument.Parse((await RunAsync("status", "--json")).Output);
        Assert.Contains("HTML", status.RootElement.GetProperty("tv").GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("see-it", status.RootElement.GetProperty("tv").GetProperty("allowed").EnumerateArray().Select(verb => verb.GetString()));
        Assert.Contains("Second", await OnNowAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", service.Output + output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_service_the_command_line_refreshes_by_itself()
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Alone"));

        Assert.Equal(0, (await RunAsync("guide", "refresh", "--set", $"Guide=http://{_server.Authority}/guide.xml")).ExitCode);

        Assert.Contains("Alone", (await RunAsync("guide", "now")).Output, StringComparison.Ordinal);
    }

    private static string Xml(string title) =>
        $"<tv><programme start=\"20260303200000\" stop=\"20260303210000\" channel=\"a\"><title>{title}</title></programme></tv>";

    /// <summary>What the service itself answers.</summary>
    private async Task<string> OnNowAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
                await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(_state.File("agent.sock")), cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });
        return await client.GetStringAsync(new Uri("http://agent/channels"), TestContext.Current.CancellationToken);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        TestProcess.RunAsync(Repository.Agent, [.. arguments, "--state", _state.Path, "--clock", Clock, "--set", "Zone=UTC"]);
}
