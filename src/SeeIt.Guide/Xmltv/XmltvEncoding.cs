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
    /// Names are often written without their hyphens: "utf8", "latin-1", "cp1252".
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
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (plain is "UTF8" or "ASCII" or "USASCII" or "ISO88591" or "LATIN1" or "WINDOWS1252" or "CP1252" or "ANSI" || plain.StartsWith("UTF16", StringComparison.Ordinal))
        {
            return LenientEncoding.Utf8;
        }

        try
        {
            var registered = plain switch
            {
                "LATIN9" => "iso-8859-15",
                ['I', 'S', 'O', '8', '8', '5', '9', .. var part] => $"iso-8859-{part}",
                ['C', 'P', '1', '2', '5', var page] => $"windows-125{page}",
                _ => name,
            };
            return CodePagesEncodingProvider.Instance.GetEncoding(registered) ?? Encoding.GetEncoding(registered);
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
