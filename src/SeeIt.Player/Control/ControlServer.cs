using System.Net.Sockets;
using SeeIt.Contracts.Player;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Control;

/// <summary>Accepts connections and hands each to what its header says: the control of this player, or the bytes of a stream.</summary>
/// <param name="listener">Where to accept.</param>
/// <param name="handler">Answers what comes over a control connection.</param>
/// <param name="media">Takes over the others.</param>
/// <param name="outlet">Where the control connection that there is gets its events from.</param>
/// <param name="abandoned">
/// Called when the one control connection that this player is meant for is over, and when a second one comes: whoever makes
/// it has given up the first, whose end was not heard. Null: a further control connection takes the first one's place, and
/// the picture goes on.
/// </param>
internal sealed class ControlServer(Socket listener, RequestHandler handler, MediaConnections media, EventOutlet outlet, Action? abandoned = null)
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(5);

    private int _controls;

    /// <summary>Returns when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(cancellation);
                _ = ServeAsync(socket, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        try
        {
            switch (await ReadHeaderAsync(socket, cancellation))
            {
                case MediaHeader header:
                    media.Offer(header.StreamId, socket);
                    return;
                case ControlHeader when abandoned is not null && Interlocked.Increment(ref _controls) > 1:
                    socket.Dispose();
                    abandoned();
                    return;
                case ControlHeader:
                    using (var connection = new ControlConnection(socket, handler))
                    {
                        outlet.Replace(connection);
                        try
                        {
                            await connection.RunAsync(cancellation);
                        }
                        finally
                        {
                            outlet.Remove(connection);
                            abandoned?.Invoke();
                        }
                    }

                    return;
                default:
                    socket.Dispose();
                    return;
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException or SocketException)
        {
            socket.Dispose();
            if (exception is InvalidDataException)
            {
                await Console.Error.WriteLineAsync($"seeit-player: a connection was closed: {exception.Message}");
            }
        }
    }

    private static async Task<ConnectionHeader?> ReadHeaderAsync(Socket socket, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(HeaderTimeout);
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        return await FrameStream.ReadAsync(stream, PlayerJson.Default.ConnectionHeader, timeout.Token);
    }
}
