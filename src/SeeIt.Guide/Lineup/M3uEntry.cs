using System.Globalization;
using System.Net;

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

    /// <summary>An attribute that the playlist's header may give for all entries: tvg-shift, and what tells of catch-up.</summary>
    internal static bool IsOfEvery(string attribute) =>
        attribute.Equals("tvg-shift", StringComparison.OrdinalIgnoreCase) || IsCatchup(attribute);

    internal LineupEntry ToLineupEntry()
    {
        var number = this["tvg-chno"] ?? this["channel-number"] ?? this["ch-number"] ?? this["lcn"] ?? this["tvg-num"];
        if ((First(Plain(Name)) ?? Plain(this["tvg-name"]) ?? this["tvg-id"]) is not { } name)
        {
            // Two addresses may have one name.
            return ToLineupEntry(SourceAddresses.NameOf(Uri), number) with { Distinction = Uri.OriginalString };
        }

        return Uri is { IsAbsoluteUri: true, Scheme: "rtsp" or "satip" } && ChannelNames.SplitOrdinal(name) is var (ordinal, rest)
            ? ToLineupEntry(rest, number ?? ordinal)
            : ToLineupEntry(name, number);
    }

    private LineupEntry ToLineupEntry(string name, string? number) => new(name, Uri)
    {
        Alias = Plain(this["tvg-name"]),
        Number = number,
        GuideId = this["tvg-id"] is { } id && !IsFiller(id) ? id : null,
        Shift = ReadShift(this["tvg-shift"]),
        Group = Plain(Group),
        Logo = this["tvg-logo"] ?? this["logo"],
        IsRadio = this["radio"]?.ToUpperInvariant() is "TRUE" or "1" or "YES",
        Headers = Headers,
        Options = WithCatchup(),
    };

    /// <summary>tvg-shift is in hours, with fractions; what is no number, or more than a day, counts as none.</summary>
    internal static TimeSpan ReadShift(string? hours) =>
        double.TryParse(hours?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 24
            ? TimeSpan.FromMinutes(Math.Round(value * 60))
            : TimeSpan.Zero;

    /// <summary>What programs write that have no id: hundreds of channels would be one by it.</summary>
    private static bool IsFiller(string id) => id.ToUpperInvariant() is "NONE" or "NULL" or "NIL" or "UNDEFINED" or "UNKNOWN" or "N/A" or "NA" or "-" or "0" or "FALSE";

    /// <summary>Playlists that were once XML are called "A&amp;amp;E".</summary>
    private static string? Plain(string? text) => text is not null && text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string? First(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim();

    private static bool IsCatchup(string attribute) => attribute.StartsWith("catchup", StringComparison.OrdinalIgnoreCase)
        || attribute.ToUpperInvariant() is "TIMESHIFT" or "TVG-REC";

    private IReadOnlyDictionary<string, string> WithCatchup()
    {
        Dictionary<string, string>? options = null;
        foreach (var (key, value) in Attributes)
        {
            if (IsCatchup(key))
            {
                options ??= new Dictionary<string, string>(Options, StringComparer.OrdinalIgnoreCase);
                options.TryAdd(key, value);
            }
        }

        return options ?? Options;
    }
}
