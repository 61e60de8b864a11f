using Microsoft.AspNetCore.WebUtilities;

namespace SeeIt.Hub.Unfolding;

/// <summary>
/// See it's own link, a whole post in an address: <c>https://hub/share#text=…&amp;at=…&amp;zone=…</c>. Nothing is fetched, and
/// what stands behind the # reaches no server but by a share. See docs/protocol.md.
/// </summary>
internal static class SeeItLink
{
    /// <summary>Null when it is none.</summary>
    public static LinkedPost? Read(string link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.AbsolutePath != "/share"
            || address.Fragment.Length < 2)
        {
            return null;
        }

        var fields = QueryHelpers.ParseQuery(address.Fragment[1..]);
        var text = Lines.Tidy(fields["text"].ToString());
        return text.Length == 0
            ? null
            : new LinkedPost(text, Field("author"), ServiceJson.ParseTime(Field("at")), Field("zone"), Field("language"), Lines.One(Field("parent")));

        string? Field(string name) => fields.TryGetValue(name, out var value) ? Lines.One(value) : null;
    }
}
