namespace SeeIt.Contracts.Hub;

/// <summary>What the TV does at this moment. <c>Tuning</c>: nothing shown yet; <c>Buffering</c>: it was shown and stalls.</summary>
public enum TvState
{
    Standby,
    Idle,
    Tuning,
    Playing,
    Buffering,
    Paused,
    Error,
}

/// <summary>A whole picture of the TV; each one replaces the one before it.</summary>
/// <param name="BootId">New at each start of the agent.</param>
/// <param name="Sequence">Rises by one per status within a boot.</param>
/// <param name="State">See <see cref="TvState"/>.</param>
/// <param name="CommandId">The command that led here, if one did.</param>
/// <param name="ChannelId">What is tuned.</param>
/// <param name="Channel">Its display name.</param>
/// <param name="Title">The show that the guide has on the channel.</param>
/// <param name="Episode">Its episode.</param>
/// <param name="PositionMs">
/// When it was taken: the place in media that can seek; of live media the playing time since the first picture. It goes on at
/// <see cref="MediaStatus.Rate"/> while <see cref="TvState.Playing"/>, and is told anew when it is another than that.
/// </param>
/// <param name="TakenAt">When the position was taken, by the box's clock, UTC.</param>
/// <param name="Volume">0 to 100.</param>
/// <param name="Muted">Muted.</param>
/// <param name="FirstPictureMs">From the command's receipt to the first picture of what is on, in milliseconds.</param>
/// <param name="Failure">With <see cref="TvState.Error"/>.</param>
/// <param name="Detail">With <see cref="TvState.Error"/>: for people.</param>
/// <param name="PlayerRestarts">How often the player process was started again since the agent's start.</param>
/// <param name="Problems">What is wrong on the box though it runs: a broken guide file, for instance. For people.</param>
/// <param name="Media">What is played, from the first picture on; null when nothing is.</param>
/// <param name="RequestedBy">Who gave that command.</param>
/// <param name="FirstPictureAt">When that first picture came, by the box's clock, UTC.</param>
/// <param name="Session">The viewing session that runs, as the box counts them; null while none does, and when the box could not keep it.</param>
/// <param name="Last">How the viewing session before ended; null while the box knows of none.</param>
/// <param name="Allowed">The verbs that can be carried out now, by their names on the wire; null of a box that does not say.</param>
/// <param name="Output">How picture and sound are put out; null of a box that does not say.</param>
public sealed record TvStatus(
    Guid BootId,
    long Sequence,
    TvState State,
    Guid? CommandId,
    string? ChannelId,
    string? Channel,
    string? Title,
    string? Episode,
    long PositionMs,
    DateTimeOffset TakenAt,
    int Volume,
    bool Muted,
    int? FirstPictureMs,
    FailureKind? Failure,
    string? Detail,
    int PlayerRestarts,
    IReadOnlyList<string> Problems,
    MediaStatus? Media = null,
    string? RequestedBy = null,
    DateTimeOffset? FirstPictureAt = null,
    long? Session = null,
    SessionEnd? Last = null,
    IReadOnlyList<string>? Allowed = null,
    OutputStatus? Output = null);
