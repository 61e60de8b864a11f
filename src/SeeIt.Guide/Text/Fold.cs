using System.Text;

namespace SeeIt.Guide.Text;

/// <summary>
/// Brings text to the form in which words are compared: lower case, accents removed, full-width, superscript and
/// mathematical letters made plain. Works without ICU.
/// </summary>
internal static class Fold
{
    public static string Word(ReadOnlySpan<char> word)
    {
        if (!word.ContainsAnyExceptInRange('\0', '\u007F'))
        {
            return string.Create(word.Length, word, static (target, source) => System.Text.Ascii.ToLower(source, target, out _));
        }

        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            Append(folded, rune);
        }

        return folded.ToString();
    }

    /// <summary>Full-width and mathematical letters and digits made ASCII, case kept; anything else unchanged.</summary>
    public static Rune Narrow(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E => new Rune(rune.Value - 0xFF01 + '!'),
        >= 0x1D400 and <= 0x1D6A3 => Letter((rune.Value - 0x1D400) % 52),
        >= 0x1D7CE and <= 0x1D7FF => new Rune('0' + ((rune.Value - 0x1D7CE) % 10)),
        >= 0x1F130 and <= 0x1F149 => new Rune(rune.Value - 0x1F130 + 'A'),
        _ => rune,
    };

    /// <summary>Accents and vowel points that people leave out when they type.</summary>
    public static bool IsOptionalMark(Rune rune) =>
        rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0x064B and <= 0x065F) or 0x0670 or 0x0640 or (>= 0x0591 and <= 0x05C7);

    private static Rune Letter(int index) => new(index < 26 ? 'A' + index : 'a' + index - 26);

    private static void Append(StringBuilder folded, Rune rune)
    {
        if (IsOptionalMark(rune))
        {
            return;
        }

        rune = Rune.ToLowerInvariant(Narrow(rune));
        if (rune.IsBmp && FoldTable.Plain.TryGetValue((char)rune.Value, out var plain))
        {
            folded.Append(plain);
        }
        else
        {
            folded.Append(rune.ToString());
        }
    }
}
