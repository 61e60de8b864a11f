using System.Text.Json;
using System.Text.RegularExpressions;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What a <see cref="Home"/> is made of; the defaults are the demo's channels and guide.</summary>
public sealed record HomeOptions
{
    /// <summary>M3U files or addresses; null: the broadcaster's.</summary>
    public IReadOnlyList<string>? Lineup { get; init; }

    /// <summary>XMLTV files or addresses; null: the broadcaster's.</summary>
    public IReadOnlyList<string>? Guide { get; init; }

    /// <summary>Added to the agent's environment.</summary>
    public IReadOnlyDictionary<string, string?> AgentEnvironment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The agent's wall clock at its start; null: now.</summary>
    public string? Clock { get; init; }

    /// <summary>Further arguments of the hub.</summary>
    public IReadOnlyList<string> Hub { get; init; } = [];

    /// <summary>Where the hub keeps its data; null: in a folder of the home's own.</summary>
    public string? HubFolder { get; init; }

    /// <summary>Where the agent keeps its state; null: in a folder of the home's own.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The agent reaches the hub by <see cref="Home.Link"/>.</summary>
    public bool HasFaultyLink { get; init; }
}

/// <summary>
/// A household as real processes: broadcaster, hub, agent, and its player on a virtual screen. Agent and player are the
/// Native AOT builds where SEEIT_AGENT and SEEIT_PLAYER name them.
/// </summary>
public sealed partial class Home : IAsyncDisposable
{
    private readonly HomeOptions _options;
    private readonly TemporaryFolder _folder = new();
    private readonly BoxClient _box;
    private FaultProxy? _link;

    private Home(HomeOptions options, Broadcaster broadcaster, XvfbDisplay display)
    {
        (_options, Broadcaster, Display) = (options, broadcaster, display);
        Screen = new TvScreen(display);
        _box = new BoxClient(StateFolder);
    }

    public Broadcaster Broadcaster { get; }

    public XvfbDisplay Display { get; }

    public TvScreen Screen { get; }

    public TestProcess? Hub { get; private set; }

    public TestProcess? Agent { get; private set; }

    public Uri? HubAddress { get; private set; }

    /// <summary>What lies between agent and hub, where that is wanted.</summary>
    public FaultProxy Link => _link ?? throw new InvalidOperationException("The home has no faulty link.");

    public string StateFolder => _options.StateFolder ?? _folder.File("state");

    public string HubFolder => _options.HubFolder ?? _folder.File("hub");

    /// <summary>Starts everything; the TV waits to be paired.</summary>
    public static async Task<Home> StartAsync(HomeOptions? options = null)
    {
        var home = new Home(options ?? new(), await Broadcaster.StartAsync(), await XvfbDisplay.StartAsync());
        try
        {
            await home.StartHubAsync();
            home.StartAgent();
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts everything and pairs the TV with a new account.</summary>
    public static async Task<(Home Home, Phone Phone)> StartPairedAsync(HomeOptions? options = null)
    {
        var home = await StartAsync(options);
        try
        {
            var phone = await Phone.RegisterAsync(home.HubAddress!);
            await home.PairAsync(phone);
            return (home, phone);
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    /// <summary>On the port it had before, if it ran before.</summary>
    public async Task StartHubAsync()
    {
        Hub = TestProcess.Start(
            Repository.Hub,
            ["--urls", HubAddress?.AbsoluteUri ?? "http://127.0.0.1:0", "--DataFolder", HubFolder, "--PairingPollSeconds", "1", .. _options.Hub]);
        var line = await Hub.WaitForLineAsync(Listening());
        HubAddress = new Uri(line.Groups["address"].Value);
        _link ??= _options.HasFaultyLink ? new FaultProxy(HubAddress.Port) : null;
    }

    public void StartAgent() => Agent = TestProcess.Start(
        Repository.Agent,
        ["run", "--config", WriteConfiguration()],
        new Dictionary<string, string?>(Display.Environment.Concat(_options.AgentEnvironment)));

    /// <summary>Another box, to which the identity of this one was copied. The caller disposes it.</summary>
    public TestProcess StartTwin(TemporaryFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        File.Copy(Path.Combine(StateFolder, "identity.json"), folder.File("identity.json"));
        return TestProcess.Start(
            Repository.Agent,
            ["run", "--config", WriteConfiguration(), "--state", folder.Path],
            new Dictionary<string, string?>(Display.Environment));
    }

    /// <summary>A further command of seeit-agent, on the same settings.</summary>
    public Task<(int ExitCode, string Output)> RunAgentAsync(params string[] arguments) =>
        TestProcess.RunAsync(Repository.Agent, [.. arguments, "--config", WriteConfiguration()], Display.Environment);

    /// <summary>What the box tells its owner over its Unix socket.</summary>
    public Task<AgentStatus> StatusAsync() => _box.StatusAsync();

    /// <summary>The code and the number that the TV shows.</summary>
    public Task<PairingPrompt> WaitForPairingPromptAsync() =>
        Eventually.GetAsync(async () => (await StatusAsync()).Pairing, "a pairing code on the TV");

    /// <summary>Approves the TV, and waits for its link.</summary>
    public async Task PairAsync(Phone phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var prompt = await WaitForPairingPromptAsync();
        await phone.ApproveAsync(prompt.Code, prompt.Number);
        await phone.WaitForTvOnlineAsync();
    }

    /// <summary>Waits until the demo's lineup and guide are in.</summary>
    public Task WaitForGuideAsync() => WaitForGuideOrLineupAsync("The Night Garden");

    /// <summary>Waits until a channel, or a show that is on now, is listed.</summary>
    public Task WaitForGuideOrLineupAsync(string name) => Eventually.TrueAsync(
        async () => (await RunAgentAsync("guide", "now")).Output.Contains(name, StringComparison.Ordinal), $"{name} in the lineup or on now");

    public async ValueTask DisposeAsync()
    {
        _box.Dispose();
        foreach (var process in new IAsyncDisposable?[] { Agent, Hub, _link, Broadcaster, Display })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        _folder.Dispose();
    }

    private string WriteConfiguration()
    {
        var file = _folder.File("agent.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            Hub = (_link?.Address ?? HubAddress)?.AbsoluteUri,
            StateFolder,
            Name = "Living room",
            Model = "Test box",
            Zone = "Europe/London",
            Lineup = _options.Lineup ?? [Broadcaster.Lineup.AbsoluteUri],
            Guide = _options.Guide ?? [Broadcaster.Guide.AbsoluteUri],
            Player = new { Path = Repository.Player, Arguments = new[] { "--aout", "dummy" } },
            LocalApi = new { Address = "127.0.0.1" },
            Announce = false,
            _options.Clock,
        }, _withoutNulls));
        return file;
    }

    private static readonly JsonSerializerOptions _withoutNulls =
        new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    [GeneratedRegex("seeit-hub is listening on (?<address>http://\\S+)")]
    private static partial Regex Listening();
}
