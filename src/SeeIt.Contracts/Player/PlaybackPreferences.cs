namespace SeeIt.Contracts.Player;

/// <summary>How a household likes its pictures and sound.</summary>
public sealed record PlaybackPreferences
{
    /// <summary>ISO 639 codes (two or three letters), the dearest first; empty takes the stream's own order.</summary>
    public IReadOnlyList<string> AudioLanguages { get; init; } = [];

    /// <summary>ISO 639 codes, the dearest first; empty shows none. DVB subtitles and teletext pages count alike.</summary>
    public IReadOnlyList<string> SubtitleLanguages { get; init; } = [];

    /// <summary>Back to <see cref="Deinterlacing.WhenNeeded"/> comes only a player that is started anew: LibVLC knows no way.</summary>
    public Deinterlacing Deinterlacing { get; init; } = Deinterlacing.WhenNeeded;

    /// <summary>Such as <c>16:9</c>; null keeps the stream's.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>Such as <c>16:9</c> or <c>4:3</c>: what is beyond it is cut off; null cuts nothing.</summary>
    public string? Crop { get; init; }

    /// <summary>LibVLC's name of the audio output device; null for the system's.</summary>
    public string? AudioDevice { get; init; }

    /// <summary>
    /// AC-3, E-AC-3 and DTS are handed to the receiver as they are, for it to decode; what LibVLC's audio output does not
    /// take so is decoded (by ALSA: E-AC-3). Holds for what is opened next.
    /// </summary>
    public bool Passthrough { get; init; }
}

public enum Deinterlacing
{
    WhenNeeded,
    Off,
    Always,
}
