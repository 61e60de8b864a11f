using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.Api;

/// <summary>A command as phones see it.</summary>
/// <param name="Id">Given by the hub.</param>
/// <param name="TvId">Whom it is for.</param>
/// <param name="Sequence">Rises by one per TV.</param>
/// <param name="Verb">What was asked.</param>
/// <param name="RequestedBy">The person's name.</param>
/// <param name="CreatedAt">When the hub took it.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Unconfirmed">True when it was sent, is not ended, and the box cannot be reached: what came of it is not known yet.</param>
/// <param name="Failure">With <see cref="Progress.Failed"/>.</param>
/// <param name="Detail">With <see cref="Progress.Failed"/>: for people.</param>
/// <param name="FirstPictureMs">With <see cref="Progress.Done"/> of a See it: milliseconds to the first displayed picture.</param>
public sealed record CommandView(
    Guid Id,
    string TvId,
    long Sequence,
    Verb Verb,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    Progress Progress,
    bool Unconfirmed,
    FailureKind? Failure,
    string? Detail,
    int? FirstPictureMs);
