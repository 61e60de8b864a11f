using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A player that the agent does not start: as under systemd, by a socket that somebody else listens on.</summary>
public sealed class ActivatedPlayerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FaultySource _source = null!;
    private XvfbDisplay _display = null!;
    private SocketUnit _unit = null!;
    private LoneBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        var proxyPort = FreePort.Next();
        _source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        _display = await XvfbDisplay.StartAsync();
        _unit = SocketUnit.Start(
            _folder.File("player.sock"),
            [Repository.Player, "--aout", "dummy", "--proxy-port", $"{proxyPort}"],
            new Dictionary<string, string?>(_display.Environment) { ["RUNTIME_DIRECTORY"] = _folder.Path });
        _box = await LoneBox.StartAsync(
            [("garden", _source.Address)],
            player: new Dictionary<string, object> { ["Socket"] = _unit.Path, ["ProxyPort"] = proxyPort },
            display: _display);
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        await _unit.DisposeAsync();
        await _source.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_shows_the_picture_and_is_nobodys_child_but_systemds()
    {
        await _box.WatchAsync("garden");
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Null(ProcessTable.Find(_box.Agent.Id, "seeit-player"));
        Assert.Equal(1, _unit.Starts);
        Assert.True(Directory.Exists(_folder.File("private")));
    }

    [Fact]
    public async Task One_that_is_killed_is_back_with_the_show_and_the_source_is_not_asked_again()
    {
        await _box.WatchAsync("garden");
        var time = TimeProvider.System;
        for (var kill = 1; kill <= 3; kill++)
        {
            var began = time.GetTimestamp();
            _unit.Process.Kill();
            await _box.WaitForStatusAsync(status => status is { State: TvState.Playing } && status.PlayerRestarts == kill, $"playing after kill {kill}");
            TestContext.Current.TestOutputHelper!.WriteLine($"Back after kill {kill} in {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
            Assert.Equal((1, 1), (_source.Requests, _source.Viewers));
        }

        await _box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    [Fact]
    public async Task An_agent_that_was_killed_goes_on_with_its_show_on_a_fresh_player()
    {
        await _box.WatchAsync("garden");
        await _box.KillAgentAsync();
        await _box.WaitForStatusAsync(status => status is { State: TvState.Playing, ChannelId: "garden" }, "playing again");
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal((2, 0), (_unit.Starts, (await _box.StatusAsync()).PlayerRestarts));
    }

    /// <summary>The agent may not end it. It comes to itself, finds its connection closed and another one waiting, and ends.</summary>
    [Fact]
    public async Task One_that_stands_still_is_given_up_and_a_fresh_one_shows_the_picture_when_it_ends()
    {
        await _box.WatchAsync("garden");
        var before = _unit.Process;
        before.Signal(Signals.Stop);
        await _box.Agent.WaitForLineAsync(line => line.Contains("did not answer; its connection was closed", StringComparison.Ordinal), "that it does not answer");
        before.Signal(Signals.Continue);
        await _box.WaitForStatusAsync(status => status is { State: TvState.Playing, PlayerRestarts: > 0 }, "playing again");
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(2, _unit.Starts);
    }

    [Fact]
    public async Task A_port_of_the_proxy_that_is_taken_is_an_error_in_a_line()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var (code, output) = await _box.RunAgentAsync("run", "--set", $"Player:ProxyPort={port}", "--state", _folder.File("other"));
        Assert.Equal(2, code);
        Assert.Contains($"Player:ProxyPort: '{port}': the relay cannot listen there", output, StringComparison.Ordinal);
    }
}
