using System.Xml;

namespace SeeIt.Guide.Xmltv;

/// <summary>Reads the children of a programme.</summary>
internal static class XmltvText
{
    /// <summary>Reads the current child into the programme; leaves the reader on it or on its end. Unknown ones are left alone.</summary>
    public static void ReadInto(XmltvProgramme programme, string child, XmlReader xml)
    {
        switch (child)
        {
            case "title":
                Add(programme.Titles, xml);
                break;
            case "sub-title":
                Add(programme.SubTitles, xml);
                break;
            case "desc":
                Add(programme.Descriptions, xml);
                break;
            case "category" when Read(xml) is { Text: { Length: > 0 } category }:
                programme.Categories.Add(category);
                break;
            case "episode-num":
                var system = xml.GetAttribute("system")?.Trim() ?? "onscreen";
                if (Read(xml).Text is { Length: > 0 } number)
                {
                    programme.EpisodeIds.Add(new EpisodeId(system, number));
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

    /// <summary>The current element's own text, white space folded, with its language; leaves the reader on the end tag.</summary>
    public static LocalText Read(XmlReader xml)
    {
        var language = xml.GetAttribute("lang");
        if (xml.IsEmptyElement)
        {
            return new LocalText("", language);
        }

        var depth = xml.Depth;
        string? text = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth == depth + 1 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text = text is null ? xml.Value : text + xml.Value;
            }
        }

        return new LocalText(Tidy(text ?? ""), language);
    }

    private static void Add(List<LocalText> texts, XmlReader xml)
    {
        if (Read(xml) is { Text.Length: > 0 } text)
        {
            texts.Add(text);
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
                var character = xml.GetAttribute("role");
                if (Read(xml).Text is { Length: > 0 } name)
                {
                    programme.Credits.Add(new Credit(role, name, character));
                }
            }
        }
    }

    private static string Tidy(string text)
    {
        text = text.Trim();
        return text.AsSpan().ContainsAny('\n', '\r', '\t')
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text;
    }
}
