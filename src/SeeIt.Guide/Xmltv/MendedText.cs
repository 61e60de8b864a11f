using System.Buffers;
using System.Net;
using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Xmltv;

/// <summary>
/// Text for an XML reader in which every <c>&amp;</c> is one that XML knows, and every <c>&lt;</c> begins something. Guides are
/// often put together by programs that write titles as they come, and one "Q&amp;A", "caf&amp;eacute;" or "I &lt;3 TV" would cost
/// the whole of them: a bare one is escaped, an entity of HTML's becomes its character. What else XML forbids and does no harm
/// is passed over: a second declaration or one of XML 1.1, two hyphens in a comment, characters that are none. Constant memory;
/// line breaks stay where they are. Not thread-safe.
/// </summary>
/// <remarks>
/// An entity is never expanded by a DTD of the file's: where a file declares any, what is neither XML's nor HTML's is left for
/// the XML reader to refuse.
/// </remarks>
/// <param name="inner">Disposed with this.</param>
internal sealed class MendedText(TextReader inner) : TextReader
{
    /// <summary>So much is looked at at once: an XML declaration.</summary>
    private const int Ahead = 256;

    /// <summary>From an <c>&amp;</c> to its semicolon. The longest name of HTML 4 has eight letters.</summary>
    private const int LongestEntity = 48;
    private const int LongestExcerpt = 24;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>What DVB and databases leave in a text, and XML allows nowhere.</summary>
    private static readonly SearchValues<char> NoCharacters =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code).Where(c => c is not ('\t' or '\n' or '\r'))]);

    /// <summary>Numbers of Windows-1252 are written where XML means control characters: &amp;#146; is an apostrophe.</summary>
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly char[] _text = new char[16 * 1024];
    private int _at;
    private int _end;
    private bool _isAtEnd;
    private bool _declaresEntities;
    private Place _place;
    private string _put = "";
    private int _putAt;

    private enum Place
    {
        Text,
        CData,
        Comment,
    }

    /// <summary>How many so far.</summary>
    public int Count { get; private set; }

    /// <summary>The line of the first, from 1; until one is found, the line that is being read.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The first, with a few of the letters behind it.</summary>
    public string First { get; private set; } = "";

    public override int Read(char[] buffer, int index, int count)
    {
        var to = buffer.AsSpan(index, count);
        var written = 0;
        while (written < to.Length)
        {
            if (_putAt < _put.Length)
            {
                var length = Math.Min(_put.Length - _putAt, to.Length - written);
                _put.AsSpan(_putAt, length).CopyTo(to[written..]);
                (_putAt, written) = (_putAt + length, written + length);
                continue;
            }

            if (_end - _at < Ahead && !_isAtEnd)
            {
                // What is there is handed out before more is waited for.
                if (written > 0)
                {
                    break;
                }

                Fill();
                continue;
            }

            if (_at == _end)
            {
                break;
            }

            written += Step(to[written..]);
        }

        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        _text.AsSpan(_at.._end).CopyTo(_text);
        (_at, _end) = (0, _end - _at);
        var read = inner.Read(_text, _end, _text.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
        var added = _text.AsSpan(_end - read, read);
        for (var rest = added; rest.IndexOfAny(NoCharacters) is >= 0 and var at; rest = rest[at..])
        {
            rest[at] = ' ';
        }

        for (var rest = added; rest.IndexOfAnyInRange('\uFFFE', '\uFFFF') is >= 0 and var at; rest = rest[at..])
        {
            rest[at] = '\uFFFD';
        }
    }

    /// <summary>Hands out what needs no look, up to what does; or looks at that.</summary>
    /// <returns>How many characters were written.</returns>
    private int Step(Span<char> to)
    {
        var rest = _text.AsSpan(_at.._end);
        var plain = _place switch
        {
            Place.CData => Until(rest, "]]>"),
            Place.Comment => Until(rest, "-->"),
            _ => UntilMark(rest),
        };
        if (plain > 0)
        {
            plain = Math.Min(plain, to.Length);
            HandOut(rest[..plain], to);
            if (_place == Place.Comment)
            {
                // XML forbids two of them.
                to[..plain].Replace('-', ' ');
            }

            return plain;
        }

        if (_place != Place.Text)
        {
            _place = Place.Text;
            return HandOut(rest[..1], to);
        }

        if (rest[0] == '<')
        {
            return Enter(rest) ? 0 : HandOut(rest[..1], to);
        }

        if (Mend(rest, out var length) is not { } mended)
        {
            return HandOut(rest[..1], to);
        }

        Tell(rest);
        Replace(length, mended);
        return 0;
    }

    /// <summary>Up to what needs a look. A tag needs none, and there are 26 of them in a programme.</summary>
    private static int UntilMark(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (rest[at..].IndexOfAny('&', '<') is >= 0 and var found)
        {
            at += found;
            if (rest[at] == '&' || at + 1 == rest.Length || !(char.IsAsciiLetter(rest[at + 1]) || rest[at + 1] == '/'))
            {
                return at;
            }

            at++;
        }

        return rest.Length;
    }

    /// <summary>Up to the mark, or to where it may begin.</summary>
    private int Until(ReadOnlySpan<char> rest, string mark) =>
        rest.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var found ? found : _isAtEnd ? rest.Length : rest.Length - mark.Length + 1;

    private int HandOut(ReadOnlySpan<char> text, Span<char> to)
    {
        text.CopyTo(to);
        if (Count == 0)
        {
            Line += text.Count('\n');
        }

        _at += text.Length;
        return text.Length;
    }

    private void Replace(int length, string by)
    {
        (_put, _putAt) = (by, 0);
        _at += length;
    }

    /// <param name="rest">Begins with "&lt;".</param>
    /// <returns>Whether it was replaced.</returns>
    private bool Enter(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!--"))
        {
            _place = Place.Comment;
            Replace(4, "<!--");
            return true;
        }

        if (rest.StartsWith("<?xml") && rest.Length > 5 && (rest[5] == '?' || char.IsWhiteSpace(rest[5])) && rest[..Math.Min(rest.Length, Ahead)].IndexOf("?>") is > 0 and var end)
        {
            // The encoding is known, and of versions there is one.
            var lines = rest[..end].Count('\n');
            Line += Count == 0 ? lines : 0;
            Replace(end + 2, new string('\n', lines));
            return true;
        }

        if (rest.StartsWith("<![CDATA["))
        {
            _place = Place.CData;
        }
        else if (rest.StartsWith("<!ENTITY"))
        {
            _declaresEntities = true;
        }
        else if (rest.Length > 1 && rest[1] < 0x80 && !char.IsAsciiLetter(rest[1]) && rest[1] is not ('_' or ':' or '/' or '!' or '?'))
        {
            Tell(rest);
            Replace(1, "&lt;");
            return true;
        }

        return false;
    }

    /// <param name="rest">Begins with an ampersand.</param>
    /// <param name="length">How much of it is replaced.</param>
    /// <returns>What stands in its place; null leaves it as it is.</returns>
    private string? Mend(ReadOnlySpan<char> rest, out int length)
    {
        var end = rest[1..Math.Min(rest.Length, LongestEntity)].IndexOfAnyExcept(NameCharacters) + 1;
        var name = end > 1 && rest[end] == ';' ? rest[1..end] : default;
        length = end + 1;
        if (name is "amp" or "lt" or "gt" or "quot" or "apos")
        {
            return null;
        }

        if (name is ['#', .. var digits] && TryNumber(digits, out var number))
        {
            return number switch
            {
                >= 0x80 and < 0xA0 => Western.GetString([(byte)number]),
                > 0x10FFFF => "\uFFFD",
                _ => null,
            };
        }

        if (!name.IsEmpty && name[0] != '#')
        {
            var written = rest[..length].ToString();
            if (WebUtility.HtmlDecode(written) is var meant && meant != written)
            {
                return meant;
            }

            if (_declaresEntities)
            {
                return null;
            }
        }

        length = 1;
        return "&amp;";
    }

    /// <summary>A number as XML writes it, however large.</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        var isHex = text is ['x', ..];
        var digits = isHex ? text[1..] : text;
        number = 0;
        foreach (var c in digits)
        {
            if (isHex ? !char.IsAsciiHexDigit(c) : !char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (int)Math.Min(((long)number * (isHex ? 16 : 10)) + Digit(c), int.MaxValue);
        }

        return digits.Length > 0;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;

    private void Tell(ReadOnlySpan<char> rest)
    {
        if (Count++ == 0)
        {
            First = Tidy.Line(rest[..Math.Min(rest.Length, LongestExcerpt)].ToString(), LongestExcerpt) ?? "";
        }
    }
}
