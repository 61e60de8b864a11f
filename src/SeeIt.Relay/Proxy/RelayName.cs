using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SeeIt.Relay.Proxy;

/// <summary>
/// By what name the player asks for an address:
/// <c>https://tv.example/live.m3u8</c> under permit 7 is <c>http://tv.example.443.7.https.relay.invalid/live.m3u8</c>.
/// Path and query stay, so that what a playlist names relatively needs no rewriting. The permit is in the name, since two
/// sources of one host may be allowed different things; and the scheme, since TLS is the relay's: the player speaks none, and
/// nothing of an answer is hidden from the relay. The domain exists nowhere (RFC 6761, section 6.4).
/// </summary>
/// <param name="Permit">Its number.</param>
/// <param name="Root">Scheme, host and port of the true address.</param>
internal sealed record RelayName(long Permit, Uri Root)
{
    private const string Domain = ".relay.invalid";

    /// <summary>Before what stands in brackets in an address, with dashes for its colons.</summary>
    private const string Version6 = "v6-";

    /// <summary>Scheme and authority, to be followed by path and query.</summary>
    public override string ToString()
    {
        var host = Root.HostNameType == UriHostNameType.IPv6 ? Version6 + Root.IdnHost.Replace(':', '-') : Root.IdnHost;
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}.{Root.Port}.{Permit}.{Root.Scheme}{Domain}");
    }

    /// <summary>Reads what the player asks for.</summary>
    /// <param name="asked">In absolute form (RFC 9112, section 3.2.2).</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="target">The true address, as text and unchecked.</param>
    /// <returns>False when the relay has not named it.</returns>
    public static bool TryParse(string asked, [NotNullWhen(true)] out RelayName? name, [NotNullWhen(true)] out string? target)
    {
        (name, target) = (null, null);
        if (!Uri.TryCreate(asked, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp
            || !address.Host.EndsWith(Domain, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var labels = address.Host[..^Domain.Length].Split('.');
        if (labels is not [.. var host, var port, var permit, var scheme]
            || host.Length == 0
            || !long.TryParse(permit, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !Uri.TryCreate($"{scheme}://{Host(string.Join('.', host))}:{port}/", UriKind.Absolute, out var root))
        {
            return false;
        }

        name = new RelayName(number, root);
        target = root.GetLeftPart(UriPartial.Authority) + address.PathAndQuery;
        return true;
    }

    private static string Host(string host) => host.StartsWith(Version6, StringComparison.OrdinalIgnoreCase)
        ? $"[{host[Version6.Length..].Replace('-', ':')}]"
        : host;
}
