using System.Net.Sockets;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Datagrams;

/// <summary>Opens udp and rtp addresses.</summary>
internal sealed class DatagramOpener(Network network, RelayOptions options, TimeProvider time)
{
    /// <exception cref="IOException">See <see cref="Http.FailureOf"/>.</exception>
    public async Task<RelayOpening> OpenAsync(RelaySource source, CancellationToken cancellation)
    {
        var address = await DatagramAddress.ReadAsync(source.Address, network, cancellation).ConfigureAwait(false);
        DatagramBody body;
        try
        {
            body = new DatagramBody(DatagramSocket.Open(address), time);
        }
        catch (SocketException exception)
        {
            return new FailedOpening(new RelayFailure(
                RelayFailureKind.Unreachable, $"{address.Address}:{address.Port} cannot be listened to: {exception.Message}."));
        }

        using var limit = new CancellationTokenSource(options.FirstByteTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        RelayOpening? opening = null;
        try
        {
            await body.WaitAsync(linked.Token).ConfigureAwait(false);
            opening = new LiveOpening(new LiveStream(source, body, options, time));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            opening = new FailedOpening(new RelayFailure(
                RelayFailureKind.NoData, $"No MPEG-TS came to {address.Address}:{address.Port} within {options.FirstByteTimeout.TotalSeconds:0.#} s."));
        }
        finally
        {
            if (opening is not LiveOpening)
            {
                await body.DisposeAsync().ConfigureAwait(false);
            }
        }

        return opening;
    }
}
