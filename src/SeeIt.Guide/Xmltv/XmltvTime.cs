using System.Collections.Frozen;
using System.Globalization;

namespace SeeIt.Guide.Xmltv;

/// <summary>
/// XMLTV's times: <c>YYYYMMDDhhmmss</c>, from the right in parts truncated, with an optional zone: an offset, or one of the
/// names below. No zone means UTC. See xmltv.dtd, "Dates and times". Those of ISO 8601 too, which programs write as it comes:
/// <c>2026-11-27T20:15:00+01:00</c>.
/// </summary>
public static class XmltvTime
{
    /// <summary>
    /// Hours east of UTC, in quarters. Names that stand for several zones have the one that guides mean by it; IST is not among
    /// them, since India, Ireland and Israel all do.
    /// </summary>
    private static readonly FrozenDictionary<string, int> Quarters = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["GMT"] = 0, ["UT"] = 0, ["Z"] = 0, ["WET"] = 0,
        ["BST"] = 4, ["WEST"] = 4, ["CET"] = 4, ["MET"] = 4, ["CEST"] = 8, ["MEST"] = 8, ["EET"] = 8,
        ["EEST"] = 12, ["MSK"] = 12, ["TRT"] = 12, ["IDT"] = 12, ["SAST"] = 8, ["HKT"] = 32, ["SGT"] = 32, ["JST"] = 36, ["KST"] = 36,
        ["AWST"] = 32, ["ACST"] = 38, ["ACDT"] = 42, ["AEST"] = 40, ["AEDT"] = 44,
        ["NZST"] = 48, ["NZDT"] = 52, ["BRT"] = -12, ["BRST"] = -8, ["ART"] = -12, ["CLT"] = -16, ["CLST"] = -12,
        ["NST"] = -14, ["NDT"] = -10, ["AST"] = -16, ["ADT"] = -12,
        ["EST"] = -20, ["EDT"] = -16, ["CST"] = -24, ["CDT"] = -20, ["MST"] = -28, ["MDT"] = -24, ["PST"] = -32, ["PDT"] = -28,
        ["AKST"] = -36, ["AKDT"] = -32, ["HST"] = -40,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private const int LongestIso = 64;

    /// <param name="text">Such as "20151202210000 +0100", "200007281733 BST", "20020922", "2015-12-02T21:00:00Z".</param>
    /// <param name="seconds">Unix time.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long seconds)
    {
        seconds = 0;
        var written = Compact(text.Trim(), stackalloc char[LongestIso]);
        var digits = written.IndexOfAnyExceptInRange('0', '9');
        var time = digits < 0 ? written : written[..digits];
        var zone = digits < 0 ? default : written[digits..].TrimStart();
        if (time.Length is < 4 or > 14 || time.Length % 2 != 0 || !TryZone(zone, out var offset))
        {
            return false;
        }

        int year = Number(time, 0, 4, 1), month = Number(time, 4, 2, 1), day = Number(time, 6, 2, 1);
        int hour = Number(time, 8, 2, 0), minute = Number(time, 10, 2, 0), second = Number(time, 12, 2, 0);
        if (year is < 1900 or > 9000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0))
        {
            return false;
        }

        var date = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        seconds = date.ToUnixTimeSeconds() + (((hour * 60) + minute) * 60) + second - offset;
        return true;
    }

    /// <summary>
    /// ISO 8601's extended form, and its basic one with a T, without what stands between the digits and without fractions of a
    /// second; anything else as it is.
    /// </summary>
    private static ReadOnlySpan<char> Compact(ReadOnlySpan<char> text, Span<char> into)
    {
        if (text.Length > into.Length || text is not ([_, _, _, _, '-', _, _, '-', ..] or [_, _, _, _, _, _, _, _, 'T' or 't', ..]))
        {
            return text;
        }

        var (at, length) = (0, 0);
        while (at < text.Length && length < 14)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                into[length++] = text[at];
            }
            else if (!Separates(text[at], length) || at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]))
            {
                break;
            }

            at++;
        }

        if (length == 14 && text[at..] is ['.' or ',', .. var fraction])
        {
            at = text.Length - fraction.TrimStart("0123456789").Length;
        }

        text[at..].CopyTo(into[length..]);
        return into[..(length + text.Length - at)];
    }

    private static bool Separates(char c, int digitsBefore) => digitsBefore switch
    {
        4 or 6 => c == '-',
        8 => c is 'T' or 't' or ' ',
        10 or 12 => c == ':',
        _ => false,
    };

    private static int Number(ReadOnlySpan<char> time, int start, int length, int absent) =>
        time.Length < start + length ? absent : int.Parse(time.Slice(start, length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool TryZone(ReadOnlySpan<char> zone, out int offset)
    {
        offset = 0;
        if (zone.IsEmpty)
        {
            return true;
        }

        // "UTC+02:00"
        if (zone.Length > 3 && zone[3] is '+' or '-' && (zone.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || zone.StartsWith("GMT", StringComparison.OrdinalIgnoreCase)))
        {
            zone = zone[3..];
        }

        if (zone[0] is not ('+' or '-'))
        {
            var known = Quarters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(zone, out var quarters);
            offset = quarters * 900;
            return known;
        }

        Span<char> digits = stackalloc char[4];
        var count = 0;
        foreach (var c in zone[1..])
        {
            if (c != ':')
            {
                if (!char.IsAsciiDigit(c) || count == 4)
                {
                    return false;
                }

                digits[count++] = c;
            }
        }

        if (count == 0)
        {
            return false;
        }

        // "+1" and "+530" have an hour of one digit.
        int length = count % 2 == 0 ? 2 : 1, hours = Number(digits[..count], 0, length, 0), minutes = Number(digits[..count], length, 2, 0);
        offset = ((hours * 60) + minutes) * 60 * (zone[0] == '-' ? -1 : 1);
        return hours <= 14 && minutes < 60;
    }
}
