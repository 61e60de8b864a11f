using System.Net.Sockets;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>systemd's end of NOTIFY_SOCKET: a datagram socket that keeps what a service tells of itself, in its order.</summary>
public sealed class NoticeSocket : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _told = [];
    private readonly List<long> _pings = [];
    private readonly Task _reading;

    public NoticeSocket()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _reading = ReadAsync();
    }

    /// <summary>What NOTIFY_SOCKET has to be.</summary>
    public string Path => _folder.File("notify");

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>How often the watchdog was told that all is well.</summary>
    public int Pings => Told.Count(line => line == "WATCHDOG=1");

    /// <summary>How long the watchdog has waited at most since the first ping, up to now.</summary>
    public TimeSpan LongestWait
    {
        get
        {
            lock (_told)
            {
                long[] times = [.. _pings, TimeProvider.System.GetTimestamp()];
                return times.Zip(times.Skip(1), (from, to) => TimeProvider.System.GetElapsedTime(from, to)).DefaultIfEmpty().Max();
            }
        }
    }

    /// <summary>How long it waits now.</summary>
    public TimeSpan Waits
    {
        get
        {
            lock (_told)
            {
                return TimeProvider.System.GetElapsedTime(_pings[^1]);
            }
        }
    }

    /// <summary>The environment of a service with this watchdog.</summary>
    public Dictionary<string, string?> Environment(TimeSpan watchdog) => new()
    {
        ["NOTIFY_SOCKET"] = Path,
        ["WATCHDOG_USEC"] = $"{(long)watchdog.TotalMicroseconds}",
        ["WATCHDOG_PID"] = null,
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4_096];
        try
        {
            while (true)
            {
                var count = await _socket.ReceiveAsync(buffer, _stop.Token);
                lock (_told)
                {
                    _told.AddRange(Encoding.UTF8.GetString(buffer, 0, count).Split('\n'));
                    if (_told[^1] == "WATCHDOG=1")
                    {
                        _pings.Add(TimeProvider.System.GetTimestamp());
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
