namespace SeeIt.Guide.Lineup;

/// <summary>A station of the household. Immutable.</summary>
/// <param name="Id">Stable over imports: the tvg-id, with the shift appended when there is one ("itv.uk@+1"); else made from the name.</param>
/// <param name="Name">For people.</param>
/// <param name="Number">As the lineup writes it: "7", "7.1"; null when it has none.</param>
/// <param name="Aliases">Other names: tvg-name, the guide's display names. Without <paramref name="Name"/>.</param>
/// <param name="Group">group-title or EXTGRP, as written; several are separated by ";".</param>
/// <param name="GuideId">The tvg-id: the guide's channel id.</param>
/// <param name="TvgShift">What is added to the guide's times on this channel: a "+1" channel has one hour.</param>
/// <param name="IsRadio">The lineup marks it as radio.</param>
/// <param name="Logo">tvg-logo.</param>
/// <param name="Sources">The ways to play it, in the owner's order of preference. Empty when only the guide knows the channel.</param>
public sealed record Channel(
    string Id,
    string Name,
    string? Number,
    IReadOnlyList<string> Aliases,
    string? Group,
    string? GuideId,
    TimeSpan TvgShift,
    bool IsRadio,
    string? Logo,
    IReadOnlyList<Source> Sources)
{
    /// <summary>Characters of an id, the lineup's or the guide's. Longer ones are no ids.</summary>
    internal const int LongestId = 500;
}
