using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Player;

/// <summary>What the player tells of itself, on the control connection, in the order in which it happened.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StateEvent), "state")]
[JsonDerivedType(typeof(FirstPictureEvent), "first-picture")]
[JsonDerivedType(typeof(StatisticsEvent), "statistics")]
[JsonDerivedType(typeof(EndedEvent), "ended")]
[JsonDerivedType(typeof(FailedEvent), "failed")]
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
/// <param name="ElapsedMs">Milliseconds since the player took the open request.</param>
public sealed record FirstPictureEvent(long Session, int ElapsedMs) : PlayerEvent(Session);

/// <summary>Once a second while a session runs; the counters rise over the session.</summary>
/// <param name="Session">Which.</param>
/// <param name="TimeMs">LibVLC's media time.</param>
/// <param name="ReadBytes">Bytes taken from the input.</param>
/// <param name="DecodedVideo">Video frames decoded.</param>
/// <param name="DisplayedPictures">Pictures displayed, redisplays included.</param>
/// <param name="LostPictures">Pictures that came too late.</param>
/// <param name="PlayedAudio">Audio buffers played.</param>
/// <param name="Discontinuities">Breaks seen by the demultiplexer.</param>
public sealed record StatisticsEvent(
    long Session,
    long TimeMs,
    long ReadBytes,
    long DecodedVideo,
    long DisplayedPictures,
    long LostPictures,
    long PlayedAudio,
    long Discontinuities) : PlayerEvent(Session);

/// <summary>The media came to its end.</summary>
public sealed record EndedEvent(long Session) : PlayerEvent(Session);

/// <summary>LibVLC gave up on the session.</summary>
/// <param name="Session">Which.</param>
/// <param name="Failure">As far as the player can tell.</param>
/// <param name="Detail">LibVLC's last error lines.</param>
public sealed record FailedEvent(long Session, FailureKind Failure, string Detail) : PlayerEvent(Session);
