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

    public Phone Phone => _phone ?? throw NotBuilt();

    public string TvId { get; private set; } = "";

    /// <param name="traced">Whether the hub logs each request and each step of a command.</param>
    /// <param name="time">What the phone's stamps are taken from.</param>
    public static async Task<Home> BuildAsync(bool traced, TimeProvider time)
    {
        var home = new Home(time);
        try
        {
            home._hub = await Hub.StartAsync(traced);
            home._phone = await Phone.SignInAsync(home._hub.Address, time);
            home._screen = await XvfbDisplay.StartAsync();
            home._broadcaster = await Broadcaster.StartAsync();
            await home.PairAsync();
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    public Agent StartAgent(bool localApi = true, bool traced = false) => Agent.Start(
        new AgentOptions(Hub.Address, _state, _broadcaster ?? throw NotBuilt(), _screen?.Name ?? throw NotBuilt(), localApi, traced), time);

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

    private static InvalidOperationException NotBuilt() => new("The home is not built.");
}
