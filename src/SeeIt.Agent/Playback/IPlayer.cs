using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// The player process, seen from the agent. Every call waits at most 3 s for a player to be up, for its turn, and 3 s for its answer, and
/// throws <see cref="PlayerException"/> when the player refuses, is gone, or does not answer, unless it says otherwise. One
/// that does not answer is ended. Calls may come from any thread.
/// </summary>
public interface IPlayer
{
    /// <summary>How often the process had to be started again since the agent's start.</summary>
    int Restarts { get; }

    /// <summary>What it is told at each of its starts: how the household likes picture and sound.</summary>
    PlaybackPreferences Preferences { get; }

    /// <summary>The session that was opened or shown last on the TV, and not stopped since; null when there is none.</summary>
    PlayerSession? On { get; }

    /// <summary>Begins to play, in place of what is on or as a standby. The session's events tell how it goes.</summary>
    /// <param name="request">What and how; its session number is given here.</param>
    /// <param name="cancellation">Ends the wait; the player may have begun all the same.</param>
    Task<PlayerSession> OpenAsync(OpenRequest request, CancellationToken cancellation);

    /// <summary>Puts a standby on the TV, in place of what is on.</summary>
    Task ShowAsync(PlayerSession session, CancellationToken cancellation);

    /// <summary>A connection on which the bytes of a <see cref="StreamInput"/> are written. The caller disposes it.</summary>
    Task<Stream> ConnectMediaAsync(long streamId, CancellationToken cancellation);

    Task StopAsync(PlayerSession session, CancellationToken cancellation);

    Task SetPausedAsync(PlayerSession session, bool paused, CancellationToken cancellation);

    /// <summary>One of the requests that concern a session: seek, rate, tracks.</summary>
    Task ActAsync(PlayerRequest request, CancellationToken cancellation);

    /// <summary>The picture of a session as a PNG of that width, 1 to 3,840 pixels. Refused before its first picture.</summary>
    Task<byte[]> SnapshotAsync(PlayerSession session, int width, CancellationToken cancellation);

    /// <summary>0 to 100 of what the owner allows, reached within the fade. Kept over the player's restarts; never throws.</summary>
    Task SetVolumeAsync(int percent, TimeSpan fade, CancellationToken cancellation);

    /// <summary>Kept over the player's restarts; never throws.</summary>
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

    /// <summary>It ended while it was asked.</summary>
    public bool IsGone { get; init; }

    /// <summary>What it was asked to open is the likeliest to have ended it.</summary>
    public bool IsBlamed { get; init; }

    /// <summary>The player is well, and does not do what it was asked: the message is its own.</summary>
    public bool IsRefusal { get; init; }
}
