using System.Text;
using System.Text.RegularExpressions;

namespace SeeIt.Hub.Unfolding;

/// <summary>Decodes a page as the HTML standard says, in short: byte order mark, the header's charset, the page's own word, UTF-8.</summary>
internal static partial class Charset
{
    /// <summary>Where a page must have said how it is encoded (HTML standard, 4.2.5.4).</summary>
    private const int Prescan = 1_024;

    public static string Decode(ReadOnlySpan<byte> bytes, string? named)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Prescan)]);
        var encoding = Find(named?.Trim('"')) ?? (Meta().Match(start) is { Success: true } meta ? Find(meta.Groups[1].Value) : null) ?? Encoding.UTF8;
        return encoding.GetString(bytes);
    }

    private static Encoding? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        try
        {
            // What is called Latin-1 on the web is Windows-1252 (Encoding standard, 4.2).
            return name.ToUpperInvariant() is "ISO-8859-1" or "LATIN1" or "US-ASCII"
                ? CodePagesEncodingProvider.Instance.GetEncoding(1252)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meta();
}
