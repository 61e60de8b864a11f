using System.Net;
using System.Net.Sockets;

namespace SeeIt.TestKit;

/// <summary>What a network does to connections.</summary>
public enum NetworkFault
{
    None,

    /// <summary>Nothing that is sent arrives, in either direction; connections stay open, and new ones are taken.</summary>
    Silent,

    /// <summary>What the server sends does not arrive.</summary>
    SilentFromServer,

    /// <summary>What the client sends does not arrive.</summary>
    SilentFromClient,

    /// <summary>New connections are refused by RST; those that stand are left alone.</summary>
    Refusing,
}

/// <summary>TCP between a client and a server on loopback, with faults. Thread-safe.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    /// <summary>Linux's TCP_RTO_MIN, and as much for the answer.</summary>
    private static readonly TimeSpan SentAgain = TimeSpan.FromMilliseconds(400);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Pair> _pairs = [];
    private readonly Task _accepting;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NetworkFault _fault;
    private int _connections;
    private long _cutAfter = -1;

    /// <param name="server">A port of this machine.</param>
    public FaultProxy(int server)
    {
        Server = server;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Where connections lead; those that stand stay.</summary>
    public int Server { get; set; }

    /// <summary>How many came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How long each piece waits on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The part of the pieces that is lost, 0 to 1: TCP brings them all the same, after its least time to send again.</summary>
    public double Loss { get; set; }

    public NetworkFault Fault
    {
        get => _fault;
        set
        {
            lock (_lock)
            {
                _fault = value;
                _changed.TrySetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Ends every connection by RST.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (var pair in _pairs)
            {
                pair.Reset();
            }
        }
    }

    /// <summary>Lets so many more bytes of clients through, all together, and then ends by RST the connection on which the last one came: in mid-message.</summary>
    public void ResetAfter(long bytes) => Volatile.Write(ref _cutAfter, bytes);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Reset();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ending.Token);
                Interlocked.Increment(ref _connections);
                if (Fault == NetworkFault.Refusing)
                {
                    client.LingerState = new LingerOption(true, 0);
                    client.Dispose();
                }
                else
                {
                    _ = CarryAsync(client);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // It has ended.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var pair = new Pair(client, new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        lock (_lock)
        {
            _pairs.Add(pair);
        }

        try
        {
            await pair.Server.ConnectAsync(IPAddress.Loopback, Server, _ending.Token);
            await Task.WhenAll(
                CopyAsync(pair, pair.Client, pair.Server, NetworkFault.SilentFromClient), CopyAsync(pair, pair.Server, pair.Client, NetworkFault.SilentFromServer));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            pair.Reset();
        }
        finally
        {
            lock (_lock)
            {
                _pairs.Remove(pair);
            }

            pair.Dispose();
        }
    }

    private async Task CopyAsync(Pair pair, Socket from, Socket to, NetworkFault silence)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var count)
        {
            await WhileSilentAsync(silence);
            var delay = Delay + (Random.Shared.NextDouble() < Loss ? SentAgain : TimeSpan.Zero);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, TimeProvider.System, _ending.Token);
            }

            if (silence == NetworkFault.SilentFromClient && Volatile.Read(ref _cutAfter) is >= 0 and var left)
            {
                Volatile.Write(ref _cutAfter, left > count ? left - count : -1);
                if (left <= count)
                {
                    await to.SendAsync(buffer.AsMemory(0, (int)left), _ending.Token);
                    pair.Reset();
                    return;
                }
            }

            await to.SendAsync(buffer.AsMemory(0, count), _ending.Token);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    /// <summary>What was sent meanwhile arrives behind the silence, as TCP sends it again.</summary>
    private async Task WhileSilentAsync(NetworkFault silence)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_fault != NetworkFault.Silent && _fault != silence)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(_ending.Token);
        }
    }

    private sealed record Pair(Socket Client, Socket Server) : IDisposable
    {
        public void Reset()
        {
            foreach (var socket in new[] { Client, Server })
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                    socket.Close();
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
                {
                    // It has ended already.
                }
            }
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
