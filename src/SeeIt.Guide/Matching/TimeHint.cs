using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Matching;

/// <summary>When a post says that it is on.</summary>
/// <param name="From">Airings that start before it and go on at it agree too, when <paramref name="IsMoment"/>.</param>
/// <param name="To">Exclusive.</param>
/// <param name="IsMoment">Said of what is on: "right now". Else it is about the start.</param>
/// <param name="Written">The words.</param>
internal sealed partial record TimeHint(DateTimeOffset From, DateTimeOffset To, bool IsMoment, string Written)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(20);

    public bool Agrees(Airing airing) => IsMoment
        ? airing.Start < To && airing.Stop > From
        : airing.Start >= From && airing.Start < To;

    /// <summary>The most exact time that the post's words give; null when they give none.</summary>
    /// <param name="text">The post.</param>
    /// <param name="at">When it was written.</param>
    /// <param name="zone">In which its times are meant.</param>
    public static TimeHint? Find(string text, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var tomorrow = Tomorrow().Match(text);
        var day = tomorrow.Success ? local.Date.AddDays(1) : local.Date;
        if (EasternCentral().Match(text) is { Success: true } american)
        {
            return AtClock(american.Value, new TimeOnly((Hour(american, "e") % 12) + 12, 0), day, Eastern(zone), local, tomorrow.Success);
        }

        if (Clock().Match(text) is { Success: true } clock)
        {
            return AtClock(clock.Value.Trim(), TimeOf(clock), day, zone, local, tomorrow.Success);
        }

        if (RightNow().Match(text) is { Success: true } now)
        {
            return new TimeHint(at, at + TimeSpan.FromMinutes(5), IsMoment: true, now.Value);
        }

        if (tomorrow.Success)
        {
            return new TimeHint(Utc(day.AddHours(5), zone), Utc(day.AddHours(29), zone), IsMoment: false, tomorrow.Value);
        }

        if (Tonight().Match(text) is { Success: true } tonight)
        {
            // After midnight, "tonight" is the evening that is still going on.
            var evening = local.Hour < 4 ? day.AddDays(-1) : day;
            return new TimeHint(Utc(evening.AddHours(17), zone), Utc(evening.AddHours(27), zone), IsMoment: false, tonight.Value);
        }

        return null;
    }

    private static TimeHint AtClock(string written, TimeOnly time, DateTime day, TimeZoneInfo zone, DateTimeOffset at, bool isTomorrow)
    {
        var start = Utc(day + time.ToTimeSpan(), zone);
        if (!isTomorrow && start < at - TimeSpan.FromHours(4))
        {
            start += TimeSpan.FromDays(1);
        }

        return new TimeHint(start - Tolerance, start + Tolerance, IsMoment: false, written);
    }

    private static TimeOnly TimeOf(Match match)
    {
        var hour = Hour(match, "h") % 24;
        var minute = match.Groups["m"].Success ? Hour(match, "m") : 0;
        return match.Groups["half"].Value.ToLowerInvariant() switch
        {
            "p" => new TimeOnly((hour % 12) + 12, minute),
            "a" => new TimeOnly(hour % 12, minute),
            // Without am or pm, television means the evening: "at 9".
            _ when !match.Groups["m"].Success && hour is > 0 and < 12 && !match.Groups["uhr"].Success => new TimeOnly(hour + 12, minute),
            _ => new TimeOnly(hour, minute),
        };
    }

    private static int Hour(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static TimeZoneInfo Eastern(TimeZoneInfo otherwise) =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone) ? zone : otherwise;

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    [GeneratedRegex(@"\b(?<e>1[0-2]|[1-9])\s*(?:p|pm|e|et)?\s*/\s*(?:1[0-2]|[1-9])\s*c(?:t)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EasternCentral();

    [GeneratedRegex(@"\b(?:(?:at|um|à|a las|às|@)\s*(?<h>[01]?\d|2[0-3])(?:[:.h](?<m>[0-5]\d))?\s*(?:(?<half>[ap])\.?m\b|(?<uhr>uhr|h)\b)?|(?<h>1[0-2]|[1-9])(?:[:.](?<m>[0-5]\d))?\s*(?<half>[ap])\.?m\b|(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)\b(?!:))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:right now|on now|now on|just started|is on tv|currently watching|now watching|gerade|jetzt|en ce moment|ahora mismo|agora)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RightNow();

    [GeneratedRegex(@"\b(?:tomorrow|2morrow|morgen|demain|mañana|amanhã)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tomorrow();

    [GeneratedRegex(@"\b(?:tonight|tonite|2nite|this evening|heute abend|heut abend|ce soir|esta noche|hoje à noite|esta noite)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tonight();
}
