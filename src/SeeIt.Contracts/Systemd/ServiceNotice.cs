using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.Contracts.Systemd;

/// <summary>
/// What a service tells systemd of itself, by datagrams to its socket: sd_notify(3). Where nobody listens nothing happens.
/// Never blocks and never throws: a service does its work whether or not it is watched. Thread-safe.
/// </summary>
public sealed class ServiceNotice : IDisposable
{
    private readonly Socket? _socket;

    private ServiceNotice(Socket? socket, TimeSpan? watchdog) => (_socket, Watchdog) = (socket, watchdog);

    /// <summary>How often at least <see cref="Ping"/> is awaited; null: nobody waits for it.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>Whether anybody listens.</summary>
    public bool IsHeard => _socket is not null;

    /// <summary>As NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID say.</summary>
    public static ServiceNotice FromEnvironment() => From(Environment.GetEnvironmentVariable, Environment.ProcessId);

    /// <param name="variable">The value of an environment variable; null when it is not set.</param>
    /// <param name="process">The id of the process that tells: what is meant for another is left alone.</param>
    public static ServiceNotice From(Func<string, string?> variable, int process)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (Connect(variable("NOTIFY_SOCKET")) is not { } socket)
        {
            return new(null, null);
        }

        var isOurs = variable("WATCHDOG_PID") is not { Length: > 0 } id || id == process.ToString(CultureInfo.InvariantCulture);
        var watchdog = isOurs && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : (TimeSpan?)null;
        return new(socket, watchdog);
    }

    /// <summary>It serves from now on.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>It is well.</summary>
    public void Ping() => Send("WATCHDOG=1");

    /// <summary>What <c>systemctl status</c> shows: one line.</summary>
    public void Status(string line) => Send("STATUS=" + line);

    public void Dispose() => _socket?.Dispose();

    /// <summary>A path, or a name that begins with @ and is in no file system.</summary>
    private static Socket? Connect(string? address)
    {
        if (address is not ['/' or '@', _, ..])
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
            return socket;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    private void Send(string state)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // systemd is being replaced, or does not read: it asks for no more than what it gets.
        }
    }
}
