namespace SeeIt.Contracts;

/// <summary>Names an airing so that it is found again after each guide refresh: the channel, the start, and the title.</summary>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Start">When the broadcast starts, UTC.</param>
/// <param name="Title">The show's title.</param>
/// <param name="ProgrammeId">Gracenote dd_progid, where the guide has one.</param>
public sealed record AiringReference(string ChannelId, DateTimeOffset Start, string Title, string? ProgrammeId = null);

/// <summary>An airing's place in time, seen from the moment the post was matched.</summary>
public enum AiringTime
{
    Now,
    Later,
    Past,
}

/// <summary>One answer to a post.</summary>
/// <param name="Airing">What a See it command names.</param>
/// <param name="Title">The show.</param>
/// <param name="Episode">The instalment: "S02E05 The Night Garden", or null.</param>
/// <param name="Channel">The channel's display name.</param>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Start">UTC.</param>
/// <param name="Stop">UTC, exclusive.</param>
/// <param name="When">Whether it is on now.</param>
/// <param name="Probability">Calibrated, 0 to 1: how likely the post means this airing.</param>
/// <param name="Reasons">Which words and which rule, for people.</param>
public sealed record Candidate(
    AiringReference Airing,
    string Title,
    string? Episode,
    string Channel,
    string ChannelId,
    DateTimeOffset Start,
    DateTimeOffset Stop,
    AiringTime When,
    double Probability,
    IReadOnlyList<string> Reasons);

/// <summary>The box's answer to a post: best first, at most five.</summary>
/// <param name="Candidates">Empty when the post names no show of this household's guide.</param>
/// <param name="None">Probability, 0 to 1, that none of the candidates is meant.</param>
/// <param name="OneTap">True when the first is sure enough to be offered as one button.</param>
public sealed record CandidateList(IReadOnlyList<Candidate> Candidates, double None, bool OneTap)
{
    public static CandidateList Empty { get; } = new([], None: 1, OneTap: false);
}
