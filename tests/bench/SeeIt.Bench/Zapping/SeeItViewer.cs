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
}

/// <summary>See it: the relay of the agent, and seeit-player.</summary>
internal sealed class SeeItViewer : Viewer
{
    private readonly Readiness _readiness;
    private readonly Player _player;
    private readonly LiveRelay _relay;
    private readonly ForwardProxy _proxy;
    private LiveStream? _expected;
    private IAsyncDisposable? _feed;
    private long _session;

    private SeeItViewer(string name, Readiness readiness, XvfbDisplay display, Player player, TimeProvider time)
        : base(name, display, time)
    {
        (_readiness, _player) = (readiness, player);
        _relay = new LiveRelay(new RelayOptions(), time, NullLogger<LiveRelay>.Instance);
        _proxy = new ForwardProxy(new RelayOptions(), time, NullLogger<ForwardProxy>.Instance);
    }

    public override bool JoinsLive => _readiness == Readiness.Cold;

    public Player Player => _player;

    public Readiness Readiness => _readiness;

    public static async Task<SeeItViewer> StartAsync(string name, Readiness readiness, TimeProvider time)
    {
        var display = await XvfbDisplay.StartAsync();
        return new SeeItViewer(name, readiness, display, await Player.StartAsync(display), time);
    }

    public override async Task ExpectAsync(Uri next)
    {
        // The oldest of three key frames came at least one group of pictures ago: there is enough to start with.
        const long Enough = 3;
        if (_readiness == Readiness.Open && await OpenAsync(next) is LiveOpening opening)
        {
            var stream = opening.Stream;
            _expected = stream;
            await Eventually.TrueAsync(() => stream.KeyFrames >= Enough, $"the relay has {next} open");
        }
    }

    public override async Task TapAsync(Uri next)
    {
        var before = _feed;
        var expected = Interlocked.Exchange(ref _expected, null);
        _feed = expected is not null ? await FeedAsync(expected) : await OpenAsync(next) switch
        {
            LiveOpening live => await FeedAsync(live.Stream),
            ProxiedOpening => await FetchAsync(next),
            FailedOpening failed => throw new InvalidOperationException(failed.Failure.Detail),
            _ => throw new InvalidOperationException("There are three kinds of openings."),
        };
        if (before is not null)
        {
            await before.DisposeAsync();
        }
    }

    public override async Task RestAsync()
    {
        if (_feed is not null)
        {
            await _player.CallAsync(new StopRequest(_session));
            await _feed.DisposeAsync();
            _feed = null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_feed is not null)
        {
            await _feed.DisposeAsync();
        }

        await _player.DisposeAsync();
        await _proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    private static RelaySource Source(Uri address) => new(address, [], SourceTrust.Lineup);

    private Task<RelayOpening> OpenAsync(Uri address) => _relay.OpenAsync(Source(address), CancellationToken.None);

    private async Task<IAsyncDisposable> FeedAsync(LiveStream stream)
    {
        var id = ++_session;
        await _player.CallAsync(new OpenRequest(id, new StreamInput(id)));
        return new LiveFeed(stream, await _player.ConnectMediaAsync(id), ownsStream: true);
    }

    private async Task<IAsyncDisposable> FetchAsync(Uri address)
    {
        var permit = _proxy.Permit(Source(address));
        await _player.CallAsync(new OpenRequest(++_session, new ProxyInput(address.AbsoluteUri, _proxy.Address.AbsoluteUri)));
        return new Fetching(permit);
    }

    private sealed class Fetching(ProxyPermit permit) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            permit.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
