using System.Net.Sockets;

namespace SeeIt.Player.Playback;

/// <summary>
/// Where the agent's media connections and the sessions that wait for them meet, in either order. Thread-safe.
/// A connection that nobody came for gives way when more than a few wait.
/// </summary>
internal sealed class MediaConnections : IDisposable
{
    private const int MostWaiting = 4;

    private readonly Lock _lock = new();
    private readonly List<(long StreamId, Socket Socket)> _offered = [];
    private readonly Dictionary<long, TaskCompletionSource<Socket>> _wanted = [];

    /// <summary>Takes over the socket.</summary>
    public void Offer(long streamId, Socket socket)
    {
        Socket? tooMany = null;
        lock (_lock)
        {
            if (_wanted.Remove(streamId, out var wanted))
            {
                wanted.SetResult(socket);
                return;
            }

            _offered.Add((streamId, socket));
            if (_offered.Count > MostWaiting)
            {
                tooMany = _offered[0].Socket;
                _offered.RemoveAt(0);
            }
        }

        tooMany?.Dispose();
    }

    /// <summary>Blocks until the connection is there.</summary>
    /// <returns>Null when the time was over or the wait was cancelled.</returns>
    public Socket? Take(long streamId, TimeSpan patience, CancellationToken cancellation)
    {
        TaskCompletionSource<Socket> wanted;
        lock (_lock)
        {
            var index = _offered.FindIndex(offer => offer.StreamId == streamId);
            if (index >= 0)
            {
                var socket = _offered[index].Socket;
                _offered.RemoveAt(index);
                return socket;
            }

            wanted = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted[streamId] = wanted;
        }

        try
        {
            if (wanted.Task.Wait(patience, cancellation))
            {
                return wanted.Task.Result;
            }
        }
        catch (OperationCanceledException)
        {
            // As when the time is over.
        }

        lock (_lock)
        {
            // It may have come at the last moment.
            return _wanted.Remove(streamId) ? null : wanted.Task.Result;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _offered.ForEach(offer => offer.Socket.Dispose());
            _offered.Clear();
        }
    }
}
