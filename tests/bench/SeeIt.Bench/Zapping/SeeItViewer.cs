using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Bench.Processes;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>How much is done before the tap.</summary>
internal enum Readiness
{
    /// <summary>Nothing: the source is opened by the tap.</summary>
    Cold,

    /// <summary>The relay has the source open.</summary>
    Open,

    /// <summary>The player decodes it on a standby.</summary>
    Standby,
}

/// <summary>See it: the relay of the agent, and seeit-player.</summary>
internal sealed class SeeItViewer : Viewer
{
    private readonly Readiness _readiness;
    private readonly Player _player;
    private readonly TimeProvider _time;
    private readonly LiveRelay _relay;
    private readonly ForwardProxy _proxy;
    private LiveStream? _open;
    private Session? _standby;
    private Session? _shown;
    private long _lastSession;

    private SeeItViewer(string name, Readiness readiness, XvfbDisplay display, Player player, ForwardProxy proxy, TimeProvider time)
        : base(name, display, time)
    {
        (_readiness, _player, _proxy, _time) = (readiness, player, proxy, time);
        _relay = new LiveRelay(new RelayOptions(), time, NullLogger<LiveRelay>.Instance);
    }

    public override bool JoinsLive => _readiness == Readiness.Cold;

    public Player Player => _player;

    public Readiness Readiness => _readiness;

    public static async Task<SeeItViewer> StartAsync(string name, Readiness readiness, TimeProvider time)
    {
        var display = await XvfbDisplay.StartAsync();
        var proxy = new ForwardProxy(new RelayOptions(), time, NullLogger<ForwardProxy>.Instance);
        try
        {
            return new SeeItViewer(name, readiness, display, await Player.StartAsync(display, proxy.Address), proxy, time);
        }
        catch
        {
            await proxy.DisposeAsync();
            await display.DisposeAsync();
            throw;
        }
    }

    public override async Task ExpectAsync(Uri next)
    {
        switch (_readiness)
        {
            case Readiness.Open when await OpenAsync(next) is LiveOpening { Stream: var stream }:
                // The older of two key frames came at least one group of pictures ago: there is enough to start with.
                const long Enough = 2;
                _open = stream;
                await Eventually.TrueAsync(() => stream.KeyFrames >= Enough, $"the relay has {next} open");
                break;
            case Readiness.Standby:
                _standby = await PlayAsync(next, standby: true);
                await _player.WaitForAsync<StateEvent>(
                    state => state.Session == _standby.Id && state.State == PlayerState.Playing, Eventually.DefaultTimeout, _time);
                break;
        }
    }

    public override async Task TapAsync(Uri next)
    {
        var before = _shown;
        if (Interlocked.Exchange(ref _standby, null) is { } standby)
        {
            await _player.CallAsync(new ShowRequest(standby.Id));
            _shown = standby;
        }
        else
        {
            _shown = await PlayAsync(next, standby: false);
        }

        if (before is not null)
        {
            await before.Feed.DisposeAsync();
        }
    }

    public override async Task RestAsync()
    {
        foreach (var session in Sessions)
        {
            await _player.CallAsync(new StopRequest(session.Id));
        }

        await CloseSourcesAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseSourcesAsync();
        await _player.DisposeAsync();
        await _proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    private IEnumerable<Session> Sessions => new[] { _standby, _shown }.OfType<Session>();

    private async Task CloseSourcesAsync()
    {
        foreach (var session in Sessions)
        {
            await session.Feed.DisposeAsync();
        }

        (_standby, _shown) = (null, null);
        if (Interlocked.Exchange(ref _open, null) is { } open)
        {
            await open.DisposeAsync();
        }
    }

    private static RelaySource Source(Uri address) => new(address, [], SourceTrust.Lineup);

    private Task<RelayOpening> OpenAsync(Uri address) => _relay.OpenAsync(Source(address), CancellationToken.None);

    private async Task<Session> PlayAsync(Uri address, bool standby)
    {
        var opening = Interlocked.Exchange(ref _open, null) is { } open ? new LiveOpening(open) : await OpenAsync(address);
        var id = ++_lastSession;
        switch (opening)
        {
            case LiveOpening live:
                await _player.CallAsync(new OpenRequest(id, new StreamInput(id), Standby: standby));
                return new Session(id, new LiveFeed(live.Stream, await _player.ConnectMediaAsync(id), ownsStream: true));
            case ProxiedOpening:
                var permit = _proxy.Permit(Source(address));
                await _player.CallAsync(new OpenRequest(id, new ProxyInput(permit.Address, _proxy.Address.AbsoluteUri), Standby: standby));
                return new Session(id, new Fetching(permit));
            default:
                throw new InvalidOperationException($"{address} cannot be opened: {opening}");
        }
    }

    /// <summary>A session of the player, and what feeds it.</summary>
    private sealed record Session(long Id, IAsyncDisposable Feed);

    private sealed class Fetching(ProxyPermit permit) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            permit.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
