namespace SeeIt.LibVlc;

/// <summary><c>libvlc_event_e</c>: the events of a player.</summary>
public enum MediaPlayerEventType
{
    MediaChanged = 0x100,
    Opening = 0x102,
    Buffering = 0x103,
    Playing = 0x104,
    Paused = 0x105,
    Stopped = 0x106,
    EndReached = 0x109,
    EncounteredError = 0x10a,
    TimeChanged = 0x10b,
    PositionChanged = 0x10c,
    SeekableChanged = 0x10d,
    PausableChanged = 0x10e,
    SnapshotTaken = 0x110,
    LengthChanged = 0x111,
    Vout = 0x112,
    ScrambledChanged = 0x113,
    ESAdded = 0x114,
    ESDeleted = 0x115,
    ESSelected = 0x116,
    Muted = 0x119,
    Unmuted = 0x11a,
    AudioVolume = 0x11b,
    AudioDevice = 0x11c,
}

/// <summary>One event of a player, copied out of LibVLC. MediaChanged parts the events of one media from the next one's.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Number">
/// TimeChanged, LengthChanged: milliseconds. Vout: how many video outputs. SeekableChanged, PausableChanged, ScrambledChanged: 0 or 1.
/// ESAdded, ESDeleted, ESSelected: the track's id.
/// </param>
/// <param name="Fraction">Buffering: 0 to 100. PositionChanged: 0 to 1. AudioVolume: 1 is 100 %, negative when unknown.</param>
/// <param name="Track">ESAdded, ESDeleted, ESSelected: the track's type.</param>
public readonly record struct MediaPlayerEvent(
    MediaPlayerEventType Type, long Number = 0, float Fraction = 0, TrackType Track = TrackType.Unknown);
