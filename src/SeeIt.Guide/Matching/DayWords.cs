using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Matching;

internal enum DayPart
{
    Any,
    Morning,
    Afternoon,
    Evening,
}

/// <summary>A day that a post says.</summary>
/// <param name="Day">Midnight of the post's clock.</param>
/// <param name="Part">Of the day.</param>
/// <param name="Written">The words.</param>
/// <param name="End">Where they end in the text: a bare number after them is the hour.</param>
/// <param name="IsWeekdayOrDate">It is named, not counted from today.</param>
internal sealed record SaidDay(DateTime Day, DayPart Part, string Written, int End, bool IsWeekdayOrDate);

/// <summary>Reads days: "tonight", "morgen Abend", "am Sonntag", "ce soir", "mañana por la noche", "Dec 3", "in 10 minutes".</summary>
internal static partial class DayWords
{
    private static readonly string[][] Weekdays =
    [
        ["sunday", "sonntag", "dimanche", "domingo", "الأحد", "日曜", "周日", "星期日", "일요일"],
        ["monday", "montag", "lundi", "lunes", "segunda", "الاثنين", "月曜", "周一", "星期一", "월요일"],
        ["tuesday", "dienstag", "mardi", "martes", "terça", "الثلاثاء", "火曜", "周二", "星期二", "화요일"],
        ["wednesday", "mittwoch", "mercredi", "miércoles", "miercoles", "quarta", "الأربعاء", "水曜", "周三", "星期三", "수요일"],
        ["thursday", "donnerstag", "jeudi", "jueves", "quinta", "الخميس", "木曜", "周四", "星期四", "목요일"],
        ["friday", "freitag", "vendredi", "viernes", "sexta", "الجمعة", "金曜", "周五", "星期五", "금요일"],
        ["saturday", "samstag", "sonnabend", "samedi", "sábado", "sabado", "السبت", "土曜", "周六", "星期六", "토요일"],
    ];

    private static readonly string[] ShortWeekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly string[][] Months =
    [
        ["jan", "ene"], ["feb", "fev", "fév"], ["mar", "mär"], ["apr", "avr", "abr"], ["may", "mai"], ["jun", "juin"], ["jul", "juil"],
        ["aug", "aoû", "aou", "ago"], ["sep", "set"], ["oct", "okt", "out"], ["nov"], ["dec", "dez", "déc", "dic"],
    ];

    public static SaidDay? Find(string text, DateTime local)
    {
        var today = local.Date;
        if (Tonight().Match(text) is { Success: true } tonight)
        {
            // After midnight, "tonight" is the evening that is still going on.
            return Said(tonight, local.Hour < 4 ? today.AddDays(-1) : today, DayPart.Evening);
        }

        if (AfterTomorrow().Match(text) is { Success: true } afterTomorrow)
        {
            return Said(afterTomorrow, today.AddDays(2), Part(afterTomorrow));
        }

        if (Tomorrow().Match(text) is { Success: true } tomorrow && !IsMorning(text, tomorrow))
        {
            return Said(tomorrow, today.AddDays(1), Part(tomorrow));
        }

        if (Weekday().Match(text) is { Success: true } weekday && WeekdayOf(weekday.Groups["day"].Value) is { } number)
        {
            var days = (number - (int)today.DayOfWeek + 7) % 7;
            return Said(weekday, today.AddDays(days == 0 && weekday.Groups["next"].Success ? 7 : days), Part(weekday), isNamed: true);
        }

        if (DateOf(text, today) is { } date)
        {
            return date;
        }

        return Today().Match(text) is { Success: true } said ? Said(said, today, Part(said)) : null;
    }

    /// <summary>"in 10 minutes", "dans une heure".</summary>
    public static (TimeSpan Length, string Written)? Later(string text)
    {
        var match = In().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var number = TimeText.Number(match.Groups["n"].Value) ?? (match.Groups["n"].Value.StartsWith("half", StringComparison.Ordinal) ? 0 : 1);
        var length = match.Groups["hours"].Success ? (number == 0 ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(number)) : TimeSpan.FromMinutes(number);
        return length <= TimeSpan.FromHours(48) ? (length, match.Value) : null;
    }

    /// <summary>The words that say that it is on in a while; null when there are none.</summary>
    public static string? Soon(string text) => InAWhile().Match(text) is { Success: true } soon ? soon.Value : null;

    /// <summary>The words that say that it is on.</summary>
    public static string? Now(string text) => RightNow().Match(text) is { Success: true } now ? now.Value : null;

    private static SaidDay Said(Match match, DateTime day, DayPart part, bool isNamed = false) => new(day, part, match.Value.Trim(), match.Index + match.Length, isNamed);

    private static DayPart Part(Match match) =>
        match.Groups["evening"].Success ? DayPart.Evening : match.Groups["afternoon"].Success ? DayPart.Afternoon : match.Groups["morning"].Success ? DayPart.Morning : DayPart.Any;

    /// <summary>"guten Morgen", "por la mañana", "heute Morgen", "de la mañana": the morning, not the day after.</summary>
    private static bool IsMorning(string text, Match match) =>
        match.Value.StartsWith("morgen", StringComparison.Ordinal) || match.Value.StartsWith("mañana", StringComparison.Ordinal) || match.Value.StartsWith("manana", StringComparison.Ordinal)
            ? MorningBefore().IsMatch(text[..match.Index])
            : false;

    private static int? WeekdayOf(string name)
    {
        for (var day = 0; day < 7; day++)
        {
            if (Array.Exists(Weekdays[day], full => name.StartsWith(full, StringComparison.Ordinal)) || name.StartsWith(ShortWeekdays[day], StringComparison.Ordinal))
            {
                return day;
            }
        }

        return null;
    }

    private static SaidDay? DateOf(string text, DateTime today)
    {
        var match = Date().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var day = int.Parse(match.Groups["d"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var month = match.Groups["n"].Success
            ? int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : Array.FindIndex(Months, names => Array.Exists(names, name => match.Groups["month"].Value.StartsWith(name, StringComparison.Ordinal))) + 1;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(today.Year, month))
        {
            return null;
        }

        var date = new DateTime(today.Year, month, day);
        return Said(match, date < today.AddDays(-60) && date.AddDays(1).Year == today.Year ? date.AddYears(1) : date, Part(match), isNamed: true);
    }

    private const string Parts =
        @"(?:[\s-]+(?:(?<evening>night|evening|abend|nacht|soir|por la noche|noche|à noite|a noite)|(?<afternoon>afternoon|arvo|nachmittag|après-midi|por la tarde|à tarde)|(?<morning>morning|früh|vormittag|matin|por la mañana|de manhã))\b)?";

    [GeneratedRegex(@"\b(?:tonight|tonite|2night|2nite|tonighttt*|this evening|heut(?:e)? abend|heute nacht|heute um (?=(?:1[89]|2[0-3])\b)|ce soir|cette nuit|esta noche|hoy por la noche|hoy noche|hoje (?:à|a) noite|esta noite|logo à noite)\b|الليلة|今夜|今晩|今晚|오늘 ?밤|오늘 ?저녁", RegexOptions.CultureInvariant)]
    private static partial Regex Tonight();

    [GeneratedRegex(@"\b(?:day after tomorrow|übermorgen|après-demain|pasado mañana|depois de amanhã)\b" + Parts, RegexOptions.CultureInvariant)]
    private static partial Regex AfterTomorrow();

    [GeneratedRegex(@"(?:\b(?:tomorrow|tomorow|2morrow|2moro|tmrw|tmr|tmw|morgen|demain|mañana|manana|amanhã|amanha)\b|غدا|明日|明天|내일)" + Parts, RegexOptions.CultureInvariant)]
    private static partial Regex Tomorrow();

    [GeneratedRegex(@"(?:guten|schönen|am|heute|jeden|por la|de la|en la|buenos|esta|der|diesen|dieser)\s+$", RegexOptions.CultureInvariant)]
    private static partial Regex MorningBefore();

    [GeneratedRegex(@"(?:(?<![\w#@])(?<!\b(?:last|letzten|letzter|every|jeden|le)\s)(?:(?<next>next|nächsten|kommenden|prochain)\s)?(?:(?<day>sunday|monday|tuesday|wednesday|thursday|friday|saturday|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi|domingo|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado)s?\b(?!\s(?:dernier|passé|pasado|passado))|(?<day>(?:segunda|terça|quarta|quinta|sexta)(?:-feira\b|(?=,?\s(?:às|as)\s\d)))|(?<=\b(?:na|no|nesta|esta)\s)(?<day>segunda|terça|quarta|quinta|sexta)\b|(?<day>sun|mon|tues?|weds?|thu|thurs?|fri|sat)\b\.?(?=\s(?:at\s|@\s?)?\d|\snight)|(?<=\b(?:on|this|next)\s)(?<day>sun|mon|tues?|weds?|thu|thurs?|fri|sat)\b|(?<day>tues|weds|thurs)\b)|(?<day>[日月火水木金土]曜|(?:周|星期)[一二三四五六日]|[일월화수목금토]요일|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت))(?:,)?" + Parts, RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\b(?:today|2day|heute|aujourd.?hui|hoy|hoje|this (?=morning|afternoon))\b" + Parts + @"|\bthis(?:\s(?<afternoon>afternoon)|\s(?<morning>morning))\b|今日|今天|오늘|اليوم", RegexOptions.CultureInvariant)]
    private static partial Regex Today();

    [GeneratedRegex(@"(?<![\w.])(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s(?<d>\d{1,2})(?:st|nd|rd|th)?|(?<d>\d{1,2})(?:st|nd|rd|th|er)?\.?\s(?:de\s)?(?<month>jan|ene|feb|f[ée]v|mar|mär|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aoû|ago|sep|set|oct|okt|out|nov|dec|dez|déc|dic)\p{L}*\.?|(?<d>\d{1,2})\.(?<n>\d{1,2})\.)(?!\w)" + Parts, RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:in|dans|d'ici|en|em|daqui a|dentro de)\s(?:about\s|etwa\s)?(?<n>\d{1,3}|an?|half an|une?|einer?|einem|una?|uma?|ein|" + TimeText.NumberWords + @")\s?(?:(?<minutes>min|mins|minutes?|minuten?|minutos?|m)|(?<hours>hours?|hrs?|stunden?|std|heures?|horas?))\b", RegexOptions.CultureInvariant)]
    private static partial Regex In();

    [GeneratedRegex(@"\b(?:later(?: on| today)?|in a bit|in a minute|in a moment|shortly|(?:starts|starting|on) soon|coming up|about to start|gleich|nachher|später|bald|bientôt|tout à l'heure|plus tard|dans un instant|más tarde|mas tarde|luego|dentro de poco|en breve|enseguida|mais tarde|daqui a pouco|logo mais|em breve)\b(?!\s(?:than|gator|season|episode))", RegexOptions.CultureInvariant)]
    private static partial Regex InAWhile();

    [GeneratedRegex(@"\b(?:right now|rn|on now|now on|now showing|just started|just starting|starting now|starts now|live now|currently|is on(?: tv)?(?=\s*(?:$|[.!?,\p{S}\p{P}\p{Cs}]))|now(?=\s*(?:$|[.!?,#\p{S}\p{P}\p{Cs}]))|now watching|gerade|grad|jetzt|läuft(?=\s*(?:$|[.!?,#]))|en ce moment|maintenant|là maintenant|ahora mismo|ahora|ahorita|agora(?: mesmo)?)\b|الآن|今|现在|正在|지금", RegexOptions.CultureInvariant)]
    private static partial Regex RightNow();
}
