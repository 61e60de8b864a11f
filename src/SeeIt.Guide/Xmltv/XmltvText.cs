using System.Net;
using System.Xml;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Xmltv;

/// <summary>Reads the children of a programme. Of a text no more is kept than anyone reads.</summary>
internal static class XmltvText
{
    private const int LongestText = 16_384;

    /// <summary>Titles are kept in memory, for the match.</summary>
    private const int LongestTitle = 500;
    private const int LongestList = 500;

    [ThreadStatic]
    private static char[]? _buffer;

    /// <summary>Reads the current child into the programme; leaves the reader on it or on its end. Unknown ones are left alone.</summary>
    public static void ReadInto(XmltvProgramme programme, string child, XmlReader xml)
    {
        switch (child)
        {
            case "title":
                Add(programme.Titles, xml, LongestTitle);
                break;
            case "sub-title":
                Add(programme.SubTitles, xml, LongestTitle);
                break;
            case "desc":
                Add(programme.Descriptions, xml, LongestText);
                break;
            case "category" when Read(xml) is { Text: { Length: > 0 } category }:
                Add(programme.Categories, category);
                break;
            case "episode-num":
                var system = Tidy.Line(xml.GetAttribute("system"), LongestTitle) ?? "onscreen";
                if (Read(xml).Text is { Length: > 0 } number)
                {
                    Add(programme.EpisodeIds, new EpisodeId(system, number));
                }

                break;
            case "date":
                programme.Date = Read(xml).Text;
                break;
            case "credits":
                ReadCredits(programme, xml);
                break;
            case "previously-shown":
                programme.IsRepeat = true;
                break;
            case "new" or "premiere":
                programme.IsNew = true;
                break;
        }
    }

    /// <summary>
    /// The current element's own text, white space folded, with its language, cut after <see cref="LongestText"/> characters;
    /// leaves the reader on the end tag.
    /// </summary>
    public static LocalText Read(XmlReader xml)
    {
        var language = xml.GetAttribute("lang");
        if (xml.IsEmptyElement)
        {
            return new LocalText("", language);
        }

        var depth = xml.Depth;
        var buffer = _buffer ??= new char[LongestText];
        var length = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth == depth + 1 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                while (length < buffer.Length && xml.ReadValueChunk(buffer, length, buffer.Length - length) is > 0 and var count)
                {
                    length += count;
                }
            }
        }

        return new LocalText(OnOneLine(Decoded(buffer.AsSpan(0, length))), language);
    }

    private static void Add(List<LocalText> texts, XmlReader xml, int longest)
    {
        if (Read(xml) is { Text.Length: > 0 } text)
        {
            Add(texts, text.Text.Length > longest ? text with { Text = Tidy.Line(text.Text, longest) ?? "" } : text);
        }
    }

    private static void Add<T>(List<T> list, T item)
    {
        if (list.Count < LongestList)
        {
            list.Add(item);
        }
    }

    private static void ReadCredits(XmltvProgramme programme, XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1)
            {
                var role = xml.LocalName;
                var character = Tidy.Line(xml.GetAttribute("role"), LongestTitle);
                if (Read(xml).Text is { Length: > 0 } name)
                {
                    Add(programme.Credits, new Credit(role, name, character));
                }
            }
        }
    }

    /// <summary>What was escaped twice, or is HTML in a CDATA section: nobody means "caf&amp;amp;eacute;".</summary>
    private static string Decoded(ReadOnlySpan<char> text) =>
        text.IndexOf('&') is >= 0 and var at && text[at..].Contains(';') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();

    private static string OnOneLine(string text)
    {
        text = text.Trim();
        return Tidy.HasControl(text)
            ? string.Join(' ', (Tidy.Line(text, LongestText) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text;
    }
}
