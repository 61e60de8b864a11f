using System.Text;
using System.Text.RegularExpressions;
using SeeIt.Guide.Input;

namespace SeeIt.Guide.Xmltv;

/// <summary>The encoding that an XML declaration names.</summary>
internal static partial class XmltvEncoding
{
    /// <summary>UTF-8 when none is named; a byte order mark overrides either, as the reader sees to.</summary>
    /// <returns>Null for an unknown name, which <paramref name="name"/> then holds.</returns>
    public static Encoding? Find(string head, out string name)
    {
        var match = Declaration().Match(head);
        name = match.Success ? match.Groups["name"].Value : "UTF-8";
        if (name.Equals("UTF-8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ASCII", StringComparison.OrdinalIgnoreCase)
            || name.Equals("US-ASCII", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("UTF-16", StringComparison.OrdinalIgnoreCase))
        {
            return LenientEncoding.Utf8;
        }

        // Many files say ISO-8859-1 and hold Windows-1252, which has quotes and dashes where ISO-8859-1 has control characters.
        var lookup = name.Equals("ISO-8859-1", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : name;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(lookup) ?? Encoding.GetEncoding(lookup);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*?\bencoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)["']""")]
    private static partial Regex Declaration();
}
