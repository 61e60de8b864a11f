using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests.Harness;

/// <summary>The real player process: the one built beside the tests, or the one that SEEIT_PLAYER names.</summary>
public sealed class PlayerProcess : IAsyncDisposable
{
    /// <summary>
    /// No sound, the video output that costs least where there is no GPU, and a deadline that a loaded machine keeps.
    /// </summary>
    public const string Quick = "--aout=adummy --vout=xcb_x11 --deadline-ms 30000";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-player-test-").FullName;
    private readonly Process _process;

    private PlayerProcess(string? display, string program, string arguments, string? socket = null)
    {
        Socket = socket ?? Path.Combine(_folder, "player.sock");
        var start = new ProcessStartInfo(program, arguments.Replace("{socket}", Socket, StringComparison.Ordinal))
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("DISPLAY");
        start.Environment.Remove("XDG_RUNTIME_DIR");
        start.Environment.Remove("LISTEN_FDS");
        if (display is not null)
        {
            start.Environment["DISPLAY"] = display;
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Socket { get; }

    public string Folder => _folder;

    public int Id => _process.Id;

    public string Errors => string.Join('\n', _errors);

    public int ErrorLines => _errors.Count;

    public bool HasExited => _process.HasExited;

    /// <summary>As packaging/make-plugins.sh makes it: what the player runs on.</summary>
    public static string Plugins { get; } = MakePlugins();

    private static string Binary
        => Environment.GetEnvironmentVariable("SEEIT_PLAYER") ?? Path.Combine(AppContext.BaseDirectory, "seeit-player");

    /// <summary>Options with the port of a proxy, the only one that the player connects to.</summary>
    public static string Behind(string proxy, string arguments = Quick) => $"{arguments} --proxy-port {new Uri(proxy).Port}";

    public static PlayerProcess Start(string? display, string arguments = Quick, bool ownSocket = true)
        => new(display, Binary, (ownSocket ? "--socket {socket} " : "") + WithPlugins(arguments));

    /// <summary>Listens on a path that is not its own.</summary>
    public static PlayerProcess StartOn(string display, string path) => new(display, Binary, "--socket {socket} " + WithPlugins(Quick), path);

    /// <summary>Started as systemd starts a service with a socket: the listening socket is descriptor 3.</summary>
    public static PlayerProcess StartActivated(string display, string path)
        => new(display, "systemd-socket-activate", $"-l {path} -E DISPLAY={display} {Binary} {WithPlugins(Quick)}", path);

    /// <summary>Its stderr is a pipe of the test's own, which nobody reads.</summary>
    public static PlayerProcess StartUnread(string display, string pipe, string arguments)
        => new(display, "sh", $$"""-c "exec \"$0\" \"$@\" 2<>{{pipe}}" {{Binary}} --socket {socket} {{WithPlugins(arguments)}}""");

    /// <summary>Starts one on the screen and greets it.</summary>
    public static async Task<(PlayerProcess Process, PlayerClient Client)> StartAndGreet(
        VirtualScreen screen, string arguments = Quick)
    {
        var process = Start(screen.Name, arguments);
        var client = await process.Connect();
        var hello = await client.Call(new Contracts.Player.HelloRequest(Contracts.Player.FrameStream.ProtocolVersion));
        Assert.Null(hello.Error);
        return (process, client);
    }

    /// <summary>A folder like <see cref="Plugins"/>, with all of LibVLC's plugins: what the sandbox alone keeps out then shows.</summary>
    public static string MakeUnsafePlugins(string folder)
    {
        var installed = new FileInfo(Path.Combine(Plugins, "vlc/plugins/access/libimem_plugin.so")).LinkTarget!;
        File.Copy(Path.Combine(Plugins, "libvlccore.so.9"), Path.Combine(folder, "libvlccore.so.9"));
        Directory.CreateDirectory(Path.Combine(folder, "vlc"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "vlc/plugins"), Path.GetFullPath(Path.Combine(installed, "../..")));
        return folder;
    }

    /// <summary>A folder like <see cref="Plugins"/>, but for the list of what is in it: what is added to it is looked at.</summary>
    public static string CopyPlugins(string folder)
    {
        // Not a link: the core looks for plugins beside the file that it is.
        File.Copy(Path.Combine(Plugins, "libvlccore.so.9"), Path.Combine(folder, "libvlccore.so.9"));
        foreach (var plugin in Directory.GetFiles(Plugins, "*.so", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Plugins, plugin));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.CreateSymbolicLink(copy, plugin);
        }

        return folder;
    }

    private static string WithPlugins(string arguments)
        => arguments.Contains("--plugins", StringComparison.Ordinal) ? arguments : $"{arguments} --plugins {Plugins}";

    private static string MakePlugins()
    {
        var folder = Repository.Path("artifacts", "libvlc");
        using var script = Process.Start(Repository.Path("packaging", "make-plugins.sh"), folder);
        script.WaitForExit();
        Assert.Equal(0, script.ExitCode);
        return folder;
    }

    public async Task<PlayerClient> Connect() => new(await OpenControl(), () => $"{(HasExited ? _process.ExitCode : null)} {Errors}");

    private async Task<Socket> OpenControl()
    {
        var socket = await OpenSocket();
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await Contracts.Player.FrameStream.WriteAsync(
            stream, new Contracts.Player.ControlHeader(), Contracts.Player.PlayerJson.Default.ConnectionHeader, CancellationToken.None);
        return socket;
    }

    /// <summary>Connects as soon as the player listens.</summary>
    public async Task<Socket> OpenSocket()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), patience.Token);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                Assert.False(_process.HasExited, $"The player ended with {(_process.HasExited ? _process.ExitCode : 0)}: {Errors}");
                await Task.Delay(20, patience.Token);
            }
        }
    }

    public async Task<int> WaitForExit()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void CloseStdin() => _process.StandardInput.Close();

    public long ResidentKilobytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
