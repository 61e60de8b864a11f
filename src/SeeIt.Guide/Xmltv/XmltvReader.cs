using System.Xml;
using SeeIt.Guide.Input;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Xmltv;

/// <summary>
/// Reads an XMLTV file element by element, in constant memory. DTDs are ignored, nothing outside the file is opened. Not
/// thread-safe. Format: xmltv.dtd of the XMLTV project.
/// </summary>
public sealed class XmltvReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CheckCharacters = false,
        CloseInput = false,
    };

    /// <summary>Of a channel; what provider names come to is five.</summary>
    private const int MostNames = 20;
    private const int LongestName = 100;
    private static readonly string LongId = $"A channel id of more than {Channel.LongestId} characters.";

    /// <summary>Two days in seconds. What is longer is a mistake, and would be on for ever.</summary>
    private const long LongestProgramme = 172_800;

    private readonly NamedStream _input;

    // Lines before the XML's first.
    private int _linesBefore;
    private Func<Mended?>? _mended;

    public XmltvReader(NamedStream input) => _input = input;

    /// <summary>Told of each programme that cannot be used: where, and why.</summary>
    public Action<Problem>? LeftOut { get; init; }

    /// <summary>What was mended so far; null when nothing was.</summary>
    public Mended? Mended => _mended?.Invoke();

    /// <summary>Channels and programmes in the file's order. Enumerate once.</summary>
    /// <exception cref="GuideFormatException">The input is no XMLTV, or breaks off or is malformed at a line. What came before was returned.</exception>
    public IEnumerable<XmltvElement> Read()
    {
        var input = InputText.Open(_input);
        if ((input.Misfit() ?? input.OtherThanXml()) is { } misfit)
        {
            throw Error(1, $"This is not XMLTV: {misfit}.");
        }

        var encoding = XmltvEncoding.Find(input.Head, out var encodingName)
            ?? throw Error(1, $"The encoding \"{encodingName}\" that the XML declaration names is not known.");
        using var bounded = new BoundedText(new StreamReader(input.Content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 32 * 1024, leaveOpen: true), _input.Name);
        _linesBefore = bounded.SkipWhite();
        using var text = new MendedText(bounded);
        _mended = () => text.Count == 0 ? null
            : new Mended(text.Count, new Problem(_input.Name, text.Line + _linesBefore, $"An & or < that XML does not know: \"{text.First}\"."));
        using var xml = XmlReader.Create(text, Settings);
        Guarded(xml, MoveToRoot);
        while (Guarded(xml, Next) is { } element)
        {
            yield return element;
        }

        SayWhatFollows(xml);
    }

    private bool MoveToRoot(XmlReader xml)
    {
        xml.MoveToContent();
        if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "tv")
        {
            throw Error(LineOf(xml), $"This is not XMLTV: the root element is \"{xml.LocalName}\", not \"tv\".");
        }

        return !xml.IsEmptyElement && xml.Read();
    }

    /// <summary>The next channel or programme that can be used; null at the end of the file.</summary>
    private XmltvElement? Next(XmlReader xml)
    {
        while (!xml.EOF && !IsEnd(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Depth != 1)
            {
                xml.Read();
                continue;
            }

            XmltvElement? element = null;
            switch (xml.LocalName)
            {
                case "channel":
                    element = ReadChannel(xml);
                    break;
                case "programme":
                    element = ReadProgramme(xml);
                    break;
                default:
                    xml.Skip();
                    break;
            }

            if (element is not null)
            {
                return element;
            }
        }

        return null;
    }

    private static bool IsEnd(XmlReader xml) => xml.NodeType == XmlNodeType.EndElement && xml.Depth == 0;

    /// <summary>All of the guide was there. What comes behind it, a second guide or a server's words, is not read, and said so.</summary>
    private void SayWhatFollows(XmlReader xml)
    {
        try
        {
            while (xml.Read())
            {
            }
        }
        catch (Exception exception) when (exception is XmlException or GuideFormatException)
        {
            LeaveOut(exception is XmlException { LineNumber: > 0 and var line } ? line + _linesBefore : LineOf(xml),
                "What stands behind the guide's end (</tv>); a second guide needs a file of its own.");
        }
        catch (InvalidDataException)
        {
            // Gzip's checksum, of a guide that is whole.
        }
    }

    private XmltvChannel? ReadChannel(XmlReader xml)
    {
        var line = LineOf(xml);
        var id = xml.GetAttribute("id")?.Trim();
        List<string> names = [];
        string? icon = null;
        foreach (var child in Children(xml))
        {
            if (child is "display-name" or "lcn" && names.Count < MostNames && Tidy.Line(XmltvText.Read(xml).Text, LongestName) is { } name)
            {
                names.Add(name);
            }
            else if (child == "icon")
            {
                icon ??= xml.GetAttribute("src");
            }
        }

        if (string.IsNullOrEmpty(id) || id.Length > Channel.LongestId)
        {
            LeaveOut(line, string.IsNullOrEmpty(id) ? "A channel without an id." : LongId);
            return null;
        }

        return new XmltvChannel(line, id, names, icon);
    }

    private XmltvProgramme? ReadProgramme(XmlReader xml)
    {
        var line = LineOf(xml);
        var channel = xml.GetAttribute("channel")?.Trim();
        var startText = xml.GetAttribute("start");
        var stopText = xml.GetAttribute("stop");
        var hasStart = XmltvTime.TryParse(startText, out var start);
        var hasStop = XmltvTime.TryParse(stopText, out var stop) && stop > start;
        stop = Math.Min(stop, start + LongestProgramme);
        var slot = Clump.Part(xml.GetAttribute("clumpidx"), start, hasStop ? stop : null);
        var programme = new XmltvProgramme(line, channel ?? "", slot.Start, slot.Stop);
        foreach (var child in Children(xml))
        {
            XmltvText.ReadInto(programme, child, xml);
        }

        var reason = (channel, hasStart, programme.Titles.Count) switch
        {
            (null or "", _, _) => "A programme without a channel.",
            ({ Length: > Channel.LongestId }, _, _) => LongId,
            (_, false, _) when string.IsNullOrWhiteSpace(startText) => "A programme without a start.",
            (_, false, _) => $"A programme whose start cannot be read: \"{Tidy.Line(startText, 40)}\".",
            (_, _, 0) => "A programme without a title.",
            _ => null,
        };
        if (reason is not null)
        {
            LeaveOut(line, reason);
            return null;
        }

        return programme;
    }

    /// <summary>
    /// The names of the current element's child elements, with the reader on each of them; what the loop's body leaves
    /// unread of a child is skipped. Afterwards the reader is behind the element.
    /// </summary>
    private static IEnumerable<string> Children(XmlReader xml)
    {
        var depth = xml.Depth + 1;
        if (xml.IsEmptyElement)
        {
            xml.Read();
            yield break;
        }

        xml.Read();
        while (!xml.EOF && xml.Depth >= depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth)
            {
                yield return xml.LocalName;
                LeaveChild(xml, depth);
            }
            else
            {
                xml.Read();
            }
        }

        // On the element's end tag.
        xml.Read();
    }

    private static void LeaveChild(XmlReader xml, int depth)
    {
        while (xml.Depth > depth)
        {
            xml.Read();
        }

        if (xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement)
        {
            xml.Skip();
        }
        else
        {
            xml.Read();
        }
    }

    /// <summary>Turns what the XML reader, the decoder and the unpacker throw into the one typed error.</summary>
    private T Guarded<T>(XmlReader xml, Func<XmlReader, T> step)
    {
        try
        {
            return step(xml);
        }
        catch (XmlException exception)
        {
            throw Error(Math.Max(exception.LineNumber, 1) + _linesBefore, IsCutOff(exception)
                ? "The file breaks off here; it was not written or fetched to its end. Fetch it again."
                : $"The XML is broken here: {Words(exception)}{Hint(exception)} Fetch it again, or tell who makes it.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw Error(LineOf(xml), "The gzip data are damaged from here on.", exception);
        }
    }

    /// <summary>The XML reader tells it by its words alone. A literal is open only where the file ends.</summary>
    private static bool IsCutOff(XmlException exception) =>
        exception.Message.Contains("end of file", StringComparison.Ordinal) || exception.Message.Contains("unclosed literal", StringComparison.Ordinal);

    /// <summary>Without the line, which stands before it already.</summary>
    private static string Words(XmlException exception) =>
        exception.Message.Split(" Line ", 2)[0] is var words && exception.LinePosition > 0 ? $"{words.TrimEnd('.')}, at position {exception.LinePosition}." : words;

    private static string Hint(XmlException exception) => exception.Message switch
    {
        var words when words.Contains("undeclared entity", StringComparison.Ordinal) => " What a file declares itself is not read: XML's own entities and HTML's are.",
        _ => "",
    };

    private void LeaveOut(long line, string reason) => LeftOut?.Invoke(new Problem(_input.Name, line, reason));

    private GuideFormatException Error(long line, string message, Exception? inner = null) =>
        new(new Problem(_input.Name, line, message), inner);

    private long LineOf(XmlReader xml) => Math.Max((xml as IXmlLineInfo)?.LineNumber ?? 1, 1) + _linesBefore;
}
