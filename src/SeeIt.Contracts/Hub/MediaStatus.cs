using SeeIt.Contracts.Player;

namespace SeeIt.Contracts.Hub;

/// <summary>What is played, and how it goes.</summary>
/// <param name="Health">How the picture is.</param>
/// <param name="Source">Which of the channel's sources, for people: its kind, without address or credentials.</param>
/// <param name="CanPause">Pause and resume are possible.</param>
/// <param name="CanSeek">Seeking and other speeds are possible.</param>
/// <param name="LengthMs">Null of what is live, and of a recording that still grows.</param>
/// <param name="Rate">1 is normal speed.</param>
/// <param name="Tracks">In the stream's order; those that are played are marked.</param>
/// <param name="TuneMs">From the opening of this source to its picture, in milliseconds; of a standby, from its being shown.</param>
/// <param name="Live">Where one can be in what is live; null of what has a length, and where it is not known.</param>
/// <param name="Tuner">The tuner that it comes from; null of what comes from none that is known.</param>
/// <param name="Statistics">What the player counted; null in the first seconds, and of a box that does not say.</param>
public sealed record MediaStatus(
    PictureHealth Health,
    string Source,
    bool CanPause,
    bool CanSeek,
    long? LengthMs,
    double Rate,
    IReadOnlyList<Track> Tracks,
    int? TuneMs = null,
    LiveRange? Live = null,
    TunerStatus? Tuner = null,
    PlaybackStatistics? Statistics = null);

/// <summary>
/// Where one can be in what is live, on the scale of <see cref="TvStatus.PositionMs"/> and as of <see cref="TvStatus.TakenAt"/>.
/// Both ends go on with time, at normal speed, whatever the state is.
/// </summary>
/// <param name="StartMs">The oldest picture that the box holds, to 5 s; negative when that came before the first that was shown.</param>
/// <param name="EndMs">The newest one, to a second or two.</param>
public sealed record LiveRange(long StartMs, long EndMs);

/// <summary>A tuner and its signal, which is told anew when it is another by more than a little, or by its lock.</summary>
/// <param name="Server">The host that has the tuner; <c>this box</c> of an adapter of its own.</param>
/// <param name="IsLocked">It receives something on this frequency; null of a tuner that does not say.</param>
/// <param name="Level">Strength, 0 to 100; null of a tuner that does not say.</param>
/// <param name="Quality">0 to 100, where 100 is without errors; null of a tuner that does not say.</param>
public sealed record TunerStatus(string Server, bool? IsLocked = null, int? Level = null, int? Quality = null);

/// <summary>How the picture is, from good to gone. A paused one is as it was.</summary>
public enum PictureHealth
{
    /// <summary>Pictures and sound come.</summary>
    Flowing,

    /// <summary>Pictures come too late, some not at all.</summary>
    Late,

    /// <summary>Pictures come and are black. The channel may mean it.</summary>
    Black,

    /// <summary>Pictures come, and no sound though there was some.</summary>
    Silent,

    /// <summary>Sound comes, and no picture though there was one.</summary>
    NoPicture,

    /// <summary>Nothing comes: the source is opened anew, then the channel's next one.</summary>
    Frozen,

    /// <summary>No source gives a picture: they are tried again and again, ever more seldom.</summary>
    Lost,
}
