using SeeIt.Guide.Lineup;

namespace SeeIt.Guide;

/// <summary>An airing's place in time, seen from the moment of matching.</summary>
public enum Showing
{
    Now,
    Later,
    Past,
}

/// <summary>An airing that a post may mean.</summary>
/// <param name="Airing">Which.</param>
/// <param name="Channel">Where.</param>
/// <param name="Episode">The instalment in words, as in <see cref="Guide.Airing.Episode"/>.</param>
/// <param name="When">Whether it is on now.</param>
/// <param name="Probability">0 to 1: that the post means this airing.</param>
/// <param name="Reasons">Which words and which rule, for people, weightiest first.</param>
public sealed record MatchCandidate(
    Airing Airing,
    Channel Channel,
    string? Episode,
    Showing When,
    double Probability,
    IReadOnlyList<string> Reasons);

/// <summary>The answer to a post.</summary>
/// <param name="Candidates">Best first, at most five; empty when none is likely enough to be offered.</param>
/// <param name="None">0 to 1: that the post means no show of this guide. With the probabilities of all considered airings it adds up to 1.</param>
/// <param name="OneTap">The first is sure enough to be offered as one button, and is not over.</param>
public sealed record MatchResult(IReadOnlyList<MatchCandidate> Candidates, double None, bool OneTap)
{
    public static MatchResult Nothing { get; } = new([], None: 1, OneTap: false);
}
