using System.Text;
using System.Text.RegularExpressions;
using SeeIt.Guide.Input;

namespace SeeIt.Guide.Xmltv;

/// <summary>The encoding that an XML declaration names.</summary>
internal static partial class XmltvEncoding
{
    /// <summary>
    /// UTF-8 when none is named; a byte order mark overrides either, as the reader sees to. UTF-8 and the encodings of western
    /// Europe are often declared for each other: what is UTF-8 is read as such, and the rest as Windows-1252, whichever is named.
    /// </summary>
    /// <param name="head">The first bytes of the file, a character each.</param>
    /// <param name="name">The name that was found.</param>
    /// <returns>Null for an unknown name.</returns>
    public static Encoding? Find(string head, out string name)
    {
        if (WithoutMark(head) is { } wide)
        {
            name = wide.WebName;
            return wide;
        }

        var match = Declaration().Match(head);
        name = match.Success ? match.Groups["name"].Value : "UTF-8";
        if (name.Equals("UTF-8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ASCII", StringComparison.OrdinalIgnoreCase)
            || name.Equals("US-ASCII", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ISO-8859-1", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Windows-1252", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("UTF-16", StringComparison.OrdinalIgnoreCase))
        {
            return LenientEncoding.Utf8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // .NET refuses UTF-7, which it knows.
            return null;
        }
    }

    /// <summary>UTF-16 without a byte order mark, by its first character.</summary>
    private static UnicodeEncoding? WithoutMark(string head) =>
        head.StartsWith("<\0", StringComparison.Ordinal) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
        : head.StartsWith("\0<", StringComparison.Ordinal) ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
        : null;

    [GeneratedRegex("""^\s*<\?xml[^>]*?\bencoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)["']""")]
    private static partial Regex Declaration();
}
