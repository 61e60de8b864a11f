using System.Text;

namespace SeeIt.Hub.Unfolding;

/// <summary>Text from outside, made fit to be a post's.</summary>
internal static class Lines
{
    /// <summary>One space between words, no empty lines, no control characters, no halves of characters.</summary>
    public static string Tidy(string text) => string.Join('\n', text
        .Split('\n')
        .Select(Line)
        .Where(line => line.Length > 0));

    /// <summary>As <see cref="Tidy"/>, in one line; null when nothing is left.</summary>
    public static string? One(string? text) => text is null || Line(text) is not { Length: > 0 } line ? null : line;

    /// <returns>At most so many characters, never half of one.</returns>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Those that are there, each on a line; null when none is.</summary>
    public static string? Join(params IEnumerable<string?> parts)
    {
        var there = parts.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.Ordinal).ToList();
        return there.Count == 0 ? null : string.Join('\n', there);
    }

    private static string Line(string line) =>
        string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => string.Concat(word.EnumerateRunes().Where(rune => !Rune.IsControl(rune)))));
}
