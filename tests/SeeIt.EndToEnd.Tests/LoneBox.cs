using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>An agent with its player on a virtual screen, and no hub: commanded at the box. For what goes wrong there.</summary>
public sealed class LoneBox : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly XvfbDisplay _display;
    private readonly Dictionary<string, string?> _environment;
    private readonly BoxClient _client;

    private static readonly Dictionary<string, object> Player = new()
    {
        ["Path"] = Repository.Player,
        ["Arguments"] = new[] { "--aout", "dummy" },
    };

    private LoneBox(XvfbDisplay display, string? authority, IReadOnlyDictionary<string, string?> environment)
    {
        _display = display;
        _environment = new([.. display.Environment, .. environment]) { ["SSL_CERT_FILE"] = authority };
        _client = new BoxClient(StateFolder);
        Screen = new TvScreen(display);
    }

    public TvScreen Screen { get; }

    public TestProcess Agent { get; private set; } = null!;

    /// <summary>Where the agent looks for recordings.</summary>
    public string Recordings => Path.Combine(StateFolder, "recordings");

    /// <summary>Its own files, and what lies beside them: the settings and the lineup.</summary>
    public string Folder => _folder.Path;

    /// <summary>Where its player listens.</summary>
    public string PlayerSocket => Path.Combine(StateFolder, "player.sock");

    public string StateFolder => _folder.File("state");

    /// <param name="lineup">Channel id and source, in their order; a channel that comes again has several sources.</param>
    /// <param name="tuners">How many tuners 127.0.0.1 has; null: nobody has said.</param>
    /// <param name="authority">A file with the certificate that the box trusts; null for the machine's own.</param>
    /// <param name="localPort">Where its local API listens; 0 for any free port.</param>
    /// <param name="player">Its settings under "Player", in the place of the test's own or beside them; all of them where it names a socket.</param>
    /// <param name="environment">Added to the agent's.</param>
    /// <param name="display">The screen, which the box takes over; null for one of its own.</param>
    public static Task<LoneBox> StartAsync(
        IReadOnlyList<(string Channel, Uri Source)> lineup,
        int? tuners = null,
        string? authority = null,
        int localPort = 0,
        IReadOnlyDictionary<string, object>? player = null,
        XvfbDisplay? display = null,
        IReadOnlyDictionary<string, string?>? environment = null) => StartAsync(
            "#EXTM3U\n" + string.Concat(lineup.Select(entry => $"#EXTINF:-1 tvg-id=\"{entry.Channel}\",{entry.Channel}\n{entry.Source}\n")),
            tuners,
            authority,
            localPort,
            player,
            display,
            environment);

    /// <summary>With a lineup as it is written.</summary>
    public static Task<LoneBox> StartAsync(
        string lineup, int? tuners = null, string? authority = null, int localPort = 0, IReadOnlyDictionary<string, object>? player = null,
        XvfbDisplay? display = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        StartAsync(lineup, place: null, tuners, authority, localPort, player, display, environment);

    /// <summary>With what the setting Lineup names: <c>satip:</c>, <c>hdhomerun://192.168.1.20</c>.</summary>
    public static Task<LoneBox> StartAtAsync(string place) => StartAsync("#EXTM3U\n", place, tuners: null, authority: null, localPort: 0, player: null, display: null, environment: null);

    private static async Task<LoneBox> StartAsync(
        string lineup, string? place, int? tuners, string? authority, int localPort, IReadOnlyDictionary<string, object>? player,
        XvfbDisplay? display, IReadOnlyDictionary<string, string?>? environment)
    {
        var box = new LoneBox(display ?? await XvfbDisplay.StartAsync(), authority, environment ?? new Dictionary<string, string?>());
        try
        {
            box.Configure(lineup, place, tuners, localPort, player ?? new Dictionary<string, object>());
            box.StartAgent();
            await Eventually.TrueAsync(async () => (await box._client.ChannelsAsync()).Count > 0, "the lineup");
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    public void StartAgent() => Agent = TestProcess.Start(Repository.Agent, ["run", "--config", _folder.File("agent.json")], _environment);

    /// <summary>As SIGKILL ends it; and it is started again.</summary>
    public async Task KillAgentAsync()
    {
        Agent.Kill();
        await Agent.WaitForExitAsync();
        StartAgent();
    }

    /// <summary>A further command of seeit-agent, on the same settings.</summary>
    public Task<(int ExitCode, string Output)> RunAgentAsync(params string[] arguments) =>
        TestProcess.RunAsync(Repository.Agent, [.. arguments, "--config", _folder.File("agent.json")], _display.Environment);

    /// <summary>Replaces its lineup; taken at the next refresh.</summary>
    public void WriteLineup(string text) => File.WriteAllText(_folder.File("lineup.m3u"), text);

    public Task<CommandReport> DoAsync(Verb verb) => _client.DoAsync(verb);

    public Task<CommandReport> SeeItAsync(string channel) => _client.DoAsync(new SeeItVerb(new AiringReference(channel, DateTimeOffset.UnixEpoch, "")));

    /// <summary>As <see cref="SeeItAsync"/>, and it has to be done.</summary>
    public async Task WatchAsync(string channel)
    {
        var report = await SeeItAsync(channel);
        Assert.True(report.Progress == Progress.Done, $"{report.Progress} {report.Failure}: {report.Detail}");
    }

    /// <summary>Asks for a channel that cannot be shown: it has to fail for this reason, and within 10 s.</summary>
    public async Task FailsAsync(string channel, FailureKind kind, string cause)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var report = await SeeItAsync(channel);
        var elapsed = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"{elapsed.TotalSeconds:0.0} s: {report.Progress} {report.Failure}: {report.Detail}");
        Assert.Equal((Progress.Failed, (FailureKind?)kind), (report.Progress, report.Failure));
        Assert.Contains(cause, report.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var status = await StatusAsync();
        Assert.Equal((TvState.Error, (FailureKind?)kind), (status.State, status.Failure));
    }

    public async Task<TvStatus> StatusAsync() => (await _client.StatusAsync()).Tv;

    public async Task<TvStatus> WaitForStatusAsync(Func<TvStatus, bool> wanted, string what, TimeSpan? timeout = null)
    {
        TvStatus? last = null;
        try
        {
            return await Eventually.GetAsync(async () => wanted(last = await StatusAsync()) ? last : null, what, timeout);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; the last status was {last}. The agent printed:\n{Agent.Output}", exception);
        }
    }

    /// <summary>The process of the player, once it serves.</summary>
    public async Task<int> PlayerAsync()
    {
        await Eventually.GetAsync(async () => await _client.StatusAsync() is { PlayerRuns: true } status ? status : null, "that the player runs");
        return await ProcessTable.ChildAsync(Agent.Id, "seeit-player");
    }

    /// <summary>
    /// What the player has open, as it tells itself. The agent loses its connection by it and starts another player; until
    /// the answer is there it is stopped.
    /// </summary>
    public async Task<IReadOnlyList<long>> AskPlayerForSessionsAsync()
    {
        await ProcessTable.StopAsync(Agent.Id);
        try
        {
            return await Tests.PlayerSocket.SessionsAsync(PlayerSocket);
        }
        finally
        {
            Agent.Signal(Signals.Continue);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (Agent is not null)
        {
            await Agent.DisposeAsync();
        }

        await _display.DisposeAsync();
        _folder.Dispose();
    }

    private void Configure(string lineup, string? place, int? tuners, int localPort, IReadOnlyDictionary<string, object> player)
    {
        WriteLineup(lineup);
        File.WriteAllText(_folder.File("agent.json"), JsonSerializer.Serialize(new
        {
            StateFolder,
            Name = "Living room",
            Lineup = new[] { place ?? _folder.File("lineup.m3u") },
            Player = new Dictionary<string, object>([.. Player.Where(setting => !player.ContainsKey(setting.Key) && !player.ContainsKey("Socket")), .. player]),
            LocalApi = new { Address = "127.0.0.1", Port = localPort },
            Announce = false,
            Tuners = tuners is { } count ? new Dictionary<string, int> { ["127.0.0.1"] = count } : [],
            Logging = new { LogLevel = new Dictionary<string, string> { ["Default"] = "Information", ["SeeIt.Agent"] = "Debug" } },
        }));
    }
}
