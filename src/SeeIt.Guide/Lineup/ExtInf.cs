namespace SeeIt.Guide.Lineup;

/// <summary>
/// The text after <c>#EXTINF:</c> — a duration, attributes as <c>key="value"</c>, a comma, the name. The name may hold
/// commas and quotes, and values may hold commas and raw quotes, so the comma alone does not tell where the name begins.
/// </summary>
internal static class ExtInf
{
    /// <summary>Reads the attributes into <paramref name="attributes"/>; the first of a repeated one counts. Never fails.</summary>
    /// <returns>The name, trimmed; may be empty.</returns>
    public static string Read(ReadOnlySpan<char> text, Dictionary<string, string> attributes)
    {
        text = text.TrimStart();
        var at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or '+' or '.'))
        {
            at++;
        }

        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return "";
            }

            if (text[at] == ',')
            {
                return text[(at + 1)..].Trim().ToString();
            }

            var keyEnd = KeyEnd(text, at);
            if (keyEnd < 0)
            {
                // Neither an attribute nor the comma: skip the stray word, or take the rest as the name where no comma follows.
                var next = text[at..].IndexOfAny(' ', ',');
                if (next < 0)
                {
                    return text[at..].Trim().ToString();
                }

                at += next;
                continue;
            }

            var (value, end) = Value(text, keyEnd + 1);
            attributes.TryAdd(text[at..keyEnd].ToString(), value);
            at = end;
        }
    }

    private static int KeyEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or ':'))
        {
            end++;
        }

        return end > at && end < text.Length && text[end] == '=' ? end : -1;
    }

    private static (string Value, int End) Value(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] is not ('"' or '\''))
        {
            var length = text[at..].IndexOfAny(' ', ',');
            var bare = length < 0 ? text.Length : at + length;
            return (text[at..bare].ToString(), bare);
        }

        var quote = text[at];
        for (var end = at + 1; end < text.Length; end++)
        {
            if (text[end] == quote && ClosesAt(text, end))
            {
                return (text[(at + 1)..end].ToString(), end + 1);
            }
        }

        // Never closed: up to the first comma, so that the name survives.
        var comma = text[at..].IndexOf(',');
        var stop = comma < 0 ? text.Length : at + comma;
        return (text[(at + 1)..stop].ToString(), stop);
    }

    /// <summary>A quote inside a value is raw: one that closes is followed by the comma, the end, or the next attribute.</summary>
    private static bool ClosesAt(ReadOnlySpan<char> text, int quote)
    {
        var next = quote + 1;
        if (next == text.Length || text[next] == ',')
        {
            return true;
        }

        var spaced = next;
        while (spaced < text.Length && char.IsWhiteSpace(text[spaced]))
        {
            spaced++;
        }

        return spaced == text.Length || text[spaced] == ',' || KeyEnd(text, spaced) >= 0;
    }
}
