using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Player;

/// <summary>What the player tells of itself, on the control connection, in the order in which it happened.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StateEvent), "state")]
[JsonDerivedType(typeof(FirstPictureEvent), "first-picture")]
[JsonDerivedType(typeof(StatisticsEvent), "statistics")]
[JsonDerivedType(typeof(MediaEvent), "media")]
[JsonDerivedType(typeof(SoundEvent), "sound")]
[JsonDerivedType(typeof(EndedEvent), "ended")]
[JsonDerivedType(typeof(FailedEvent), "failed")]
[JsonDerivedType(typeof(StepEvent), "step")]
public abstract record PlayerEvent(long Session);

/// <summary>LibVLC's state of a session, as far as the agent needs it.</summary>
public enum PlayerState
{
    Opening,
    Buffering,
    Playing,
    Paused,
    Stopped,
}

public sealed record StateEvent(long Session, PlayerState State) : PlayerEvent(Session);

/// <summary>The first picture was displayed. Once per session.</summary>
/// <param name="Session">Which.</param>
/// <param name="ElapsedMs">Milliseconds since the player took the open request; of a standby, since it took the show request.</param>
/// <param name="ToldMs">Milliseconds since then, until this was told.</param>
public sealed record FirstPictureEvent(long Session, int ElapsedMs, int ToldMs = 0) : PlayerEvent(Session);

/// <summary>Twice a second while a session runs; the counters rise over the session.</summary>
/// <param name="Session">Which.</param>
/// <param name="TimeMs">LibVLC's media time.</param>
/// <param name="ReadBytes">Bytes taken from the input.</param>
/// <param name="DecodedVideo">Video frames decoded.</param>
/// <param name="DisplayedPictures">Pictures displayed, redisplays included.</param>
/// <param name="LostPictures">Pictures that came too late.</param>
/// <param name="PlayedAudio">Audio buffers played.</param>
/// <param name="Discontinuities">Breaks seen by the demultiplexer.</param>
/// <param name="IsBlack">The middle of what is seen is black.</param>
/// <param name="DemuxedBytes">Bytes of pictures and sound that the demultiplexer handed to the decoders.</param>
/// <param name="LostAudio">Audio buffers that were not played.</param>
/// <param name="Corrupted">Broken packets seen by the demultiplexer.</param>
public sealed record StatisticsEvent(
    long Session,
    long TimeMs,
    long ReadBytes,
    long DecodedVideo,
    long DisplayedPictures,
    long LostPictures,
    long PlayedAudio,
    long Discontinuities,
    bool IsBlack = false,
    long DemuxedBytes = 0,
    long LostAudio = 0,
    long Corrupted = 0) : PlayerEvent(Session);

/// <summary>What is played, each time that it is known better.</summary>
/// <param name="Session">Which.</param>
/// <param name="CanPause">Pausing is possible.</param>
/// <param name="CanSeek">Seeking is possible.</param>
/// <param name="LengthMs">Null of live media, and while it is not known.</param>
/// <param name="Tracks">In the stream's order.</param>
/// <param name="MayBeInHardware">LibVLC was let ask hardware to decode; whether it does, it does not say.</param>
public sealed record MediaEvent(
    long Session, bool CanPause, bool CanSeek, long? LengthMs, IReadOnlyList<Track> Tracks, bool MayBeInHardware = false) : PlayerEvent(Session);

/// <param name="Kind">Audio, video or subtitles.</param>
/// <param name="Id">For <see cref="SelectTrackRequest"/>.</param>
/// <param name="Codec">LibVLC's four characters: <c>h264</c>, <c>mp4a</c>, <c>dvbs</c>.</param>
/// <param name="Language">ISO 639, as the stream has it; null when it says nothing.</param>
/// <param name="Name">As the stream names it; null when it does not.</param>
/// <param name="Selected">It is played.</param>
/// <param name="Width">Pixels, of video.</param>
/// <param name="Height">Pixels, of video.</param>
/// <param name="Channels">Of audio.</param>
public sealed record Track(
    TrackKind Kind, int Id, string Codec, string? Language, string? Name, bool Selected, int? Width = null, int? Height = null, int? Channels = null);

public enum TrackKind
{
    Audio,
    Video,
    Subtitles,
}

/// <summary>The audio output is gone, or there again. Until it is, the audio track is off, and tried again ever more seldom.</summary>
/// <param name="Session">Which is without its sound.</param>
/// <param name="IsMissing">False once sound is played again, and when another track was selected.</param>
public sealed record SoundEvent(long Session, bool IsMissing) : PlayerEvent(Session);

/// <summary>The media came to its end.</summary>
public sealed record EndedEvent(long Session) : PlayerEvent(Session);

/// <summary>LibVLC gave up on the session.</summary>
/// <param name="Session">Which.</param>
/// <param name="Failure">As far as the player can tell.</param>
/// <param name="Detail">LibVLC's last error lines.</param>
public sealed record FailedEvent(long Session, FailureKind Failure, string Detail) : PlayerEvent(Session);

/// <summary>What the player does between a request and the first picture.</summary>
public enum PlayerStep
{
    /// <summary>From the open request until LibVLC has begun.</summary>
    Open,

    /// <summary>From then on until LibVLC draws: it has found the tracks, filled its buffers and decoded. Also of a standby that was shown before.</summary>
    Buffer,

    /// <summary>From the show request of a standby until its window is the upper one.</summary>
    Show,

    /// <summary>From the step before until the first picture is displayed.</summary>
    Picture,
}

/// <summary>A step is over. Told only of sessions whose request has a trace; the player has no other way to tell it to anyone.</summary>
/// <param name="Session">Which.</param>
/// <param name="Step">What was done.</param>
/// <param name="BeganMs">Milliseconds from its beginning until this was told.</param>
/// <param name="EndedMs">Milliseconds from its end until this was told.</param>
public sealed record StepEvent(long Session, PlayerStep Step, double BeganMs, double EndedMs) : PlayerEvent(Session);
