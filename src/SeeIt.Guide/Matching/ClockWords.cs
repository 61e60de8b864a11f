using System.Text.RegularExpressions;

namespace SeeIt.Guide.Matching;

/// <summary>A time of the day that a post says.</summary>
/// <param name="Hour">0 to 24, as written.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Half">'a' or 'p' where it says morning or afternoon; '2' where it counts to 24; ' ' where it tells neither.</param>
/// <param name="Zone">"et", "gmt"; null when it names none.</param>
/// <param name="Written">The words.</param>
internal sealed record SaidClock(int Hour, int Minute, char Half, string? Zone, string Written)
{
    public bool IsMidnight { get; init; }

    /// <summary>The hours that may be meant, by the clock of 24.</summary>
    public IEnumerable<int> Hours(DayPart part)
    {
        if (IsMidnight)
        {
            return [0];
        }

        var hour = Hour % 12;
        return Half switch
        {
            'a' => [hour],
            'p' => [hour + 12],
            _ when Hour is 0 or > 12 => [Hour % 24],
            _ when part == DayPart.Morning => [hour],
            _ when part == DayPart.Evening => Hour == 12 ? [0] : hour < 4 ? [hour] : [hour + 12],
            _ when part == DayPart.Afternoon => [hour + 12],
            '2' => [Hour, .. Hour < 12 ? [hour + 12] : Array.Empty<int>()],

            // Television at nine is in the evening.
            _ => [hour + 12],
        };
    }
}

/// <summary>Reads times of the day: "8/7c", "9pm", "21h30", "um 20:15 Uhr", "halb neun", "a las nueve y media", "晚上8点".</summary>
internal static partial class ClockWords
{
    /// <summary>As American networks announce: Eastern and Central in one. The hour is the Eastern one.</summary>
    public static SaidClock? EasternCentral(string text)
    {
        var match = Two().Match(text);
        return match.Success && (Number(match, "e") + 11) % 12 == Number(match, "c") % 12
            ? new SaidClock(Number(match, "e"), match.Groups["m"].Success ? Number(match, "m") : 0, 'p', "et", match.Value.Trim())
            : null;
    }

    public static SaidClock? Find(string text, SaidDay? day) =>
        Spoken().Match(text) is { Success: true } spoken ? FromSpoken(spoken)
        : FromDigits(text, day) is { } digits ? digits
        : EastAsian().Match(text) is { Success: true } asian && Number(asian, "h") <= 24
            ? new SaidClock(Number(asian, "h") % 24, asian.Groups["m"].Success ? Number(asian, "m") % 60 : asian.Groups["halfhour"].Success ? 30 : 0,
                asian.Groups["pm"].Success ? 'p' : asian.Groups["am"].Success ? 'a' : '2', null, asian.Value)
        : Special().Match(text) is { Success: true } special
            ? new SaidClock(special.Groups["noon"].Success ? 12 : 0, 0, '2', null, special.Value) { IsMidnight = !special.Groups["noon"].Success }
        : null;

    private static SaidClock? FromDigits(string text, SaidDay? day)
    {
        foreach (Match match in Digits().Matches(text))
        {
            var (hour, minute) = (Number(match, "h"), match.Groups["m"].Success ? Number(match, "m") : 0);
            var half = match.Groups["half"].Success ? match.Groups["half"].Value[0] : ' ';
            var counted = match.Groups["sign"].Value is "h" or ['u', ..] || match.Groups["unit"].Success;
            if (hour > 24 || (half != ' ' && hour is 0 or > 12))
            {
                continue;
            }

            var isSaid = half != ' ' || counted || match.Groups["at"].Success || match.Groups["sign"].Value == ":"
                || (match.Groups["sign"].Value == "." && hour > 0 && minute % 5 == 0)
                || (day is not null && match.Index >= day.End && match.Index <= day.End + 2)
                || (day is { Part: DayPart.Evening } && hour is > 5 and <= 12 && IsJustBefore(match, day));
            if (isSaid)
            {
                var zone = match.Groups["zone"].Success && (half != ' ' || hour > 12 || match.Groups["zone"].Value.Length > 2) ? match.Groups["zone"].Value : null;
                var style = half != ' ' ? half : counted || match.Groups["m"].Success || hour is 0 or > 12 ? '2' : ' ';
                return new SaidClock(hour % 24, minute, style, zone, match.Value.Trim());
            }
        }

        return null;
    }

    /// <summary>"9 tonight".</summary>
    private static bool IsJustBefore(Match match, SaidDay day) =>
        day.End - day.Written.Length - (match.Index + match.Length) is 0 or 1;

    private static SaidClock? FromSpoken(Match match)
    {
        if (TimeText.Number(match.Groups["n"].Value) is not { } hour || hour > 24)
        {
            return null;
        }

        var (back, minute) = match.Groups["how"].Value switch
        {
            "halb" => (1, 30),
            "half past" or "half" or "y media" or "et demie" or "e meia" => (0, 30),
            "quarter past" or "viertel nach" or "y cuarto" or "et quart" or "e quinze" => (0, 15),
            "quarter to" or "viertel vor" or "menos cuarto" or "moins le quart" => (1, 45),
            _ => (0, 0),
        };
        hour -= back;
        return new SaidClock(hour <= 0 ? hour + 12 : hour, minute, hour > 12 ? '2' : ' ', null, match.Value.Trim());
    }

    private static int Number(Match match, string group) => TimeText.Number(match.Groups[group].Value) ?? 0;

    [GeneratedRegex(@"(?<![\w:/])(?<e>1[0-2]|[1-9])(?::(?<m>[0-5]\d))?\s?(?:p\.?m?\.?|e\.?t?|est)?\s?/\s?(?<c>1[0-2]|[1-9])(?::[0-5]\d)?\s?(?:p\.?m?\.?)?\s?c(?:t|st|entral)?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Two();

    [GeneratedRegex(@"(?<![\w.:/$€£#-])(?:(?<at>at|um|ab|gegen|@|a las|a la|às|à|alle|dès|desde las|a partir das|a partir de las|from|kl\.?|الساعة)\s?)?(?<h>\d{1,2})(?:\s?(?<sign>[:.h]|uhr\s)\s?(?<m>[0-5]\d)(?!\d))?(?:ish\b)?(?:\s?[-–]\s?\d{1,2}(?::[0-5]\d)?(?=\s?[ap]\.?m))?\s?(?:(?<half>[ap])\.?\s?m\b\.?|(?<unit>uhr|hrs|hs|horas?|heures?|h|o'?clock|o’clock)\b)?(?:\s?(?<zone>e[sd]?t|c[sd]t|ct|m[sd]t|p[sd]?t|gmt|utc|bst|cest|cet|mesz|mez|brt|jst|kst|eastern|central|pacific)\b)?(?![\w:%€$/]|[.,]\d|-\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(?:(?<how>half past|half|quarter past|quarter to|halb|viertel nach|viertel vor)\s(?<n>\d{1,2}|" + TimeText.NumberWords + @")\b|(?:at|um|a las|a la|às)\s(?<n>" + TimeText.NumberWords + @")\b(?:\s(?<how>y media|y cuarto|menos cuarto|e meia|e quinze))?(?!\s(?:point|minutes|of|with|in))|(?:a las|às)\s(?<n>\d{1,2})\s(?<how>y media|y cuarto|menos cuarto|e meia)|(?<n>\d{1,2}|" + TimeText.NumberWords + @")\s(?:heures?)\s(?<how>et demie|et quart|moins le quart)|(?<n>" + TimeText.NumberWords + @")\s(?:o'?clock|uhr|heures|horas)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"(?:(?<pm>午後|下午|晚上|今晚|今夜|夜|오후|밤|저녁)|(?<am>午前|上午|早上|오전|아침))?\s?(?<h>\d{1,2})\s?(?:時|时|点|點|시)(?:(?<m>\d{1,2})\s?(?:分|분)|(?<halfhour>半|반))?", RegexOptions.CultureInvariant)]
    private static partial Regex EastAsian();

    [GeneratedRegex(@"\b(?:(?<noon>noon|midday|12 uhr mittags|à midi|mediodía|mediodia|meio-dia|meio dia)|(?:at midnight|midnight|mitternacht|minuit|medianoche|meia-noite|meia noite))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
