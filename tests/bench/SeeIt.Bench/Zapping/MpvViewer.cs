using System.Net.Sockets;
using System.Text.Json.Nodes;
using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>
/// mpv as Debian has it, with its defaults but for the outputs: one process that stays (<c>--idle</c>), told what to load by
/// its JSON IPC.
/// </summary>
internal sealed class MpvViewer : Viewer
{
    private readonly TemporaryFolder _folder;
    private readonly TestProcess _process;
    private readonly NetworkStream _commands;

    // Nothing is learned from its answers and events, but mpv stands still when they are not taken off its hands.
    private readonly Task _answers;

    private MpvViewer(XvfbDisplay display, TemporaryFolder folder, TestProcess process, NetworkStream commands, TimeProvider time)
        : base("mpv", display, time)
    {
        (_folder, _process, _commands) = (folder, process, commands);
        _answers = commands.CopyToAsync(Stream.Null);
    }

    public static async Task<Viewer> StartAsync(TimeProvider time)
    {
        var display = await XvfbDisplay.StartAsync();
        var folder = new TemporaryFolder();
        var socket = folder.File("mpv.sock");
        string[] arguments = ["--no-config", "--no-terminal", "--idle=yes", "--fs", "--vo=x11", "--ao=null", $"--input-ipc-server={socket}"];
        var process = TestProcess.Start("mpv", arguments, display.Environment);
        try
        {
            var commands = await Eventually.GetAsync(() => ConnectAsync(socket), "mpv takes commands");
            return new MpvViewer(display, folder, process, commands, time);
        }
        catch
        {
            await process.DisposeAsync();
            await display.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public override Task TapAsync(Uri next) => CommandAsync("loadfile", next.OriginalString);

    public override Task RestAsync() => CommandAsync("stop");

    public override async ValueTask DisposeAsync()
    {
        await _commands.DisposeAsync();
        await _answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.DisposeAsync();
        _folder.Dispose();
        await base.DisposeAsync();
    }

    private static async Task<NetworkStream?> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task CommandAsync(params string[] words)
    {
        var command = new JsonObject { ["command"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };
        await _commands.WriteAsync(System.Text.Encoding.UTF8.GetBytes(command.ToJsonString() + "\n"));
    }
}
