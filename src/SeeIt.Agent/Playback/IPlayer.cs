using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// The player process, seen from the agent. Every call is bounded by 3 s and throws <see cref="PlayerException"/> when
/// the player refuses, is gone, or does not answer. Calls may come from any thread.
/// </summary>
public interface IPlayer
{
    /// <summary>How often the process had to be started again since the agent's start.</summary>
    int Restarts { get; }

    /// <summary>Begins to play in place of what is on. The session's events tell how it goes.</summary>
    Task<PlayerSession> OpenAsync(MediaInput input, CancellationToken cancellation);

    /// <summary>A connection on which the bytes of a <see cref="StreamInput"/> are written. The caller disposes it.</summary>
    Task<Stream> ConnectMediaAsync(long streamId, CancellationToken cancellation);

    Task StopAsync(PlayerSession session, CancellationToken cancellation);

    Task SetPausedAsync(PlayerSession session, bool paused, CancellationToken cancellation);

    /// <summary>0 to 100. Kept over the player's restarts.</summary>
    Task SetVolumeAsync(int percent, CancellationToken cancellation);

    /// <summary>Kept over the player's restarts.</summary>
    Task SetMutedAsync(bool muted, CancellationToken cancellation);

    /// <summary>What to show where no picture is. Kept over the player's restarts; never throws.</summary>
    Task ShowScreenAsync(Screen screen, CancellationToken cancellation);
}

/// <summary>The player refused a request, is gone, or did not answer in time.</summary>
public sealed class PlayerException : Exception
{
    public PlayerException()
    {
    }

    public PlayerException(string message)
        : base(message)
    {
    }

    public PlayerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
