namespace SeeIt.Player;

/// <summary>The player cannot start; the message is for people.</summary>
internal sealed class StartException(string message, int exitCode) : Exception(message)
{
    /// <summary>Exit codes besides 0, 2 (options) and <see cref="Playback.Deadline.ExitCode"/>.</summary>
    public const int NoDisplay = 3;
    public const int NoSocket = 4;
    public const int NoLibVlc = 5;
    public const int NoSandbox = 6;

    public int ExitCode { get; } = exitCode;
}
