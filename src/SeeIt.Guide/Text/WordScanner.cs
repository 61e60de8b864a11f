using System.Globalization;
using System.Text;

namespace SeeIt.Guide.Text;

/// <summary>
/// Cuts text into words, the same way for titles and for posts. Apostrophes vanish ("I'm" is "im"), "&amp;" is the word
/// "and", and each character of a script that is written without spaces is a word.
/// </summary>
internal static class WordScanner
{
    public static List<Word> Scan(string text)
    {
        var words = new List<Word>();
        var at = 0;
        while (TryNext(text, ref at, out var word))
        {
            words.Add(word);
        }

        return words;
    }

    /// <summary>The folded words of a title with a space between: the key by which titles are the same show's.</summary>
    public static string Key(string text) => string.Join(' ', Scan(text).Select(word => word.Text));

    /// <summary>The folded words without spaces, as a hashtag has them.</summary>
    public static string Squash(string text) => string.Concat(Scan(text).Select(word => word.Text));

    /// <summary>The first word at or after <paramref name="at"/>, which moves behind it.</summary>
    public static bool TryNext(string text, ref int at, out Word word)
    {
        while (at < text.Length)
        {
            var rune = At(text, at);
            if (rune.Value == '&')
            {
                word = new Word("and", at, at + 1, WordCase.None);
                at++;
                return true;
            }

            if (IsWordRune(rune))
            {
                var start = at;
                at = IsUnspaced(rune) ? AfterMarks(text, at + rune.Utf16SequenceLength) : End(text, at);
                word = Make(text, start, at);
                if (word.Text.Length > 0)
                {
                    return true;
                }

                continue;
            }

            at += rune.Utf16SequenceLength;
        }

        word = default;
        return false;
    }

    public static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02BC' or '`' or '\u00B4' or '\uFF07';

    private static Word Make(string text, int start, int end)
    {
        var span = text.AsSpan(start, end - start);
        Span<char> letters = stackalloc char[Math.Min(span.Length, 256)];
        var count = 0;
        foreach (var c in span)
        {
            if (!IsApostrophe(c) && count < letters.Length)
            {
                letters[count++] = c;
            }
        }

        return new Word(Fold.Word(letters[..count]), start, end, CaseOf(letters[..count]));
    }

    private static int End(string text, int at)
    {
        while (at < text.Length)
        {
            var rune = At(text, at);
            if (IsWordRune(rune) && !IsUnspaced(rune))
            {
                at += rune.Utf16SequenceLength;
            }
            else if (IsApostrophe(text[at]) && at + 1 < text.Length && IsWordRune(At(text, at + 1)))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int AfterMarks(string text, int at)
    {
        while (at < text.Length && IsMark(Rune.GetUnicodeCategory(At(text, at))))
        {
            at++;
        }

        return at;
    }

    private static WordCase CaseOf(ReadOnlySpan<char> word)
    {
        int capitals = 0, letters = 0;
        var first = false;
        foreach (var rune in word.EnumerateRunes())
        {
            var narrow = Fold.Narrow(rune);
            if (!Rune.IsLetter(narrow))
            {
                continue;
            }

            if (Rune.IsUpper(narrow))
            {
                capitals++;
                first |= letters == 0;
            }

            letters++;
            if (Rune.GetUnicodeCategory(narrow) == UnicodeCategory.OtherLetter)
            {
                return WordCase.None;
            }
        }

        return (letters, capitals) switch
        {
            (0, _) => WordCase.None,
            (_, 0) => WordCase.Lower,
            _ when capitals == letters && letters > 1 => WordCase.Upper,
            _ when capitals == 1 && first => WordCase.Capital,
            _ => WordCase.Mixed,
        };
    }

    private static bool IsWordRune(Rune rune) => Rune.IsLetterOrDigit(rune) || IsMark(Rune.GetUnicodeCategory(rune))
        || rune.Value is (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F130 and <= 0x1F149) or (>= 0x00B2 and <= 0x00B9 and not (0x00B4 or 0x00B6 or 0x00B7 or 0x00B8)) or (>= 0x2460 and <= 0x24EA);

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Han, kana, Thai, Lao and Khmer: words are not set apart.</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9D) or (>= 0x20000 and <= 0x3FFFF);

    private static Rune At(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune : Rune.ReplacementChar;
}
