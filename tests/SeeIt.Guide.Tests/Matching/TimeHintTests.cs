using System.Globalization;
using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Tests.Matching;

/// <summary>What posts say of when it is on, in five languages. Wednesday 2 December 2015, ten past five in the afternoon, in the zone.</summary>
public sealed class TimeHintTests
{
    private static readonly DateTime Wednesday = new(2015, 12, 2, 17, 10, 0, DateTimeKind.Unspecified);

    [Theory]
    [InlineData("Europe/London", "on at 9pm", "2 21:00")]
    [InlineData("Europe/London", "at 9", "2 21:00")]
    [InlineData("Europe/London", "9:30 pm on BBC One", "2 21:30")]
    [InlineData("Europe/London", "tonight at 9.30pm", "2 21:30")]
    [InlineData("Europe/London", "tonight 9", "2 21:00")]
    [InlineData("Europe/London", "9 tonight", "2 21:00")]
    [InlineData("Europe/London", "at 9ish", "2 21:00")]
    [InlineData("Europe/London", "Weds at 9pm", "2 21:00")]
    [InlineData("Europe/London", "in 20m", "2 17:30")]
    [InlineData("Europe/Berlin", "um 20 Uhr 15", "2 19:15")]
    [InlineData("America/Sao_Paulo", "daqui a 20 minutos", "2 19:30")]
    [InlineData("Europe/Madrid", "dentro de 20 min", "2 16:30")]
    [InlineData("Europe/London", "7-9pm", "2 19:00")]
    [InlineData("Europe/London", "@ 8 P.M.", "2 20:00")]
    [InlineData("Europe/London", "@9pm", "2 21:00")]
    [InlineData("Europe/London", "at half past eight", "2 20:30")]
    [InlineData("Europe/London", "half nine tonight", "2 21:30")]
    [InlineData("Europe/London", "quarter to nine", "2 20:45")]
    [InlineData("Europe/London", "eight o'clock", "2 20:00")]
    [InlineData("Europe/London", "21:00", "2 21:00")]
    [InlineData("Europe/London", "２１：００", "2 21:00")]
    [InlineData("Europe/London", "tomorrow at noon", "3 12:00")]
    [InlineData("Europe/London", "at midnight", "3 00:00")]
    [InlineData("Europe/London", "tonight at 1am", "3 01:00")]
    [InlineData("Europe/London", "tomorrow 7am", "3 07:00")]
    [InlineData("Europe/London", "Sunday 9pm", "6 21:00")]
    [InlineData("Europe/London", "Sunday night at 9", "6 21:00")]
    [InlineData("Europe/London", "Sat at 7:30pm", "5 19:30")]
    [InlineData("Europe/London", "Wednesday at 8pm", "2 20:00")]
    [InlineData("Europe/London", "December 4th at 8pm", "4 20:00")]
    [InlineData("Europe/London", "in 20 minutes", "2 17:30")]
    [InlineData("Europe/London", "starts in an hour", "2 18:10")]
    [InlineData("Europe/London", "4pm ET", "2 21:00")]
    [InlineData("America/New_York", "8/7c", "3 01:00")]
    [InlineData("America/Chicago", "at 8/7c", "3 01:00")]
    [InlineData("America/New_York", "tonight 9P/8C", "3 02:00")]
    [InlineData("America/New_York", "Sunday at 10/9c", "7 03:00")]
    [InlineData("Europe/London", "8/7c", "3 01:00")]
    [InlineData("Europe/Berlin", "um 20:15", "2 19:15")]
    [InlineData("Europe/Berlin", "um 20.15 Uhr", "2 19:15")]
    [InlineData("Europe/Berlin", "heute Abend 20:15", "2 19:15")]
    [InlineData("Europe/Berlin", "morgen um 20:15", "3 19:15")]
    [InlineData("Europe/Berlin", "am Sonntag um 20 Uhr", "6 19:00")]
    [InlineData("Europe/Berlin", "halb neun", "2 19:30")]
    [InlineData("Europe/Berlin", "um acht", "2 19:00")]
    [InlineData("Europe/Berlin", "in 10 Minuten", "2 16:20")]
    [InlineData("Europe/Berlin", "am 4.12. um 20:15 Uhr", "4 19:15")]
    [InlineData("Europe/Berlin", "um Mitternacht", "2 23:00")]
    [InlineData("Europe/Paris", "à 21h", "2 20:00")]
    [InlineData("Europe/Paris", "ce soir à 21h05", "2 20:05")]
    [InlineData("Europe/Paris", "demain à 20h50", "3 19:50")]
    [InlineData("Europe/Paris", "dimanche à 21h", "6 20:00")]
    [InlineData("Europe/Paris", "à 9 heures et demie", "2 20:30")]
    [InlineData("Europe/Paris", "dans une heure", "2 17:10")]
    [InlineData("Europe/Madrid", "hoy a las 22h", "2 21:00")]
    [InlineData("Europe/Madrid", "a las 22:30", "2 21:30")]
    [InlineData("Europe/Madrid", "mañana a las 22:00", "3 21:00")]
    [InlineData("Europe/Madrid", "el domingo a las 22h", "6 21:00")]
    [InlineData("Europe/Madrid", "a las nueve y media", "2 20:30")]
    [InlineData("Europe/Madrid", "esta noche a las 10", "2 21:00")]
    [InlineData("America/Sao_Paulo", "às 21h", "2 23:00")]
    [InlineData("America/Sao_Paulo", "hoje às 21h30", "2 23:30")]
    [InlineData("America/Sao_Paulo", "amanhã às 21h", "3 23:00")]
    [InlineData("America/Sao_Paulo", "segunda às 21h", "7 23:00")]
    [InlineData("Asia/Tokyo", "今夜9時", "2 12:00")]
    [InlineData("Asia/Shanghai", "晚上8点半", "2 12:30")]
    public void Clock_time_is_a_start_in_the_posts_zone(string zone, string text, string start)
    {
        var hint = Find(text, zone);

        Assert.NotNull(hint);
        Assert.True(hint.IsClock);
        Assert.True(hint.Agrees(Starting(start)), $"{hint.Written}: {string.Join(", ", hint.Windows)}");
        Assert.False(hint.Agrees(Starting(start, hours: 2)));
        Assert.False(hint.Agrees(Starting(start, hours: -1)));
    }

    [Theory]
    [InlineData("Europe/London", "tonight", "2 19:00", "3 19:00")]
    [InlineData("Europe/London", "on this evening", "2 20:00", "2 12:00")]
    [InlineData("Europe/London", "tomorrow night", "3 21:00", "3 09:00")]
    [InlineData("Europe/London", "this Friday", "4 21:00", "3 21:00")]
    [InlineData("Europe/Berlin", "heute Abend", "2 20:00", "3 20:00")]
    [InlineData("Europe/Berlin", "morgen Abend", "3 20:00", "2 20:00")]
    [InlineData("Europe/Berlin", "am Samstag", "5 19:15", "6 19:15")]
    [InlineData("Europe/Paris", "ce soir", "2 20:00", "3 20:00")]
    [InlineData("Europe/Paris", "demain soir", "3 20:00", "3 08:00")]
    [InlineData("Europe/Madrid", "esta noche", "2 21:00", "3 21:00")]
    [InlineData("Europe/Madrid", "mañana por la noche", "3 21:00", "2 21:00")]
    [InlineData("America/Sao_Paulo", "hoje à noite", "2 23:00", "3 23:00")]
    [InlineData("Africa/Cairo", "الليلة", "2 19:00", "3 19:00")]
    public void Day_is_the_whole_of_it(string zone, string text, string agrees, string disagrees)
    {
        var hint = Find(text, zone);

        Assert.NotNull(hint);
        Assert.False(hint.IsClock);
        Assert.True(hint.Agrees(Starting(agrees)));
        Assert.False(hint.Agrees(Starting(disagrees)));
    }

    [Theory]
    [InlineData("right now")]
    [InlineData("watching it rn")]
    [InlineData("läuft gerade")]
    [InlineData("en ce moment")]
    [InlineData("ahora mismo")]
    [InlineData("agora")]
    [InlineData("지금")]
    public void Now_is_what_is_on(string text)
    {
        var hint = Find(text, "Europe/London");

        Assert.NotNull(hint);
        Assert.True(hint.IsMoment);
        Assert.True(hint.Agrees(Starting("2 17:00")));
        Assert.False(hint.Agrees(Starting("2 19:00")));
    }

    [Theory]
    [InlineData("later with the kids")]
    [InlineData("starts soon")]
    [InlineData("gleich")]
    [InlineData("tout à l'heure")]
    [InlineData("más tarde")]
    [InlineData("daqui a pouco")]
    public void A_while_is_the_next_hours_and_not_what_is_on(string text)
    {
        var hint = Find(text, "Europe/London");

        Assert.NotNull(hint);
        Assert.False(hint.IsClock);
        Assert.True(hint.Agrees(Starting("2 19:00")));
        Assert.False(hint.Agrees(Starting("2 17:00")));
        Assert.False(hint.Agrees(Starting("3 19:00")));
    }

    [Theory]
    [InlineData("see u later gator")]
    [InlineData("weeks later than that")]
    [InlineData("we met")]
    public void Words_that_look_like_a_while_or_a_day_are_none(string text) => Assert.Null(Find(text, "Europe/London"));

    [Theory]
    [InlineData("who watches on weds?", "9 21:00")]
    [InlineData("back on fri", "4 21:00")]
    [InlineData("tues is telly night", "8 21:00")]
    public void Weekday_may_be_cut_short(string text, string start)
    {
        var thursday = new DateTimeOffset(2015, 12, 3, 12, 0, 0, TimeSpan.Zero);

        Assert.True(TimeHint.Find(text, thursday, TimeZoneInfo.FindSystemTimeZoneById("Europe/London"))!.Agrees(Starting(start)));
    }

    [Fact]
    public void After_midnight_today_is_also_what_is_still_on()
    {
        var hint = TimeHint.Find("schwach heute", new DateTimeOffset(2015, 12, 3, 0, 45, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

        Assert.True(hint!.Agrees(Starting("3 00:30")));
        Assert.True(hint.Agrees(Starting("3 20:00")));
    }

    [Theory]
    [InlineData("guten Morgen")]
    [InlineData("won 3-2")]
    [InlineData("24/7")]
    [InlineData("4.5 million")]
    [InlineData("£9.30")]
    [InlineData("last Sunday was fun")]
    [InlineData("dimanche dernier")]
    [InlineData("it costs 20 euros")]
    [InlineData("the sun is out")]
    [InlineData("")]
    public void Other_numbers_and_words_are_no_times(string text) => Assert.Null(Find(text, "Europe/Berlin"));

    [Fact]
    public void After_midnight_tonight_is_the_evening_that_goes_on()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var hint = TimeHint.Find("still up for it tonight", new DateTimeOffset(2015, 12, 3, 0, 30, 0, TimeSpan.Zero), zone);

        Assert.True(hint!.Agrees(Starting("3 00:45")));
        Assert.False(hint.Agrees(Starting("3 21:00")));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28 18:00", "morgen um 20:15", "2026-03-29 18:15")]
    [InlineData("Europe/Berlin", "2026-10-24 18:00", "morgen um 20:15", "2026-10-25 19:15")]
    [InlineData("America/New_York", "2026-10-31 20:00", "tomorrow at 9pm", "2026-11-02 02:00")]
    public void Hour_is_that_of_the_day_on_which_it_is_on_when_clocks_change(string zone, string at, string text, string start)
    {
        var hint = TimeHint.Find(text, Utc(at), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(Utc(start), hint!.Windows[0].From.AddMinutes(20));
    }

    [Fact]
    public void Hour_that_comes_twice_is_meant_both_times_and_one_that_is_skipped_is_the_next()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var twice = TimeHint.Find("morgen um 2:30 Uhr", Utc("2026-10-24 18:00"), berlin)!;
        Assert.Contains(twice.Windows, window => window.Has(Utc("2026-10-25 00:30")));
        Assert.Contains(twice.Windows, window => window.Has(Utc("2026-10-25 01:30")));

        var skipped = TimeHint.Find("morgen um 2:30 Uhr", Utc("2026-03-28 18:00"), berlin)!;
        Assert.Contains(skipped.Windows, window => window.Has(Utc("2026-03-29 01:30")));
    }

    private static TimeHint? Find(string text, string zoneName)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        return TimeHint.Find(text, new DateTimeOffset(Wednesday, zone.GetUtcOffset(Wednesday)), zone);
    }

    private static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>An airing of half an hour that starts on a day of December 2015, UTC.</summary>
    private static Airing Starting(string dayAndTime, int hours = 0)
    {
        var parts = dayAndTime.Split(' ');
        var start = Utc($"2015-12-{int.Parse(parts[0], CultureInfo.InvariantCulture):00} {parts[1]}").AddHours(hours);
        return new Airing("one", start, start.AddMinutes(30), "It", null, null, default, null, [], null, false);
    }
}
