using System.Text.RegularExpressions;

namespace SeeIt.Relay.Proxy;

/// <summary>
/// The absolute addresses in a playlist of HLS (RFC 8216, section 4) or an MPD of DASH (ISO/IEC 23009-1, 5.3 and 5.6).
/// Relative ones are the player's to resolve.
/// </summary>
internal static partial class Playlist
{
    /// <summary>A longer one is none.</summary>
    public const int MaxLength = 8 * 1024 * 1024;

    /// <summary>Scheme and authority, or what comes instead: <c>file://</c>, <c>//host</c>.</summary>
    private const string Root = "(?<root>(?:[A-Za-z][A-Za-z0-9+.-]{0,31}:)?//[^/?#\"'<>\\s]*)";

    /// <param name="text">The whole playlist.</param>
    /// <param name="isDash">An MPD.</param>
    /// <param name="rename">Is given scheme and authority of each absolute address, and gives what is to stand there.</param>
    public static string Rename(string text, bool isDash, Func<string, string> rename)
    {
        MatchEvaluator replace = match => match.Groups["before"].Value + rename(match.Groups["root"].Value);
        return isDash
            ? DashElement().Replace(DashAttribute().Replace(text, replace), replace)
            : HlsAttribute().Replace(HlsLine().Replace(text, replace), replace);
    }

    /// <summary>
    /// It is of what is on the air, and more of it is to come: a media playlist without its end (RFC 8216, 4.3.3.4), an MPD of the
    /// type "dynamic". Null of one that names other playlists only.
    /// </summary>
    public static bool? IsLive(string text, bool isDash) =>
        isDash ? DashDynamic().IsMatch(text)
        : text.Contains("#EXT-X-TARGETDURATION", StringComparison.Ordinal) ? !text.Contains("#EXT-X-ENDLIST", StringComparison.Ordinal)
        : null;

    /// <summary>Encrypted in a way for which LibVLC has no key: each sample by itself, or by a DRM system.</summary>
    public static bool IsProtected(string text, bool isDash) => (isDash ? DashProtection() : HlsProtection()).IsMatch(text);

    /// <summary>VLC's option for writing streams, which a playlist of VLC's own kind may try to set.</summary>
    public static bool NamesOutput(string text) => StreamOutput().IsMatch(text);

    // Each takes time in proportion to the text, whatever a server writes into it.
    [GeneratedRegex($"(?<before>^[ \\t]*){Root}", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HlsLine();

    [GeneratedRegex($"(?<before>[:,]URI=\"){Root}", RegexOptions.CultureInvariant)]
    private static partial Regex HlsAttribute();

    [GeneratedRegex($"(?<before>\\s(?:media|initialization|index|sourceURL|bitstreamSwitching|xlink:href)\\s*=\\s*[\"']){Root}", RegexOptions.CultureInvariant)]
    private static partial Regex DashAttribute();

    [GeneratedRegex($"(?<before><(?:\\w+:)?(?:BaseURL|Location)(?:\\s[^<>]*)?>\\s*){Root}", RegexOptions.CultureInvariant)]
    private static partial Regex DashElement();

    [GeneratedRegex("^#EXT-X-KEY:(?:[^\\r\\n]*,)?METHOD=SAMPLE-AES", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HlsProtection();

    [GeneratedRegex("^#EXTVLCOPT:[ \\t]*:?-*sout", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StreamOutput();

    [GeneratedRegex("<(?:\\w+:)?MPD\\s[^>]*\\btype\\s*=\\s*[\"']dynamic[\"']", RegexOptions.CultureInvariant)]
    private static partial Regex DashDynamic();

    [GeneratedRegex("<(?:\\w+:)?ContentProtection[\\s>]", RegexOptions.CultureInvariant)]
    private static partial Regex DashProtection();
}
