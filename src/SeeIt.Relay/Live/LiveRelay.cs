using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SeeIt.Relay.Datagrams;
using SeeIt.Relay.Guard;
using SeeIt.Relay.HdHomeRun;
using SeeIt.Relay.Http;
using SeeIt.Relay.Recordings;
using SeeIt.Relay.SatIp;

namespace SeeIt.Relay;

/// <summary>Opens sources. Thread-safe.</summary>
public sealed partial class LiveRelay
{
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveRelay> _logger;
    private readonly Network _network;
    private readonly TunerDevices _devices;

    public LiveRelay(RelayOptions options, TimeProvider time, ILogger<LiveRelay> logger)
        : this(options, time, logger, Network.System)
    {
    }

    internal LiveRelay(RelayOptions options, TimeProvider time, ILogger<LiveRelay> logger, Network network) =>
        (_options, _time, _logger, _network, _devices) = (options, time, logger, network, new TunerDevices(network, options, time));

    /// <summary>
    /// Connects, or joins, or tunes, by the address's scheme, and waits for the first bytes. Answers within
    /// <see cref="RelayOptions.OpenTimeout"/>, and a second more where a tuner is given back; expected failures are values.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<RelayOpening> OpenAsync(RelaySource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var opening = SourceAddress.Check(source.Address, source.Trust) is { } refusal
            ? new FailedOpening(refusal)
            : await OpenInTimeAsync(source, cancellation).ConfigureAwait(false);
        if (opening is FailedOpening { Failure: var failure })
        {
            LogFailed(source.Address.IdnHost, failure.Kind, failure.Detail);
        }
        else
        {
            LogOpened(source.Address.IdnHost);
        }

        return opening;
    }

    private async Task<RelayOpening> OpenInTimeAsync(RelaySource source, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.OpenTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await OpenAnyAsync(source, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Failed(RelayFailureKind.Unreachable, $"{source.Address.IdnHost} did not answer within {_options.OpenTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException or SocketException
            or OperationCanceledException { InnerException: TimeoutException })
        {
            return new FailedOpening(FailureOf.Exception(exception, source.Address));
        }
    }

    private Task<RelayOpening> OpenAnyAsync(RelaySource source, CancellationToken cancellation) => SourceKinds.Of(source.Address.Scheme) switch
    {
        SourceKind.Http => new HttpOpener(_network, _devices, _options, _time).OpenAsync(source, cancellation),
        SourceKind.Datagrams => new DatagramOpener(_network, _options, _time).OpenAsync(source, cancellation),
        SourceKind.SatIp => new SatIpOpener(_network, _options, _time).OpenAsync(source, cancellation),
        SourceKind.Recording => Task.FromResult(new RecordingOpener(_options, _time).Open(source)),
        _ => Task.FromResult<RelayOpening>(new DirectOpening(Mrl(source.Address))),
    };

    // A parsed address has an empty host before the adapter's parameters; an MRL has them in its place.
    private static string Mrl(Uri address) =>
        $"{address.Scheme}://{address.GetComponents(UriComponents.PathAndQuery, UriFormat.Unescaped).TrimStart('/')}";

    private static FailedOpening Failed(RelayFailureKind kind, string detail) => new(new RelayFailure(kind, detail));

    [LoggerMessage(801, LogLevel.Debug, "The source at {Host} is open.")]
    private partial void LogOpened(string host);

    [LoggerMessage(802, LogLevel.Information, "Cannot open a source at {Host}: {Kind}. {Detail}")]
    private partial void LogFailed(string host, RelayFailureKind kind, string detail);
}
