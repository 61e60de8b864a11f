using System.Net;
using System.Net.Sockets;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.SatIp;

/// <summary>Opens satip addresses, and rtsp addresses of the same servers (SAT&gt;IP 1.2.2): a tuner is set up, and its stream comes by RTP.</summary>
internal sealed class SatIpOpener(Network network, RelayOptions options, TimeProvider time)
{
    private const int UnsupportedTransport = 461;

    /// <exception cref="IOException">See <see cref="Http.FailureOf"/>.</exception>
    public async Task<RelayOpening> OpenAsync(RelaySource source, CancellationToken cancellation)
    {
        var address = source.Address;
        if (address.Query.Length < 2)
        {
            return Failed(RelayFailureKind.Unsupported, $"{address.IdnHost}: RTSP without the parameters of a SAT>IP tuner is not played.");
        }

        var guard = new SourceGuard(source, network, options, time);
        var stream = await guard.ConnectAsync(address.IdnHost, address.Port > 0 ? address.Port : SatIpSession.DefaultPort, cancellation).ConfigureAwait(false);
        var session = new SatIpSession(new RtspConnection(stream, address.IdnHost), address, time);
        SatIpBody? body = null;
        RelayOpening? opening = null;
        try
        {
            await session.OptionsAsync(cancellation).ConfigureAwait(false);
            (body, var refusal) = await SetUpAsync(session, ServerOf(stream), cancellation).ConfigureAwait(false);
            refusal ??= await session.PlayAsync(cancellation).ConfigureAwait(false);
            opening = refusal is null
                ? await SeeSignalAsync(source, body!, cancellation).ConfigureAwait(false)
                : Refused(address.IdnHost, refusal);
            return opening;
        }
        finally
        {
            if (opening is not LiveOpening)
            {
                if (body is not null)
                {
                    await body.DisposeAsync().ConfigureAwait(false);
                }
                else
                {
                    await session.TeardownAsync().ConfigureAwait(false);
                }

                session.Dispose();
            }
        }
    }

    private async Task<(SatIpBody? Body, RtspResponse? Refusal)> SetUpAsync(SatIpSession session, IPAddress server, CancellationToken cancellation)
    {
        var ports = SatIpPorts.Open(server);
        SatIpBody? body = null;
        try
        {
            var refusal = await session.SetupAsync(ports.Transport, cancellation).ConfigureAwait(false);
            if (refusal is null)
            {
                body = new SatIpDatagrams(session, ports, time);
            }
            else if (refusal.Status == UnsupportedTransport)
            {
                refusal = await session.SetupAsync(SatIpFrames.Transport, cancellation).ConfigureAwait(false);
                return (refusal is null ? new SatIpFrames(session, time) : null, refusal);
            }

            return (body, refusal);
        }
        finally
        {
            if (body is null)
            {
                ports.Dispose();
            }
        }
    }

    private async Task<RelayOpening> SeeSignalAsync(RelaySource source, SatIpBody body, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.FirstByteTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        body.Start();
        try
        {
            await body.WaitAsync(linked.Token).ConfigureAwait(false);
            return new LiveOpening(new LiveStream(source, body, options, time));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var host = source.Address.IdnHost;
            return body.Signal is { IsLocked: false } signal
                ? Failed(RelayFailureKind.NoSignal, $"{host} tuned, and receives no signal (level {signal.Level} %).")
                : Failed(RelayFailureKind.NoData, $"{host} tuned, and sent nothing within {options.FirstByteTimeout.TotalSeconds:0.#} s.");
        }
    }

    private static IPAddress ServerOf(Stream stream) =>
        stream is NetworkStream { Socket.RemoteEndPoint: IPEndPoint server } ? server.Address : IPAddress.Loopback;

    // Section 3.5.13: 503 when all tuners are in use, 453 when the server's bandwidth is.
    private static FailedOpening Refused(string host, RtspResponse response) => Failed(
        response.Status is 503 or 453 ? RelayFailureKind.NoFreeTuner : RelayFailureKind.TuningFailed,
        $"{host} answered RTSP {response.Status} {response.Reason}.");

    private static FailedOpening Failed(RelayFailureKind kind, string detail) => new(new RelayFailure(kind, detail));
}
