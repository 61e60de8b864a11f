using System.Net.Sockets;
using System.Threading.Channels;
using SeeIt.Contracts.Player;

namespace SeeIt.Player.Control;

/// <summary>One control connection: answers calls in their order, and writes events between the replies.</summary>
internal sealed class ControlConnection : IDisposable
{
    private const int Waiting = 256;

    private readonly NetworkStream _stream;
    private readonly RequestHandler _handler;
    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<PlayerMessage> _outgoing = Channel.CreateBounded<PlayerMessage>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    public ControlConnection(Socket socket, RequestHandler handler)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _handler = handler;
    }

    /// <summary>Never blocks. An agent that does not read what it is sent is as good as gone: the connection is closed.</summary>
    public void Send(PlayerMessage message)
    {
        if (!_outgoing.Writer.TryWrite(message))
        {
            Close();
        }
    }

    public void Close()
    {
        try
        {
            _closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was closed in between.
        }
    }

    /// <summary>Returns when the agent is gone, was replaced, or broke the protocol.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closed.Token);
        var writing = WriteAsync(stop.Token);
        try
        {
            await ReadAsync(stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The agent is gone, or another took its place: the picture goes on.
        }
        catch (InvalidDataException exception)
        {
            Send(new PlayerMessage(new PlayerReply(0, exception.Message)));
        }

        _outgoing.Writer.TryComplete();
        await writing;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _closed.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var greeted = false;
        while (await FrameStream.ReadAsync(_stream, PlayerJson.Default.PlayerCall, cancellation) is { } call)
        {
            if (!greeted && call.Request is not HelloRequest)
            {
                throw new InvalidDataException("The first request on a control connection is hello.");
            }

            var reply = await _handler.HandleAsync(call);
            Send(new PlayerMessage(reply));
            if (call.Request is HelloRequest)
            {
                if (reply.Error is not null)
                {
                    return;
                }

                greeted = true;
                await _handler.TellStateAsync();
            }
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellation))
            {
                await FrameStream.WriteAsync(_stream, message, PlayerJson.Default.PlayerMessage, cancellation);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            Close();
        }
    }
}
