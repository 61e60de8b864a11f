namespace SeeIt.LibVlc;

/// <summary><c>libvlc_log_level</c></summary>
public enum LogLevel
{
    Debug = 0,
    Notice = 2,
    Warning = 3,
    Error = 4,
}

/// <summary>One line of LibVLC's log.</summary>
/// <param name="Level">How bad.</param>
/// <param name="Module">The VLC module that wrote it.</param>
/// <param name="Message">At most 1,023 bytes of it.</param>
/// <param name="Player">The <see cref="MediaPlayer.Id"/> of the player that it comes from; 0 where it comes from none, or cannot be told.</param>
public readonly record struct LogEntry(LogLevel Level, string Module, string Message, long Player = 0);
