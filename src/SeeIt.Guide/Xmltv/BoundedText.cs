namespace SeeIt.Guide.Xmltv;

/// <summary>
/// Text for an XML reader, which holds an attribute or a tag whole however long it is: this one ends where more comes without
/// markup than any guide has, and where more comes in all.
/// </summary>
internal sealed class BoundedText(TextReader inner, string name) : TextReader
{
    /// <summary>Characters from one tag to the next.</summary>
    internal const int LongestRun = 4_000_000;

    /// <summary>Characters in all. A million programmes have 800 million.</summary>
    private const long Longest = 8_000_000_000;

    private long _run;
    private long _length;

    /// <exception cref="GuideFormatException">It is no guide.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        var tag = buffer.AsSpan(index, read).LastIndexOf('<');
        _run = tag < 0 ? _run + read : read - tag;
        _length += read;
        return _run <= LongestRun && _length <= Longest
            ? read
            : throw new GuideFormatException(new Problem(name, 0, _run > LongestRun
                ? $"This is not XMLTV: there are more than {LongestRun / 1_000_000} million characters without a tag."
                : $"It is larger than any guide: more than {Longest / 1_000_000_000} billion characters."));
    }

    /// <summary>
    /// Reads on to the first character that is neither white space nor a byte order mark: an XML declaration may have nothing
    /// before it, and programs write it behind an empty line.
    /// </summary>
    /// <returns>How many lines were passed.</returns>
    public int SkipWhite()
    {
        var lines = 0;
        while (_length < LongestRun && inner.Peek() is >= 0 and var next && (char.IsWhiteSpace((char)next) || next == '\uFEFF'))
        {
            _length++;
            lines += inner.Read() == '\n' ? 1 : 0;
        }

        return lines;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
