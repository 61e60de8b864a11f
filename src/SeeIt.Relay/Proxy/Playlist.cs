using System.Text.RegularExpressions;

namespace SeeIt.Relay.Proxy;

/// <summary>The addresses in a playlist of HLS (RFC 8216, section 4) or an MPD of DASH (ISO/IEC 23009-1, 5.3 and 5.6).</summary>
internal static partial class Playlist
{
    /// <summary>A longer one is none.</summary>
    public const int MaxLength = 8 * 1024 * 1024;

    /// <summary>Gives each address of an HLS playlist another name.</summary>
    /// <param name="text">The whole playlist.</param>
    /// <param name="rename">Is given an address, absolute or relative to the playlist, and gives what is to stand there.</param>
    public static string RenameHls(string text, Func<string, string> rename)
    {
        MatchEvaluator replace = match => match.Groups["before"].Value + rename(match.Groups["address"].Value.Trim());
        return HlsAttribute().Replace(HlsLine().Replace(text, replace), replace);
    }

    /// <summary>Gives each address of an MPD another name.</summary>
    /// <param name="text">The whole MPD.</param>
    /// <param name="rename">
    /// Is given an address, with XML's escapes, and whether the text of an element holds it; and gives what is to stand there.
    /// Relative ones may be to a BaseURL, and may have identifiers between dollar signs.
    /// </param>
    public static string RenameDash(string text, Func<string, bool, string> rename)
    {
        MatchEvaluator Replace(bool isElement) => match => match.Groups["before"].Value + rename(match.Groups["address"].Value.TrimEnd(), isElement);
        return DashElement().Replace(DashAttribute().Replace(text, Replace(isElement: false)), Replace(isElement: true));
    }

    /// <summary>The MPD says itself what its relative addresses are relative to.</summary>
    public static bool HasBase(string text) => BaseElement().IsMatch(text);

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
    [GeneratedRegex("(?<before>^[ \\t]*)(?<address>[^#\\s\\uFEFF][^\\r\\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HlsLine();

    [GeneratedRegex("(?<before>[:,]URI=\")(?<address>[^\"\\r\\n]+)", RegexOptions.CultureInvariant)]
    private static partial Regex HlsAttribute();

    [GeneratedRegex("(?<before>\\s(?:media|initialization|index|sourceURL|bitstreamSwitching|xlink:href)\\s*=\\s*[\"'])(?<address>[^\"'<>]+)", RegexOptions.CultureInvariant)]
    private static partial Regex DashAttribute();

    [GeneratedRegex("(?<before><(?:\\w+:)?(?:BaseURL|Location)(?:\\s[^<>]*)?>\\s*)(?<address>[^<>\\s][^<>]*)", RegexOptions.CultureInvariant)]
    private static partial Regex DashElement();

    [GeneratedRegex("<(?:\\w+:)?BaseURL[\\s>]", RegexOptions.CultureInvariant)]
    private static partial Regex BaseElement();

    [GeneratedRegex("^#EXT-X-KEY:(?:[^\\r\\n]*,)?METHOD=SAMPLE-AES", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HlsProtection();

    [GeneratedRegex("^#EXTVLCOPT:[ \\t]*:?-*sout", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StreamOutput();

    [GeneratedRegex("<(?:\\w+:)?MPD\\s[^>]*\\btype\\s*=\\s*[\"']dynamic[\"']", RegexOptions.CultureInvariant)]
    private static partial Regex DashDynamic();

    [GeneratedRegex("<(?:\\w+:)?ContentProtection[\\s>]", RegexOptions.CultureInvariant)]
    private static partial Regex DashProtection();
}
