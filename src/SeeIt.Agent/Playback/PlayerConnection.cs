using System.Collections.Concurrent;
using System.Net.Sockets;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// The control connection to one running player: calls out, replies and events in. Ends with the process, and when a call is
/// not answered: each of LibVLC's calls has a deadline of its own within the player, so a player that does not answer hangs.
/// </summary>
internal sealed class PlayerConnection : IAsyncDisposable
{
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromSeconds(3);

    private readonly NetworkStream _stream;
    private readonly TimeProvider _time;
    private readonly Action<PlayerEvent> _onEvent;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<PlayerReply>> _pending = new();
    private readonly CancellationTokenSource _closing = new();
    private long _lastCall;
    private bool _isDisposed;

    private PlayerConnection(NetworkStream stream, TimeProvider time, Action<PlayerEvent> onEvent)
    {
        _stream = stream;
        _time = time;
        _onEvent = onEvent;
        Completion = ReadAsync();
        _ = FailPendingAsync();
    }

    /// <summary>Ends when the connection does; never faults.</summary>
    public Task Completion { get; }

    /// <summary>It left a call without an answer.</summary>
    public bool Hangs { get; private set; }

    /// <exception cref="SocketException">Nothing listens there (yet).</exception>
    public static async Task<PlayerConnection> ConnectAsync(
        string socketPath, TimeProvider time, Action<PlayerEvent> onEvent, CancellationToken cancellation)
    {
        var stream = await OpenAsync(socketPath, new ControlHeader(), cancellation);
        return new PlayerConnection(stream, time, onEvent);
    }

    /// <summary>Opens a further connection for media. The caller owns it.</summary>
    public static async Task<Stream> ConnectMediaAsync(string socketPath, long streamId, CancellationToken cancellation) =>
        await OpenAsync(socketPath, new MediaHeader(streamId), cancellation);

    /// <exception cref="PlayerException">Refused, gone, or not answered within 3 s of being written, or not taken off our hands within 3 s.</exception>
    public Task<PlayerReply> CallAsync(PlayerRequest request, CancellationToken cancellation) =>
        CallAsync(request, _answerTimeout, cancellation);

    /// <param name="request">What is asked for.</param>
    /// <param name="patience">How long the answer may take; 3 s where nothing else is said.</param>
    /// <param name="cancellation">Ends the wait; the player may do it all the same.</param>
    /// <inheritdoc cref="CallAsync(PlayerRequest, CancellationToken)"/>
    public async Task<PlayerReply> CallAsync(PlayerRequest request, TimeSpan patience, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<PlayerReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            // A cancelled write would leave half a frame on the stream: only the connection's end may stop it.
            await _writing.WaitAsync(cancellation);
            try
            {
                await FrameStream.WriteAsync(_stream, new PlayerCall(id, request), PlayerJson.Default.PlayerCall, _closing.Token)
                    .AsTask().WaitAsync(_answerTimeout, _time, CancellationToken.None);
            }
            finally
            {
                _writing.Release();
            }

            // The read loop may have ended between the registration above and the write.
            if (Completion.IsCompleted)
            {
                throw new PlayerException("The player is gone.") { IsGone = true };
            }

            var reply = await answer.Task.WaitAsync(patience, _time, cancellation);
            return reply.Error is null ? reply : throw new PlayerException(reply.Error) { IsRefusal = true };
        }
        catch (TimeoutException)
        {
            Hangs = true;
            await _closing.CancelAsync();
            throw new PlayerException($"The player did not answer '{request.GetType().Name}' within {patience.TotalSeconds} s.");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException
            || (exception is OperationCanceledException && _closing.IsCancellationRequested))
        {
            await Completion;
            throw new PlayerException("The player is gone.", exception) { IsGone = true };
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _closing.CancelAsync();
        await _stream.DisposeAsync();
        await Completion;
        _closing.Dispose();

        // Not _writing: who waits for it would wait for ever.
    }

    private static async Task<NetworkStream> OpenAsync(string socketPath, ConnectionHeader header, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await FrameStream.WriteAsync(stream, header, PlayerJson.Default.ConnectionHeader, cancellation);
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        try
        {
            while (await FrameStream.ReadAsync(_stream, PlayerJson.Default.PlayerMessage, _closing.Token) is { } message)
            {
                if (message.Reply is { } reply && _pending.TryGetValue(reply.Id, out var answer))
                {
                    answer.TrySetResult(reply);
                }

                if (message.Event is { } playerEvent)
                {
                    _onEvent(playerEvent);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // The process died, or we close: both end the connection, and the pending calls after it.
        }
    }

    /// <summary>After the end: who hears that the player is gone finds it gone, and asks the next one.</summary>
    private async Task FailPendingAsync()
    {
        await Completion;
        foreach (var answer in _pending.Values)
        {
            answer.TrySetException(new PlayerException("The player is gone.") { IsGone = true });
        }
    }
}
