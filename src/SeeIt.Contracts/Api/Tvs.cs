using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.Api;

/// <summary>Whether the hub has a link to the box.</summary>
public enum Presence
{
    /// <summary>The box said Hello and its connection stands.</summary>
    Online,

    /// <summary>No connection. Commands wait for their time to live; posts wait in the watch-later list.</summary>
    Unreachable,
}

/// <summary>A TV of the household.</summary>
/// <param name="Id">The box's id, 32 lower-case hex digits.</param>
/// <param name="Name">As its owner set it.</param>
/// <param name="Model">Hardware model, for people.</param>
/// <param name="Presence">Whether commands reach it now.</param>
/// <param name="LastSeen">When the box last said Hello, or its link ended; null before the first.</param>
/// <param name="Status">The last one known, however old; null before the first.</param>
public sealed record TvView(string Id, string Name, string Model, Presence Presence, DateTimeOffset? LastSeen, TvStatus? Status);

/// <summary>A pairing that waits for approval.</summary>
/// <param name="Code">The code that the TV shows, as XXXX-XXXX.</param>
/// <param name="Name">The TV's name.</param>
/// <param name="Model">Hardware model.</param>
/// <param name="Numbers">Three numbers; the TV shows one of them.</param>
public sealed record PairingView(string Code, string Name, string Model, IReadOnlyList<int> Numbers);

/// <param name="Number">The number that the TV shows. A wrong one ends this pairing.</param>
public sealed record PairingChoice(int Number);

/// <param name="TvId">The TV that is now the household's.</param>
/// <param name="Name">Its name.</param>
public sealed record PairedTv(string TvId, string Name);
