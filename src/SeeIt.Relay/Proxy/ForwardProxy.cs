using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;
using SeeIt.Relay.Proxy;

namespace SeeIt.Relay;

/// <summary>
/// An HTTP/1.1 forward proxy on loopback, by which the player fetches HLS, DASH and MP4: GET and HEAD of what a permit has
/// named (<see cref="ProxyPermit.Address"/>), whether the true address is http or https. Every request is bounded in time,
/// every target is checked; without a permit nothing is served. Thread-safe.
/// </summary>
public sealed partial class ForwardProxy : IAsyncDisposable
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ForwardProxy> _logger;
    private readonly Network _network;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _room = new(MaxConnections);
    private readonly Lock _lock = new();
    private readonly Dictionary<long, ProxyPermit> _permits = [];
    private readonly Task _accepting;
    private long _lastPermit;

    /// <summary>Binds the port that the options name, or a free one, and serves at once.</summary>
    /// <exception cref="SocketException">The port on loopback cannot be bound; <see cref="SocketError.AddressAlreadyInUse"/> when another has it.</exception>
    public ForwardProxy(RelayOptions options, TimeProvider time, ILogger<ForwardProxy> logger)
        : this(options, time, logger, Network.System)
    {
    }

    internal ForwardProxy(RelayOptions options, TimeProvider time, ILogger<ForwardProxy> logger, Network network)
    {
        (_options, _time, _logger, _network) = (options, time, logger, network);
        _listener = new TcpListener(IPAddress.Loopback, options.ProxyPort);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        options.OwnPorts.Add(Address.Port);
        _accepting = AcceptAsync();
    }

    /// <summary>Told of each thing that was not served, on a pool thread; must not throw.</summary>
    public event Action<ProxyRefusal>? Refused;

    /// <summary><c>http://127.0.0.1:port</c></summary>
    public Uri Address { get; }

    /// <summary>
    /// Allows what the source leads to: public hosts, by https only when a post named it; and for a lineup's source
    /// also its own host, wherever that is. The source's headers go along as <see cref="RelaySource"/> says.
    /// </summary>
    public ProxyPermit Permit(RelaySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var guard = new SourceGuard(source, _network, _options, _time);
        var http = new SourceHttp(source, guard, _network, _options);
        lock (_lock)
        {
            var permit = new ProxyPermit(++_lastPermit, source, http, _time, Withdraw);
            _permits.Add(_lastPermit, permit);
            return permit;
        }
    }

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        // Each connection holds one place: all places free means all are closed.
        for (var count = 0; count < MaxConnections; count++)
        {
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The permit and the true address of what the player asks for; or why it is not served.</summary>
    internal (ProxyPermit? Permit, Uri? Target, RelayFailure? Failure) Find(string asked)
    {
        if (!RelayNames.TryParse(asked, out var number, out var name))
        {
            // Somebody wrote it where the relay does not look for addresses. Whose permit led there cannot be told.
            _ = SourceAddress.ParseHop(asked, SourceTrust.Lineup, out var failure);
            failure ??= NotNamed();
            lock (_lock)
            {
                _permits.Values.ToList().ForEach(permit => permit.Failed(failure));
            }

            return (null, null, failure);
        }

        ProxyPermit? found;
        lock (_lock)
        {
            found = _permits.GetValueOrDefault(number);
        }

        return found is null
            ? (null, null, SourceAddress.Refuse("the player asked for something of a source that is closed"))
            : found.Open(name) is not { } text
                ? (found, null, NotNamed())
                : SourceAddress.ParseHop(text, found.Source.Trust, out var refusal) is { } target
                    ? (found, target, null)
                    : (found, null, refusal);
    }

    internal void Report(ProxyRefusal refusal)
    {
        refusal.Permit?.Failed(refusal.Failure);
        LogRefused(refusal.Address.IdnHost, refusal.Failure.Kind, refusal.Failure.Detail);
        Refused?.Invoke(refusal);
    }

    /// <summary>The head is with the player, and of a playlist all.</summary>
    internal void Report(Uri address, ProxyTiming timing) =>
        LogServed(address.IdnHost, (long)timing.Source.TotalMicroseconds, (long)timing.Own.TotalMicroseconds);

    private static RelayFailure NotNamed() => SourceAddress.Refuse("the player asked for an address that the relay has not named");

    private void Withdraw(long permit)
    {
        lock (_lock)
        {
            _permits.Remove(permit);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                await _room.WaitAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                _room.Release();
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }

                // No descriptor is left, for instance: to ask again at once would only take the processor too.
                await Task.Delay(AcceptPause, _time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            using var connection = new ClientConnection(socket);
            await new ProxySession(this, connection, _options, _time).RunAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The player went away, the permit was withdrawn or the proxy is stopping: nothing is left to answer.
        }
        catch (Exception exception)
        {
            LogFault(exception);
        }
        finally
        {
            _room.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Served to the player: {Host} answered after {SourceUs} us, and the relay took {OwnUs} us.")]
    private partial void LogServed(string host, long sourceUs, long ownUs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Not served to the player: {Host}: {Kind}. {Detail}")]
    private partial void LogRefused(string host, RelayFailureKind kind, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "The proxy failed on a connection")]
    private partial void LogFault(Exception exception);
}
