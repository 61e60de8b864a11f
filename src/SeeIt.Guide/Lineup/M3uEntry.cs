namespace SeeIt.Guide.Lineup;

/// <summary>One entry of an M3U playlist: an address and what stood before it.</summary>
/// <param name="Line">Of the address, from 1.</param>
/// <param name="Name">The words after EXTINF's last attribute; empty when there are none.</param>
/// <param name="Attributes">EXTINF's attributes; names are compared without regard to case.</param>
/// <param name="Group">group-title, else EXTGRP.</param>
/// <param name="Uri">The address, without a <c>|header=value</c> suffix.</param>
/// <param name="Headers">From the suffix, EXTVLCOPT, KODIPROP, EXTHTTP and the attributes user-agent and referrer.</param>
/// <param name="Options">Other EXTVLCOPT and KODIPROP values.</param>
public sealed record M3uEntry(
    long Line,
    string Name,
    IReadOnlyDictionary<string, string> Attributes,
    string? Group,
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>An attribute's value, trimmed; null when absent or empty.</summary>
    public string? this[string attribute] =>
        Attributes.TryGetValue(attribute, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
