namespace SeeIt.Contracts.Hub;

/// <summary>What was watched on a TV, from its first picture to its end.</summary>
/// <param name="Id">Given by the box, and never again.</param>
/// <param name="CommandId">The command that asked for it.</param>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Title">As the guide had it; null when it had none.</param>
/// <param name="RequestedBy">Who asked; null when nobody is known.</param>
/// <param name="Started">By the box's clock, UTC.</param>
/// <param name="Ended">By the box's clock, UTC.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record Viewing(
    Guid Id,
    Guid CommandId,
    string ChannelId,
    string? Title,
    string? RequestedBy,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    ViewingOutcome Outcome);
