using System.IO.Compression;
using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Input;

/// <summary>An input's bytes, unpacked, with a look at how they begin.</summary>
internal sealed class InputText
{
    private const int ProbeLength = 1024;

    /// <summary>A .gz that a server packs once more.</summary>
    private const int MostLayers = 2;
    private readonly byte[] _head;

    private InputText(Stream content, byte[] head)
    {
        Content = content;
        _head = head;
    }

    /// <summary>All of the unpacked bytes, from the first.</summary>
    public Stream Content { get; }

    /// <summary>The first kilobyte, byte by byte: enough to recognise ASCII syntax in any encoding but UTF-16.</summary>
    public string Head => Encoding.Latin1.GetString(_head);

    /// <exception cref="GuideFormatException">The gzip data are damaged at the beginning, or the input is of another packer.</exception>
    public static InputText Open(NamedStream input)
    {
        var head = ReadHead(input.Content);
        Stream content = new PrefixedStream(head, input.Content);
        for (var layer = 0; layer < MostLayers && head is [0x1F, 0x8B, ..]; layer++)
        {
            content = new GZipStream(content, CompressionMode.Decompress);
            try
            {
                head = ReadHead(content);
            }
            catch (InvalidDataException exception)
            {
                throw new GuideFormatException(new Problem(input.Name, 0, "The gzip data are damaged."), exception);
            }

            content = new PrefixedStream(head, content);
        }

        return new InputText(content, head);
    }

    /// <summary>Says what the input is when it cannot be text of the expected kind; null when it may be.</summary>
    public string? Misfit()
    {
        var text = Head.TrimStart('\u00EF', '\u00BB', '\u00BF').TrimStart();
        return text switch
        {
            "" => "it is empty",
            _ when _head is [(byte)'P', (byte)'K', 3, 4, ..] => "it is a zip archive; unpack it first",
            _ when _head is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "it is packed with xz; unpack it first",
            _ when text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                || text.Contains("<html", StringComparison.OrdinalIgnoreCase) => "it is an HTML page (often a login or an error page)",
            _ when text.StartsWith("[playlist]", StringComparison.OrdinalIgnoreCase) => "it is a PLS playlist; save it as M3U in the player that made it",
            _ when text[0] is '{' or '[' => "it is JSON",
            _ when _head is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..]) && text.Contains('\0', StringComparison.Ordinal) => "it is binary",
            _ => null,
        };
    }

    /// <summary>Says what it is when it is a file that owners take for a playlist; null when it may be one.</summary>
    public string? OtherThanM3u()
    {
        var text = Plain.TrimStart();
        return text switch
        {
            _ when text.StartsWith("<tv", StringComparison.Ordinal) || text.Contains("\n<tv", StringComparison.Ordinal) || text.Contains("><tv", StringComparison.Ordinal) =>
                "it is a guide (XMLTV); 'seeit-agent guide import' and the setting Guide take those",
            _ when text.Contains("xspf", StringComparison.OrdinalIgnoreCase) && text.StartsWith('<') => "it is an XSPF playlist; save it as M3U in the player that made it",
            _ when text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) => "it is XML",
            _ => null,
        };
    }

    /// <summary>Says what it is when it does not begin as XML does; null when it does.</summary>
    public string? OtherThanXml()
    {
        var text = Plain.TrimStart();
        return text switch
        {
            _ when text.StartsWith('<') => null,
            _ when text.StartsWith("#EXT", StringComparison.OrdinalIgnoreCase) => "it is an M3U playlist; 'seeit-agent channels import' and the setting Lineup take those",
            _ => $"it begins with \"{Tidy.Line(text, 20)}\", and not with \"<\"",
        };
    }

    /// <summary>The head without what UTF-16 and byte order marks add to it: enough to recognise ASCII syntax in UTF-16 too.</summary>
    public string Plain => string.Concat(Head.Where(c => c is not ('\0' or '\u00EF' or '\u00BB' or '\u00BF' or '\u00FE' or '\u00FF')));

    private static byte[] ReadHead(Stream stream)
    {
        var buffer = new byte[ProbeLength];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
