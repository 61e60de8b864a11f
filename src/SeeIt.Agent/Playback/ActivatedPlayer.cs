using System.Net.Sockets;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// A player that systemd starts: it listens on the player's socket, and holds it over the player's ends. The agent has no
/// right to end it, and needs none: it ends with its control connection, so that each connection meets a fresh player; a
/// LibVLC call that hangs ends it too, and so does the next connection where the connection's end was not heard.
/// </summary>
/// <param name="socket">The path that systemd listens on; its mode says who may connect.</param>
/// <param name="time">Clock.</param>
internal sealed class ActivatedPlayer(string socket, TimeProvider time) : PlayerLife(time)
{
    private const int Tries = 4;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private PlayerConnection? _connection;

    public override string Name => $"systemd's, at {socket}";

    protected override string NotThere => $"Nothing listened at {socket} (is seeit-player.socket active?)";

    public override async Task<PlayerConnection> ConnectAsync(Action<PlayerEvent> onEvent, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return _connection = await base.ConnectAsync(onEvent, stop);
            }
            catch (PlayerException exception) when (exception.IsGone && attempt < Tries)
            {
                // It was the player of the agent or the connection before, which is about to end.
                await Task.Delay(_pause, Time, stop);
            }
        }
    }

    public override async Task<string> EndAsync(bool hangs = false)
    {
        await DisposeAsync();
        return hangs ? "did not answer; its connection was closed" : "ended with its connection";
    }

    public override ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<PlayerConnection> ReachAsync(Action<PlayerEvent> onEvent, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await PlayerConnection.ConnectAsync(socket, Time, onEvent, stop);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
            {
                throw new IOException($"{socket} may not be connected to by the agent's user.", exception);
            }
            catch (SocketException)
            {
                // systemd does not listen yet, or not any more because the player has failed too often.
                await Task.Delay(_pause, Time, stop);
            }
        }
    }
}
