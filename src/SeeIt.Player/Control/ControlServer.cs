using System.Net.Sockets;
using SeeIt.Contracts.Player;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Control;

/// <summary>Accepts connections and hands each to what its header says: the control of this player, or the bytes of a stream.</summary>
internal sealed class ControlServer(Socket listener, RequestHandler handler, MediaConnections media, EventOutlet outlet)
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(5);

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
                case ControlHeader:
                    using (var connection = new ControlConnection(socket, handler))
                    {
                        outlet.Replace(connection);
                        await connection.RunAsync(cancellation);
                        outlet.Remove(connection);
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
