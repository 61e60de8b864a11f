using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Posts;

/// <summary>A post that somebody shared to a TV.</summary>
public sealed class SharedPost
{
    public Guid Id { get; init; }

    public required string TvId { get; init; }

    public long SharedAtMs { get; init; }

    /// <summary>The post while it waits for its box; forgotten with the answer.</summary>
    public string? PostJson { get; set; }

    /// <summary>The box's answer, once it came.</summary>
    public string? AnswerJson { get; set; }

    /// <summary>True when the box was offline or late: the post is listed as watch later.</summary>
    public bool WatchLater { get; init; }

    /// <summary>Why its link was not read; null when it was, or when it has none.</summary>
    public LinkFailure? LinkFailure { get; init; }
}
