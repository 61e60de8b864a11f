namespace SeeIt.Hub.Unfolding;

/// <summary>The form that an address must have before the hub resolves its host: https at port 443, without user information.</summary>
internal static class LinkAddress
{
    /// <summary>Longer ones are not opened.</summary>
    public const int MaxLength = 2_048;

    /// <param name="text">A link as it was shared, or a redirect's Location.</param>
    /// <param name="from">Whom a relative one is relative to.</param>
    /// <returns>The address to open; null when it is not opened. What is linked by http is asked for by https.</returns>
    public static Uri? Parse(string text, Uri? from = null)
    {
        if (text.Length > MaxLength
            || !(from is null ? Uri.TryCreate(text, UriKind.Absolute, out var address) : Uri.TryCreate(from, text, out address))
            || address.UserInfo.Length > 0
            || address.Host.Length == 0)
        {
            return null;
        }

        if (address.Scheme == Uri.UriSchemeHttp && address.IsDefaultPort)
        {
            address = new UriBuilder(address) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri;
        }

        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.AbsoluteUri.Length <= MaxLength ? address : null;
    }

    /// <summary>True for the host itself and for what stands before it: <c>www.</c>, <c>mobile.</c>.</summary>
    public static bool IsAt(this Uri address, string host) =>
        address.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase)
        || address.IdnHost.EndsWith("." + host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The path's parts, unescaped: of <c>/a/b%20c</c> "a" and "b c".</summary>
    public static string[] Parts(this Uri address) =>
        [.. address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
}
