using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// One life of seeit-player, from its beginning to its end. It begins in one of two ways: the agent starts the program
/// (<see cref="StartedPlayer"/>), or systemd does as soon as the agent connects (<see cref="ActivatedPlayer"/>). What comes
/// after is the same for both.
/// </summary>
internal abstract class PlayerLife(TimeProvider time) : IAsyncDisposable
{
    /// <summary>LibVLC reads its plugins from a disk that may be cold.</summary>
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Which player it is, for the log.</summary>
    public abstract string Name { get; }

    protected TimeProvider Time { get; } = time;

    /// <param name="settings">Who starts it, and with which options.</param>
    /// <param name="proxy">The relay's proxy: the only place that the player can connect to.</param>
    /// <param name="time">Clock.</param>
    /// <param name="said">Told of each line that a player of our own writes to its standard error.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there, or may not be started.</exception>
    public static PlayerLife Begin(AgentSettings settings, Uri proxy, TimeProvider time, Action<string> said) =>
        settings.Player.Socket is null
            ? StartedPlayer.Start(settings.Player, SocketOf(settings), proxy, time, said)
            : new ActivatedPlayer(settings.Player.Socket, time);

    /// <summary>Where the player of these settings listens.</summary>
    public static string SocketOf(AgentSettings settings) =>
        settings.Player.Socket ?? Path.Combine(settings.RuntimeFolder, "player.sock");

    /// <summary>A connection on which the player has said hello.</summary>
    /// <param name="onEvent">Told of each event, in their order.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">It ended before it listened, or may not be connected to.</exception>
    /// <exception cref="PlayerException">It ended, or refused, before it had said hello.</exception>
    /// <exception cref="TimeoutException">It did not listen within 10 s.</exception>
    public virtual async Task<PlayerConnection> ConnectAsync(Action<PlayerEvent> onEvent, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_startTimeout, Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        PlayerConnection connection;
        try
        {
            connection = await ReachAsync(onEvent, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"{NotThere} within {_startTimeout.TotalSeconds} s.");
        }

        try
        {
            // It listens before it has LibVLC, and answers when it has.
            await connection.CallAsync(new HelloRequest(FrameStream.ProtocolVersion), _startTimeout, stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sees to it that it is over with this player, if it is not.</summary>
    /// <param name="hangs">It hears nothing.</param>
    /// <returns>How it ended, for the log.</returns>
    public abstract Task<string> EndAsync(bool hangs = false);

    public abstract ValueTask DisposeAsync();

    /// <summary>The sentence about a player that was not reached in time, but for its last words.</summary>
    protected abstract string NotThere { get; }

    /// <summary>Tries until something listens, or there is no hope of it.</summary>
    protected abstract Task<PlayerConnection> ReachAsync(Action<PlayerEvent> onEvent, CancellationToken stop);
}
