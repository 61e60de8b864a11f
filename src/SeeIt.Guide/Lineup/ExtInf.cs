using System.Collections.Frozen;

namespace SeeIt.Guide.Lineup;

/// <summary>
/// The text after <c>#EXTINF:</c> — a duration, attributes as <c>key="value"</c>, a comma, the name. The name may hold
/// commas and quotes, and values may hold commas and raw quotes, so the comma alone does not tell where the name begins.
/// Attributes also stand behind the comma, before the name or after it: there those are read that playlists have, and a name
/// with an equals sign in it stays a name.
/// </summary>
internal static class ExtInf
{
    /// <summary>What nobody calls a channel. Beside these, all that begins with "tvg-".</summary>
    private static readonly FrozenSet<string> Known = new[]
    {
        "group-title", "channel-id", "channel-number", "ch-number", "lcn", "logo", "radio", "user-agent", "referrer", "timeshift",
        "catchup", "catchup-source", "catchup-days", "catchup-correction", "catchup-type", "x-tvg-url", "url-tvg",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

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
                return Name(text[(at + 1)..], attributes);
            }

            if (!TryKey(text, at, out var keyEnd, out var valueAt))
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

            var (value, end) = Value(text, valueAt);
            attributes.TryAdd(text[at..keyEnd].ToString(), value);
            at = end;
        }
    }

    /// <summary>The name, and the attributes that stand before or behind it.</summary>
    private static string Name(ReadOnlySpan<char> text, Dictionary<string, string> attributes)
    {
        text = text.Trim();
        if (text.Contains('='))
        {
            var begins = PassKnown(text, attributes);
            text = text[begins..];
            for (var at = 1; at < text.Length; at++)
            {
                if ((char.IsWhiteSpace(text[at - 1]) || text[at - 1] == ',') && PassKnown(text[at..], null) == text.Length - at)
                {
                    PassKnown(text[at..], attributes);
                    return text[..at].TrimEnd(" \t,").ToString();
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Passes over known attributes, and the commas and spaces around them.</summary>
    /// <param name="text">Where they may begin.</param>
    /// <param name="attributes">Takes them; null to look only.</param>
    /// <returns>Where something else begins.</returns>
    private static int PassKnown(ReadOnlySpan<char> text, Dictionary<string, string>? attributes)
    {
        var at = 0;
        while (at < text.Length && TryKey(text, at, out var keyEnd, out var valueAt) && IsKnown(text[at..keyEnd])
            && (valueAt == keyEnd + 1 || IsOfGuide(text[at..keyEnd]))
            && TryClear(text, valueAt, IsOfGuide(text[at..keyEnd]), out var value, out var end))
        {
            attributes?.TryAdd(text[at..keyEnd].ToString(), text[value].ToString());
            at = text.Length - text[end..].TrimStart(" \t,").Length;
        }

        return at;
    }

    /// <summary>A value in quotes, of which nobody can doubt where it ends; or a bare one, where that may be.</summary>
    private static bool TryClear(ReadOnlySpan<char> text, int at, bool mayBeBare, out Range value, out int end)
    {
        (value, end) = (at..at, at);
        if (text[at..] is not ['"' or '\'', ..])
        {
            end = text[at..].IndexOfAny(' ', '\t', ',') is >= 0 and var length ? at + length : text.Length;
            value = at..end;
            return mayBeBare;
        }

        for (end = at + 1; end < text.Length; end++)
        {
            if (text[end] == text[at] && (end + 1 == text.Length || text[end + 1] is ' ' or '\t' or ','))
            {
                value = (at + 1)..end++;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an attribute begins here. Spaces round the equals sign are those of a known one.</summary>
    private static bool TryKey(ReadOnlySpan<char> text, int at, out int end, out int valueAt)
    {
        end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or ':'))
        {
            end++;
        }

        valueAt = end + 1;
        if (end == at || end == text.Length || (text[end] != '=' && !char.IsWhiteSpace(text[end])))
        {
            return false;
        }

        var equals = Spaced(text, end);
        if (equals == text.Length || text[equals] != '=' || (equals > end && !IsKnown(text[at..end])))
        {
            return false;
        }

        // Without quotes, what comes behind a space may be the next attribute.
        var spaced = Spaced(text, equals + 1);
        valueAt = spaced < text.Length && text[spaced] is '"' or '\'' && IsKnown(text[at..end]) ? spaced : equals + 1;
        return true;
    }

    private static int Spaced(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsKnown(ReadOnlySpan<char> key) => IsOfGuide(key) || Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key);

    /// <summary>No word that there is begins or is like this.</summary>
    private static bool IsOfGuide(ReadOnlySpan<char> key) =>
        key.StartsWith("tvg-", StringComparison.OrdinalIgnoreCase) || key.Equals("group-title", StringComparison.OrdinalIgnoreCase);

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

        var spaced = Spaced(text, next);
        return spaced == text.Length || text[spaced] == ',' || TryKey(text, spaced, out _, out _);
    }
}
