using System.Net;

namespace SeeIt.Agent.Sources;

/// <summary>User name and password that stand in a web address: <c>http://anna:secret@host/</c>.</summary>
internal static class UserInfo
{
    /// <summary>Null where none stand in it.</summary>
    public static NetworkCredential? Of(Uri address)
    {
        if (!IsIn(address))
        {
            return null;
        }

        var colon = address.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(address.UserInfo), "")
            : new NetworkCredential(Uri.UnescapeDataString(address.UserInfo[..colon]), Uri.UnescapeDataString(address.UserInfo[(colon + 1)..]));
    }

    public static Uri Without(Uri address) =>
        IsIn(address) ? new Uri(address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)) : address;

    private static bool IsIn(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo.Length: > 0 };
}

/// <summary>Gives a server that asks what stands in the very address that was asked for: a redirect loses it.</summary>
internal sealed class UserInfoCredentials : ICredentials
{
    public NetworkCredential? GetCredential(Uri uri, string authType) => authType is "Basic" or "Digest" ? UserInfo.Of(uri) : null;
}
