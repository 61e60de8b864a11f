using System.Net;
using System.Text.RegularExpressions;

namespace SeeIt.Relay.Proxy;

/// <summary>
/// Writes the relay's names into one playlist or MPD, in place of what it leads to. In an MPD, what is relative stays: the
/// player finds it in the folder of the MPD's own name, or of that of its BaseURL.
/// </summary>
/// <param name="proxy">Told of what leads to somewhere that is not allowed; that stays, and leads the player nowhere.</param>
/// <param name="permit">Whose names.</param>
/// <param name="from">Where the playlist was fetched.</param>
internal sealed partial class PlaylistNames(ForwardProxy proxy, ProxyPermit permit, Uri from)
{
    /// <param name="text">The whole playlist.</param>
    /// <param name="isDash">An MPD.</param>
    public string Write(string text, bool isDash)
    {
        if (!isDash)
        {
            return Playlist.RenameHls(text, Whole);
        }

        var hasBase = Playlist.HasBase(text);
        return Playlist.RenameDash(text, (address, isElement) => OfMpd(address, climbs: isElement || !hasBase));
    }

    /// <param name="address">With XML's escapes.</param>
    /// <param name="climbs">Above the folder of the MPD, when it says so: its name has none.</param>
    private string OfMpd(string address, bool climbs)
    {
        if (!address.StartsWith('/') && !HasScheme().IsMatch(address) && !(climbs && address.StartsWith("../", StringComparison.Ordinal)))
        {
            return address;
        }

        if (address.IndexOf('$', StringComparison.Ordinal) is >= 0 and var identifier)
        {
            // The player fills it in, so that part stays.
            var path = address[..identifier].Split('?')[0];
            var folder = path[..(path.LastIndexOf('/') + 1)];
            return Find(WebUtility.HtmlDecode(folder)) is { } found ? permit.NameOfFolder(found) + address[folder.Length..] : address;
        }

        return Whole(WebUtility.HtmlDecode(address));
    }

    private string Whole(string address) => Find(address) is { } found ? permit.Name(found) : address;

    private Uri? Find(string address)
    {
        if (NamesNothingToFetch().IsMatch(address))
        {
            return null;
        }

        var absolute = HasScheme().IsMatch(address) || !Uri.TryCreate(from, address is ['/' or '?', ..] ? address : "./" + address, out var resolved)
            ? address
            : resolved.AbsoluteUri;
        if (SourceAddress.ParseHop(absolute, permit.Source.Trust, out var refusal) is not { } found)
        {
            proxy.Report(new ProxyRefusal(from, permit, refusal!));
            return null;
        }

        return found;
    }

    /// <summary>A colon alone makes none: some servers put the time of day into the names of segments.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://", RegexOptions.CultureInvariant)]
    private static partial Regex HasScheme();

    /// <summary>The name of a FairPlay key, what it holds itself, a name.</summary>
    [GeneratedRegex("^(?:skd|data|urn):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesNothingToFetch();
}
