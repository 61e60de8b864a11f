namespace SeeIt.Contracts.Api;

/// <summary>Why a link was not read.</summary>
public enum LinkFailure
{
    /// <summary>It leads, itself or by a redirect, to what the hub does not open: not https, or no public host.</summary>
    Forbidden,

    /// <summary>No answer within the time that the phone waits.</summary>
    Unreachable,

    /// <summary>There is nothing there that can be read: it is gone, private, or neither a post nor a page.</summary>
    Unreadable,

    /// <summary>This account has shared too many links in a minute, or everybody has.</summary>
    TooMany,
}

/// <summary>A shared post and the box's answer to it.</summary>
/// <param name="PostId">Given by the hub.</param>
/// <param name="TvId">The TV it was shared to.</param>
/// <param name="SharedAt">When.</param>
/// <param name="Text">The post's words while it waits for its box; null once answered: the hub then forgets them.</param>
/// <param name="Answered">False while it waits for its box.</param>
/// <param name="Candidates">Best first, at most five.</param>
/// <param name="None">Probability, 0 to 1, that none of the candidates is meant.</param>
/// <param name="OneTap">True when the first is sure enough to be offered as one button.</param>
/// <param name="LinkFailure">Why the hub could not read the post's link, so that the box had to do with its words; null when it could, or when there is none.</param>
public sealed record PostView(
    Guid PostId,
    string TvId,
    DateTimeOffset SharedAt,
    string? Text,
    bool Answered,
    IReadOnlyList<Candidate> Candidates,
    double None,
    bool OneTap,
    LinkFailure? LinkFailure = null);
