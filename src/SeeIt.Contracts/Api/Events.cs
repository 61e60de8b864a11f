using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.Api;

/// <summary>Names of the Server-Sent Events of <c>GET /api/v1/events</c>; the comment names the type of the data.</summary>
public static class EventNames
{
    /// <summary><see cref="Api.Snapshot"/>: replaces all that the phone knows. First on every connection, and again after a phone was too slow.</summary>
    public const string Snapshot = "snapshot";

    /// <summary><see cref="CommandView"/>: a command moved.</summary>
    public const string Command = "command";

    /// <summary><see cref="StatusEvent"/>.</summary>
    public const string Status = "status";

    /// <summary><see cref="TvEvent"/>.</summary>
    public const string Tv = "tv";

    /// <summary><see cref="PostView"/>: an answer that came after the two seconds.</summary>
    public const string Candidates = "candidates";

    /// <summary>No data. Every 15 s, so that a dead connection is noticed.</summary>
    public const string Heartbeat = "heartbeat";
}

/// <param name="Tvs">Every TV of the household.</param>
/// <param name="Commands">The last ten commands of each TV, oldest first.</param>
public sealed record Snapshot(IReadOnlyList<TvView> Tvs, IReadOnlyList<CommandView> Commands);

public sealed record StatusEvent(string TvId, TvStatus Status);

public enum TvChange
{
    Online,
    Unreachable,
    Paired,
    Unpaired,
}

public sealed record TvEvent(string TvId, string Name, TvChange Change);
