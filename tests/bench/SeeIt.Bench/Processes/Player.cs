using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>seeit-player alone, started and driven as the agent does it.</summary>
internal sealed class Player : IAsyncDisposable
{
    /// <summary>Shows by X11 without GL, and has no sound: what the other programs are measured with.</summary>
    public static readonly IReadOnlyList<string> PlainOutputs = ["--vout=xcb_x11", "--aout=adummy"];

    private readonly TemporaryFolder _folder;
    private readonly string _socket;
    private readonly NetworkStream _control;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<PlayerReply>> _pending = new();
    private readonly Channel<PlayerEvent> _events = Channel.CreateUnbounded<PlayerEvent>();
    private readonly Task _reading;
    private long _lastCall;

    private Player(TemporaryFolder folder, TestProcess process, string socket, NetworkStream control)
    {
        (_folder, Process, _socket, _control) = (folder, process, socket, control);
        _reading = ReadAsync();
    }

    public TestProcess Process { get; }

    /// <summary>Ready to open, with <see cref="PlainOutputs"/>.</summary>
    /// <param name="display">Where it shows.</param>
    /// <param name="proxy">The only place that it may connect to; null: none.</param>
    public static async Task<Player> StartAsync(XvfbDisplay display, Uri? proxy = null)
    {
        var folder = new TemporaryFolder();
        var socket = folder.File("player.sock");
        var environment = new Dictionary<string, string?>(display.Environment)
        {
            ["MALLOC_TRIM_THRESHOLD_"] = "131072",
            ["MALLOC_MMAP_THRESHOLD_"] = "131072",
        };
        var process = TestProcess.Start(
            Repository.Player, ["--socket", socket, "--exit-on-stdin-close", .. ProxyPort(proxy), .. PlainOutputs], environment);
        try
        {
            var control = await Eventually.GetAsync<NetworkStream>(
                async () => await ConnectAsync(socket, new ControlHeader()), "the player listens");
            var player = new Player(folder, process, socket, control);
            await player.CallAsync(new HelloRequest(FrameStream.ProtocolVersion));
            return player;
        }
        catch
        {
            await process.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    private static string[] ProxyPort(Uri? proxy) => proxy is null ? [] : ["--proxy-port", $"{proxy.Port}"];

    /// <exception cref="InvalidOperationException">It refused.</exception>
    public async Task CallAsync(PlayerRequest request)
    {
        var call = new PlayerCall(++_lastCall, request);
        var answer = new TaskCompletionSource<PlayerReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[call.Id] = answer;
        await FrameStream.WriteAsync(_control, call, PlayerJson.Default.PlayerCall, CancellationToken.None);
        if ((await answer.Task.WaitAsync(Eventually.DefaultTimeout)).Error is { } error)
        {
            throw new InvalidOperationException($"{request}: {error} The player printed:\n{Process.Output}");
        }
    }

    /// <summary>Reads what it tells of itself up to the first event that is wanted.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="InvalidOperationException">The player is gone.</exception>
    public async Task<T> WaitForAsync<T>(Func<T, bool> wanted, TimeSpan patience, TimeProvider time)
        where T : PlayerEvent
    {
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            return await _events.Reader.ReadAllAsync(timeout.Token).OfType<T>().FirstAsync(wanted, timeout.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The player told no such {typeof(T).Name} within {patience.TotalSeconds} s.", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"The player is gone. It printed:\n{Process.Output}", exception);
        }
    }

    /// <summary>A connection to write MPEG-TS on. The caller owns it.</summary>
    public async Task<Stream> ConnectMediaAsync(long streamId) => await ConnectAsync(_socket, new MediaHeader(streamId));

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await _reading;
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<NetworkStream> ConnectAsync(string path, ConnectionHeader header)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            var stream = new NetworkStream(socket, ownsSocket: true);
            await FrameStream.WriteAsync(stream, header, PlayerJson.Default.ConnectionHeader, CancellationToken.None);
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
        try
        {
            while (await FrameStream.ReadAsync(_control, PlayerJson.Default.PlayerMessage, CancellationToken.None) is { } message)
            {
                if (message.Reply is { } reply && _pending.TryRemove(reply.Id, out var answer))
                {
                    answer.SetResult(reply);
                }

                if (message.Event is { } happened)
                {
                    _events.Writer.TryWrite(happened);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It ended, or was disposed.
        }

        _events.Writer.TryComplete();
        foreach (var answer in _pending.Values)
        {
            answer.TrySetException(new InvalidOperationException($"The player is gone. It printed:\n{Process.Output}"));
        }
    }
}
