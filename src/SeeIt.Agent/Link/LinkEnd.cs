using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Link;

/// <summary>Why a link ended.</summary>
public enum LinkEnd
{
    /// <summary>The token grows old: connect again at once.</summary>
    Renew,

    /// <summary>The connection broke.</summary>
    Lost,

    /// <summary>The machine was asleep: connect again at once.</summary>
    Slept,

    /// <summary>The hub stops, and says when to come back.</summary>
    Drained,

    /// <summary>The hub does not know this box any more.</summary>
    Unpaired,

    /// <summary>Another agent with this box's identity has linked.</summary>
    Replaced,
}

/// <param name="End">Why.</param>
/// <param name="Drain">With <see cref="LinkEnd.Drained"/>.</param>
public readonly record struct LinkEnded(LinkEnd End, Drain? Drain = null);
