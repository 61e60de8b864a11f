using SeeIt.Contracts.Api;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>Hub, broadcaster, screen and phone, and the state of one box that is paired. Agents come and go in it.</summary>
internal sealed class Home(TimeProvider time) : IAsyncDisposable
{
    private readonly TemporaryFolder _state = new();
    private Hub? _hub;
    private Phone? _phone;
    private XvfbDisplay? _screen;
    private Broadcaster? _broadcaster;

    public Hub Hub => _hub ?? throw NotBuilt();

    public Broadcaster Broadcaster => _broadcaster ?? throw NotBuilt();

    public XvfbDisplay Screen => _screen ?? throw NotBuilt();

    public Phone Phone => _phone ?? throw NotBuilt();

    /// <summary>Where the agents look for recordings; it may not exist yet.</summary>
    public string Recordings => _state.File("recordings");

    /// <summary>The box's state folder.</summary>
    public string State => _state.Path;

    public string TvId { get; private set; } = "";

    /// <param name="traced">Whether the hub logs each step of a command.</param>
    /// <param name="time">What the phone's stamps are taken from.</param>
    /// <param name="clips">The folder of what is broadcast; the demo's own clips when null.</param>
    public static async Task<Home> BuildAsync(bool traced, TimeProvider time, string? clips = null)
    {
        var home = new Home(time);
        try
        {
            home._hub = await Hub.StartAsync(traced);
            home._phone = await Phone.SignInAsync(home._hub.Address, time);
            home._screen = await XvfbDisplay.StartAsync();
            home._broadcaster = await (clips is null ? Broadcaster.StartAsync() : Broadcaster.StartAsync(clips, tuners: 8));
            await home.PairAsync();
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    /// <param name="localApi">Whether it serves its own HTTP API.</param>
    /// <param name="traced">Whether it logs each step of a command.</param>
    /// <param name="hub">Where it reaches the hub, when that is not where the hub is.</param>
    /// <param name="lineup">An M3U playlist, by address or path; the broadcaster's own when null.</param>
    public Agent StartAgent(bool localApi = true, bool traced = false, Uri? hub = null, string? lineup = null) => StartAgent(new AgentOptions(
        hub ?? Hub.Address, _state, lineup ?? Broadcaster.Lineup.AbsoluteUri, Broadcaster.Guide.AbsoluteUri, Screen.Name, localApi, traced));

    /// <summary>One with the outputs that bring the picture to the screen in the plainest way, and that needs no phone.</summary>
    /// <param name="lineup">An M3U playlist, by address or path; the broadcaster's own when null.</param>
    /// <param name="traced">Whether it logs each step of a command.</param>
    public Agent StartPlainAgent(string? lineup = null, bool traced = false) => StartAgent(new AgentOptions(
        Hub.Address, _state, lineup ?? Broadcaster.Lineup.AbsoluteUri, Broadcaster.Guide.AbsoluteUri, Screen.Name, Traced: traced, PlainOutputs: true));

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] parts = [_phone, _hub, _broadcaster, _screen];
        foreach (var part in parts.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _state.Dispose();
    }

    /// <summary>Ends with the agent, and with the phones knowing that the TV is away.</summary>
    private async Task PairAsync()
    {
        await using (var agent = StartAgent())
        {
            await agent.ImportedAsync();
            TvId = await Phone.PairAsync(await agent.PairingAsync());
            await Phone.TvAsync(TvChange.Online);
        }

        await Phone.TvAsync(TvChange.Unreachable);
    }

    private Agent StartAgent(AgentOptions options) => Agent.Start(options, time);

    private static InvalidOperationException NotBuilt() => new("The home is not built.");
}
