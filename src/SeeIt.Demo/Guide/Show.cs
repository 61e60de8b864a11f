namespace SeeIt.Demo.Guide;

/// <summary>A show of the demo's channels. All of them are invented.</summary>
/// <param name="Title">As the guide has it.</param>
/// <param name="Category">XMLTV category.</param>
/// <param name="Description">Of the show, in a sentence.</param>
/// <param name="Slots">How many half hours it lasts.</param>
/// <param name="Episodes">Sub-titles, in the order of the episodes; empty for what has none.</param>
/// <param name="Season">Of all these episodes, from 1; 0 for what has none.</param>
public sealed record Show(
    string Title,
    string Category,
    string Description,
    int Slots = 1,
    int Season = 0,
    params IReadOnlyList<string> Episodes);

/// <summary>One airing in the demo's guide.</summary>
/// <param name="ChannelId">The lineup's tvg-id.</param>
/// <param name="Show">What.</param>
/// <param name="Episode">From 1; 0 when the show has no episodes.</param>
/// <param name="Start">UTC.</param>
/// <param name="Stop">UTC, exclusive.</param>
public sealed record Airing(string ChannelId, Show Show, int Episode, DateTimeOffset Start, DateTimeOffset Stop);
