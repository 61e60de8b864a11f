namespace SeeIt.Guide.Lineup;

/// <summary>What is to be kept of an address that a lineup names.</summary>
internal static class SourceAddresses
{
    private const string Ticket = "ticket=";

    /// <summary>Tvheadend's tickets are good for five minutes: what is kept is the address that lasts.</summary>
    public static Uri WithoutTicket(Uri uri)
    {
        if (!uri.IsAbsoluteUri || !uri.Query.Contains(Ticket, StringComparison.Ordinal)
            || !uri.AbsolutePath.Contains("/stream/", StringComparison.Ordinal))
        {
            return uri;
        }

        var kept = uri.Query.TrimStart('?').Split('&').Where(part => !part.StartsWith(Ticket, StringComparison.Ordinal));
        return new UriBuilder(uri) { Query = string.Join('&', kept) }.Uri;
    }

    /// <summary>What a channel is called that has no name: its host and its file, since the rest is often a password.</summary>
    public static string NameOf(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return uri.OriginalString;
        }

        var file = Path.GetFileNameWithoutExtension(uri.AbsolutePath.TrimEnd('/'));
        return $"{uri.Host} {Uri.UnescapeDataString(file)}".Trim() is { Length: > 0 } name ? name : uri.Scheme;
    }

    /// <summary>Who may read a lineup may play what is at the same server.</summary>
    public static Uri WithCredentialsOf(Uri? lineup, Uri uri) =>
        lineup is { UserInfo.Length: > 0 } && uri is { IsAbsoluteUri: true, UserInfo.Length: 0 }
            && (uri.Scheme, uri.Authority) == (lineup.Scheme, lineup.Authority)
            ? new Uri($"{uri.Scheme}://{lineup.UserInfo}@{uri.Authority}{uri.PathAndQuery}")
            : uri;

    /// <summary>
    /// What players write for "any address of mine" (<c>udp://@:1234</c>) and for an adapter's parameters
    /// (<c>dvb-t://frequency=…</c>) has no host, and is no URI without one.
    /// </summary>
    public static string WithHost(string address)
    {
        var colon = address.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0)
        {
            return address;
        }

        var (scheme, rest) = (address[..colon].ToLowerInvariant(), address[(colon + 3)..]);
        return scheme switch
        {
            "udp" or "rtp" when rest.StartsWith("@:", StringComparison.Ordinal) || rest.StartsWith(':') =>
                $"{scheme}://@0.0.0.0{rest[rest.IndexOf(':', StringComparison.Ordinal)..]}",
            _ when IsAdapter(scheme) && !rest.StartsWith('/') => $"{scheme}:///{rest}",
            _ => address,
        };
    }

    private static bool IsAdapter(string scheme) => scheme is "dvb" or "atsc" or "cqam"
        || scheme.StartsWith("dvb-", StringComparison.Ordinal) || scheme.StartsWith("isdb-", StringComparison.Ordinal);
}
