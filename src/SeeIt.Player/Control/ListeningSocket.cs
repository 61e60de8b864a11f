using System.Globalization;
using System.Net.Sockets;

namespace SeeIt.Player.Control;

/// <summary>The socket that the agent connects to: of our own making, mode 0600, or passed by systemd (sd_listen_fds(3)).</summary>
internal sealed class ListeningSocket : IDisposable
{
    private const int FirstPassedFd = 3;
    private const int Backlog = 8;
    private const uint OwnerOnly = 0x7F; // umask 0177

    private ListeningSocket(Socket socket) => Socket = socket;

    /// <summary>True when LISTEN_FDS passes exactly one socket, to this very process.</summary>
    public static bool IsPassedBySystemd
        => Environment.GetEnvironmentVariable("LISTEN_FDS") == "1"
            && Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public Socket Socket { get; }

    public int Descriptor => (int)Socket.Handle;

    public string Path => Socket.LocalEndPoint?.ToString() ?? "";

    /// <param name="path">Null takes the socket passed by systemd.</param>
    /// <exception cref="StartException">It is in use, or cannot be made.</exception>
    public static ListeningSocket Open(string? path)
    {
        if (path is null)
        {
            return Inherit(FirstPassedFd);
        }

        RemoveStale(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var before = Libc.umask(OwnerOnly);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen(Backlog);
            return new ListeningSocket(socket);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new StartException($"cannot listen on {path}: {exception.Message}", StartException.NoSocket);
        }
        finally
        {
            _ = Libc.umask(before);
        }
    }

    public static ListeningSocket Inherit(int descriptor) => new(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)));

    /// <summary>Its file stays, for the next player to take over: this one may change nothing in that folder.</summary>
    public void Dispose() => Socket.Dispose();

    /// <summary>A socket that nobody listens on was left by a player that died.</summary>
    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            throw new StartException($"cannot listen on {path}: {exception.Message}", StartException.NoSocket);
        }

        throw new StartException($"cannot listen on {path}: another player is listening there.", StartException.NoSocket);
    }
}
