using SeeIt.Contracts.Player;

namespace SeeIt.Contracts.Hub;

/// <summary>What is played, and how it goes.</summary>
/// <param name="Health">How the picture is.</param>
/// <param name="Source">Which of the channel's sources, for people: without path, query or credentials.</param>
/// <param name="CanPause">Pause and resume are possible.</param>
/// <param name="CanSeek">Seeking and other speeds are possible.</param>
/// <param name="LengthMs">Null of what is live.</param>
/// <param name="Rate">1 is normal speed.</param>
/// <param name="Tracks">In the stream's order; those that are played are marked.</param>
public sealed record MediaStatus(
    PictureHealth Health,
    string Source,
    bool CanPause,
    bool CanSeek,
    long? LengthMs,
    double Rate,
    IReadOnlyList<Track> Tracks);

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
