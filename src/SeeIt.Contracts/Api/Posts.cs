namespace SeeIt.Contracts.Api;

/// <summary>A shared post and the box's answer to it.</summary>
/// <param name="PostId">Given by the hub.</param>
/// <param name="TvId">The TV it was shared to.</param>
/// <param name="SharedAt">When.</param>
/// <param name="Text">The post's words while it waits for its box; null once answered: the hub then forgets them.</param>
/// <param name="Answered">False while it waits for its box.</param>
/// <param name="Candidates">Best first, at most five.</param>
/// <param name="None">Probability, 0 to 1, that none of the candidates is meant.</param>
/// <param name="OneTap">True when the first is sure enough to be offered as one button.</param>
public sealed record PostView(
    Guid PostId,
    string TvId,
    DateTimeOffset SharedAt,
    string? Text,
    bool Answered,
    IReadOnlyList<Candidate> Candidates,
    double None,
    bool OneTap);
