namespace SeeIt.Guide.Text;

/// <summary>Makes what strangers wrote fit to be shown on a line, on a terminal too.</summary>
internal static class Tidy
{
    /// <summary>A control character becomes a space; the rest is cut after so many characters, and trimmed.</summary>
    /// <returns>Null when nothing is left.</returns>
    public static string? Line(string? text, int longest)
    {
        if (text is null)
        {
            return null;
        }

        var end = Math.Min(text.Length, longest);

        // A surrogate pair stays whole.
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        if (HasControl(text.AsSpan(0, end)))
        {
            text = string.Create(end, text, static (line, text) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(text[i]) ? ' ' : text[i];
                }
            });
        }
        else if (end < text.Length)
        {
            text = text[..end];
        }

        text = text.Trim();
        return text.Length > 0 ? text : null;
    }

    public static bool HasControl(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F') || text.ContainsAnyInRange('\u007F', '\u009F');
}
