using System.Net.Sockets;
using System.Threading.Channels;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests.Harness;

/// <summary>The agent's side of a control connection.</summary>
public sealed class PlayerClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly Channel<PlayerReply> _replies = Channel.CreateUnbounded<PlayerReply>();
    private readonly Channel<PlayerEvent> _events = Channel.CreateUnbounded<PlayerEvent>();
    private readonly Func<string> _errors;
    private readonly Task _reading;
    private long _call;

    public PlayerClient(Socket socket, Func<string> errors)
    {
        _errors = errors;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reading = ReadAsync();
    }

    /// <summary>Completes when the player has closed the connection.</summary>
    public Task Closed => _reading;

    public async Task<PlayerReply> Call(PlayerRequest request)
    {
        var call = new PlayerCall(++_call, request);
        await Send(call);
        var reply = await NextReply();
        Assert.Equal(call.Id, reply.Id);
        return reply;
    }

    /// <summary>A call whose reply is not waited for.</summary>
    public async Task Send(PlayerCall call)
        => await FrameStream.WriteAsync(_stream, call, PlayerJson.Default.PlayerCall, CancellationToken.None);

    /// <summary>A call that must work.</summary>
    public async Task Do(PlayerRequest request) => Assert.Null((await Call(request)).Error);

    public async Task<PlayerReply> NextReply()
    {
        using var patience = new CancellationTokenSource(Eventually.DefaultTimeout);
        try
        {
            return await _replies.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException)
        {
            throw new IOException($"The player closed the connection; {_errors()}");
        }
    }

    /// <summary>Reads events until the first of a type that fits; what came before is skipped.</summary>
    public async Task<T> Next<T>(Predicate<T>? fits = null)
        where T : PlayerEvent
    {
        using var patience = new CancellationTokenSource(Eventually.DefaultTimeout);
        var skipped = new List<PlayerEvent>();
        try
        {
            while (true)
            {
                var next = await _events.Reader.ReadAsync(patience.Token);
                if (next is T wanted && fits?.Invoke(wanted) != false)
                {
                    return wanted;
                }

                skipped.Add(next);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException($"No {typeof(T).Name} came, but: {string.Join(", ", skipped)}; {exception.GetType().Name}; stderr: {_errors()}");
        }
    }

    /// <summary>All events that have come and were not read.</summary>
    public List<PlayerEvent> Drain()
    {
        var events = new List<PlayerEvent>();
        while (_events.Reader.TryRead(out var next))
        {
            events.Add(next);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await FrameStream.ReadAsync(_stream, PlayerJson.Default.PlayerMessage, CancellationToken.None) is { } message)
            {
                Assert.True(message.Reply is null != message.Event is null);
                if (message.Reply is { } reply)
                {
                    _replies.Writer.TryWrite(reply);
                }
                else
                {
                    _events.Writer.TryWrite(message.Event!);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Closed.
        }

        _replies.Writer.TryComplete();
        _events.Writer.TryComplete();
    }
}
