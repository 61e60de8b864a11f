using System.Globalization;

namespace SeeIt.Bench.Matching;

/// <summary>Writes a start in the words of a language, as people do.</summary>
internal static class TimeWords
{
    /// <summary>A time that a post says, and which starts it allows.</summary>
    /// <param name="Written">The words.</param>
    /// <param name="From">The earliest start.</param>
    /// <param name="To">The latest start.</param>
    internal sealed record Said(string Written, DateTimeOffset From, DateTimeOffset To);

    /// <summary>A way to say a start; null when the drawn one does not fit it.</summary>
    public static Said? Say(LanguagePack pack, PostHalf half, DateTimeOffset start, DateTimeOffset at, TimeZoneInfo zone, Random random)
    {
        var (local, written) = (TimeZoneInfo.ConvertTime(start, zone), TimeZoneInfo.ConvertTime(at, zone));
        var days = (local.Date - written.Date).Days;
        var evening = local.Hour is >= 18 and <= 23;
        string[] kinds = ["clock", "tonight", "tomorrow", "weekday", "soon", "us"];
        var kind = random.Pick(kinds);
        var fits = kind switch
        {
            "clock" => days == 0 && start > at,
            "tonight" => days == 0 && evening && start > at && written.Hour >= 6,
            "tomorrow" => days == 1 && written.Hour >= 5 && local.Hour >= 6,
            "weekday" => days is >= 2 and <= 6 && local.Hour >= 6,
            "soon" => start > at.AddMinutes(4) && start < at.AddMinutes(56),
            _ => days == 0 && evening && start > at && zone.Id is "America/New_York" or "America/Chicago",
        };
        if (!fits || Halves.Of(pack, "time." + kind, half) is not { Count: > 0 } forms)
        {
            return null;
        }

        var form = random.Pick(forms);
        var night = form.Contains("night", StringComparison.Ordinal) || form.Contains("Abend", StringComparison.Ordinal) || form.Contains("noche", StringComparison.Ordinal) || form.Contains("soir", StringComparison.Ordinal);
        if ((night && !evening) || (!TellsHalf(form) && local.Hour is < 13 or > 23) || (form.Contains("o'clock", StringComparison.Ordinal) && local.Minute != 0)
            || (kind == "us" && local.Minute != 0) || (form.EndsWith("{H}h", StringComparison.Ordinal) && local.Minute != 0) || (kind == "soon" && (start - at).TotalMinutes % 1 != 0))
        {
            return null;
        }

        var text = LanguagePack.Fill(form, slot => Slot(slot, local, start, at, pack));
        if (form.Contains("{H", StringComparison.Ordinal) || form.Contains("{h", StringComparison.Ordinal) || kind is "soon" or "us")
        {
            return new Said(text, start, start);
        }

        var day = Utc(local.Date, zone);
        return night || kind == "tonight" ? new Said(text, Utc(local.Date.AddHours(17), zone), Utc(local.Date.AddHours(27), zone)) : new Said(text, Utc(local.Date.AddHours(4), zone), day.AddHours(28));
    }

    /// <summary>Whether the form says morning or evening, or has 24 hours.</summary>
    private static bool TellsHalf(string form) => !form.Contains("{h}", StringComparison.Ordinal) || form.Contains("{ap}", StringComparison.Ordinal)
        || form.Contains("{AP}", StringComparison.Ordinal) || form.Contains("{a.p.}", StringComparison.Ordinal);

    private static string Slot(string slot, DateTimeOffset local, DateTimeOffset start, DateTimeOffset at, LanguagePack pack)
    {
        var hour = ((local.Hour + 11) % 12) + 1;
        var eastern = (TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Hour + 11) % 12 + 1;
        var minutes = local.Minute.ToString("00", CultureInfo.InvariantCulture);
        return slot switch
        {
            "h" => Text(hour),
            "H" => Text(local.Hour),
            "mm" => minutes,
            ":mm" => local.Minute == 0 ? "" : ":" + minutes,
            "hmm" => local.Minute == 0 ? "h" : "h" + minutes,
            "ap" => local.Hour < 12 ? "am" : "pm",
            "AP" => local.Hour < 12 ? "AM" : "PM",
            "a.p." => local.Hour < 12 ? "a.m." : "p.m.",
            "E" => Text(eastern),
            "C" => Text(((eastern + 10) % 12) + 1),
            "min" => Text((int)(start - at).TotalMinutes),
            "weekday" => pack.Lines("weekdays")[(int)local.DayOfWeek],
            _ => throw new ArgumentException($"There is no time slot '{slot}'.", nameof(slot)),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
}
