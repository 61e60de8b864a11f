using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Support;

/// <summary>
/// A player that answers yes to everything and keeps what it was asked for: a process that does nothing, whose socket the
/// test serves.
/// </summary>
internal sealed class SocketPlayer : IAsyncDisposable
{
    // The first option is the socket's. It ends with its input.
    private const string Script = """
        #!/bin/sh
        echo $$ > "$2.new" && mv "$2.new" "$2.pid" && exec cat > /dev/null

        """;

    private readonly ConcurrentQueue<PlayerRequest> _requests = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ending = new();
    private readonly int _process;
    private readonly Action<PlayerRequest>? _asked;
    private readonly Task _serving;

    private SocketPlayer(int process, string socket, Action<PlayerRequest>? asked)
    {
        (_process, _asked) = (process, asked);
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public IReadOnlyList<PlayerRequest> Requests => [.. _requests];

    /// <summary>Makes the program that the agent is to start.</summary>
    public static string MakeProgram(TemporaryFolder folder)
    {
        var program = folder.File("player");
        File.WriteAllText(program, Script);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return program;
    }

    /// <summary>Waits until the agent has started the program, once more; it has no player before <see cref="Serve"/>.</summary>
    /// <returns>The process.</returns>
    public static async Task<int> WaitForStartAsync(string socket)
    {
        var file = socket + ".pid";
        await Eventually.TrueAsync(() => File.Exists(file), "the player is started");
        var process = int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
        File.Delete(file);
        return process;
    }

    /// <param name="process">From <see cref="WaitForStartAsync"/>.</param>
    /// <param name="socket">The agent's path.</param>
    /// <param name="asked">Called with each request, before its answer.</param>
    public static SocketPlayer Serve(int process, string socket, Action<PlayerRequest>? asked = null) => new(process, socket, asked);

    public static async Task<SocketPlayer> StartedAsync(string socket) => Serve(await WaitForStartAsync(socket), socket);

    /// <summary>As SIGKILL ends a process: with its connections.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process, Signals.Kill);
        _listener.Dispose();
        await _ending.CancelAsync();
        await _serving;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(await _listener.AcceptAsync(_ending.Token), ownsSocket: true);
            await FrameStream.ReadAsync(stream, PlayerJson.Default.ConnectionHeader, _ending.Token);
            while (await FrameStream.ReadAsync(stream, PlayerJson.Default.PlayerCall, _ending.Token) is { } call)
            {
                _requests.Enqueue(call.Request);
                _asked?.Invoke(call.Request);
                await FrameStream.WriteAsync(stream, new PlayerMessage(new PlayerReply(call.Id)), PlayerJson.Default.PlayerMessage, _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Killed, or the agent left.
        }
    }
}
