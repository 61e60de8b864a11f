using System.Buffers;
using System.Net;
using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Xmltv;

/// <summary>
/// Text for an XML reader in which every <c>&amp;</c> is one that XML knows. Guides are often put together by programs that
/// write titles as they come, and one "Q&amp;A" or "caf&amp;eacute;" would cost the whole of them: a bare one is escaped, an
/// entity of HTML's becomes its character. Constant memory; line breaks stay where they are. Not thread-safe.
/// </summary>
/// <remarks>
/// An entity is never expanded by a DTD of the file's: where a file declares any, what is neither XML's nor HTML's is left for
/// the XML reader to refuse.
/// </remarks>
/// <param name="inner">Disposed with this.</param>
internal sealed class MendedText(TextReader inner) : TextReader
{
    /// <summary>So much is looked at at once, from an <c>&amp;</c> to its semicolon. The longest name of HTML 4 has eight letters.</summary>
    private const int Ahead = 48;
    private const int LongestExcerpt = 24;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Numbers of Windows-1252 are written where XML means control characters: &amp;#146; is an apostrophe.</summary>
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly char[] _text = new char[16 * 1024];
    private int _at;
    private int _end;
    private bool _isAtEnd;
    private bool _declaresEntities;
    private Place _place;
    private char _last;
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
            _ => rest.IndexOfAny('&', '!') is >= 0 and var found ? found : rest.Length,
        };
        if (plain > 0)
        {
            return HandOut(rest[..Math.Min(plain, to.Length)], to);
        }

        if (_place != Place.Text)
        {
            _place = Place.Text;
            return HandOut(rest[..1], to);
        }

        if (rest[0] == '&')
        {
            if (Mend(rest, out var length) is { } mended)
            {
                Tell(rest);
                (_put, _putAt) = (mended, 0);
                _at += length;
                _last = ';';
                return 0;
            }
        }
        else if (_last == '<')
        {
            Enter(rest);
        }

        return HandOut(rest[..1], to);
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

        _last = text[^1];
        _at += text.Length;
        return text.Length;
    }

    /// <param name="rest">What comes behind "&lt;".</param>
    private void Enter(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("![CDATA["))
        {
            _place = Place.CData;
        }
        else if (rest.StartsWith("!--"))
        {
            _place = Place.Comment;
        }
        else if (rest.StartsWith("!ENTITY"))
        {
            _declaresEntities = true;
        }
    }

    /// <param name="rest">Begins with an ampersand.</param>
    /// <param name="length">How much of it is replaced.</param>
    /// <returns>What stands in its place; null leaves it as it is.</returns>
    private string? Mend(ReadOnlySpan<char> rest, out int length)
    {
        var end = rest[1..Math.Min(rest.Length, Ahead)].IndexOfAnyExcept(NameCharacters) + 1;
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
