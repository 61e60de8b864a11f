using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SeeIt.TestKit;

/// <summary>
/// What systemd does for a socket unit and its service with Restart=always: it listens, starts the program when somebody
/// connects for the first time, hands it the listening socket as descriptor 3, and starts it again at each of its ends. The
/// socket stays over all of them.
/// </summary>
public sealed partial class SocketUnit : IAsyncDisposable
{
    // LISTEN_PID is the process that is to take it: the shell becomes the program.
    private const string Script = "exec 3<&$0; export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$@\"";
    private const int SetDescriptorFlags = 2;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly string[] _command;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly Task _running;
    private TestProcess? _process;

    private SocketUnit(string path, string[] command, IReadOnlyDictionary<string, string?> environment)
    {
        (Path, _command, _environment) = (path, command, environment);
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _socket.Listen();

        // Programs that are started get it; those of other tests too, which do nothing with it.
        _ = fcntl((int)_socket.Handle, SetDescriptorFlags, 0);
        _running = Task.Run(RunAsync);
    }

    public string Path { get; }

    /// <summary>How often the program was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The process that runs, or ran last.</summary>
    public TestProcess Process => Volatile.Read(ref _process) ?? throw new InvalidOperationException("Nobody has connected yet.");

    /// <param name="path">Where to listen.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Added to the test's own.</param>
    public static SocketUnit Start(string path, string[] command, IReadOnlyDictionary<string, string?> environment) =>
        new(path, command, environment);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested && !_socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
        {
        }

        while (!_stop.IsCancellationRequested)
        {
            await using var process = TestProcess.Start("bash", ["-c", Script, $"{(int)_socket.Handle}", .. _command], _environment);
            Volatile.Write(ref _process, process);
            Starts++;
            await process.Ended.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int fd, int command, int argument);
}
