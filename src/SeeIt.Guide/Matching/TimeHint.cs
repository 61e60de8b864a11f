namespace SeeIt.Guide.Matching;

/// <summary>When a post says that it is on.</summary>
/// <param name="Windows">In which it starts; when <paramref name="IsMoment"/>, during which it is on.</param>
/// <param name="IsMoment">Said of what is on: "right now".</param>
/// <param name="IsClock">It says the hour, not only the day.</param>
/// <param name="Written">The words.</param>
internal sealed record TimeHint(IReadOnlyList<TimeWindow> Windows, bool IsMoment, bool IsClock, string Written)
{
    /// <summary>The day and the hour, each as it stands in the post.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [Written];

    private static readonly TimeSpan InAWhile = TimeSpan.FromHours(6);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(20);

    /// <summary>A time of the day that is so long past may be meant for tomorrow.</summary>
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    /// <summary>One that is longer past is.</summary>
    private static readonly TimeSpan LongPast = TimeSpan.FromHours(4);

    public bool Agrees(Airing airing) => IsMoment
        ? Windows.Any(window => airing.Start < window.To && airing.Stop > window.From)
        : Windows.Any(window => window.Has(airing.Start));

    /// <summary>How near an airing that agrees is to what the post says: 1 when it starts then, 0.5 at the edge of what agrees.</summary>
    public double Closeness(Airing airing)
    {
        if (!IsClock)
        {
            return 1;
        }

        var away = Windows.Min(window => (window.From + ((window.To - window.From) / 2) - airing.Start).Duration());
        return away < TimeSpan.FromMinutes(2) ? 1 : Math.Max(0.5, 0.8 - (away.TotalMinutes / 60));
    }

    /// <summary>The most exact time that the post's words give; null when they give none.</summary>
    /// <param name="text">The post.</param>
    /// <param name="at">When it was written.</param>
    /// <param name="zone">In which its times are meant.</param>
    public static TimeHint? Find(string text, DateTimeOffset at, TimeZoneInfo zone)
    {
        text = TimeText.Plain(text);
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var day = DayWords.Find(text, local);
        if (ClockWords.EasternCentral(text) is { } american)
        {
            return American(american, day, local, zone);
        }

        if (ClockWords.Find(text, day) is { } clock)
        {
            return AtClock(clock, day, local, TimeText.Zone(clock.Zone) ?? zone, zone);
        }

        if (DayWords.Later(text) is { } later)
        {
            var start = at + later.Length;
            var slack = TimeSpan.FromMinutes(Math.Max(6, later.Length.TotalMinutes / 6));
            return new TimeHint([new TimeWindow(start - slack, start + slack)], IsMoment: false, IsClock: true, later.Written);
        }

        if (day is null || (day.Day == local.Date && day.Part == DayPart.Any))
        {
            if (DayWords.Now(text) is { } now)
            {
                return new TimeHint([new TimeWindow(at, at.AddMinutes(5))], IsMoment: true, IsClock: false, now);
            }
        }

        if (day is null && DayWords.Soon(text) is { } soon)
        {
            return new TimeHint([new TimeWindow(at, at + InAWhile)], IsMoment: false, IsClock: false, soon);
        }

        return day is null ? null : new TimeHint([Window(day, local, zone)], IsMoment: false, IsClock: false, day.Written);
    }

    private static TimeWindow Window(SaidDay day, DateTime local, TimeZoneInfo zone)
    {
        var (from, to) = day.Part switch
        {
            DayPart.Morning => (4, 12),
            DayPart.Afternoon => (12, 18),
            DayPart.Evening => (17, 28),

            // Said after midnight, "today" is also what is still on.
            _ => (day.Day == local.Date && local.Hour < 4 ? -4 : 4, 28),
        };
        return TimeWindow.Between(day.Day.AddHours(from), day.Day.AddHours(to), zone);
    }

    private static TimeHint American(SaidClock clock, SaidDay? day, DateTime local, TimeZoneInfo zone)
    {
        var eastern = TimeText.Zone("et") ?? zone;
        var there = TimeZoneInfo.ConvertTime(local, zone, eastern);
        var hint = AtClock(clock with { Half = 'p' }, day is { IsWeekdayOrDate: false } ? day with { Day = there.Date + (day.Day - local.Date) } : day, there, eastern, eastern);

        // The Pacific and Mountain zones see it at their own eight o'clock, or with the east.
        return zone.Id.StartsWith("America/", StringComparison.Ordinal)
            ? hint with { Windows = [.. hint.Windows, .. AtClock(clock with { Half = 'p' }, day, local, zone, zone).Windows] }
            : hint;
    }

    /// <param name="clock">What the post says.</param>
    /// <param name="day">Of the post's zone; null when it says none.</param>
    /// <param name="local">When the post was written, by its zone's clock.</param>
    /// <param name="zone">The clock's.</param>
    /// <param name="home">The post's.</param>
    private static TimeHint AtClock(SaidClock clock, SaidDay? day, DateTime local, TimeZoneInfo zone, TimeZoneInfo home)
    {
        if (zone != home)
        {
            local = TimeZoneInfo.ConvertTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), home, zone);
        }

        var windows = new List<TimeWindow>();
        foreach (var hour in clock.Hours(day?.Part ?? DayPart.Any))
        {
            var date = day?.Day ?? local.Date;

            // "tonight at 1am" and "midnight" are of the day after.
            var isAfterMidnight = (hour < 4 && day?.Part == DayPart.Evening) || (clock.IsMidnight && day is not null);
            var start = date.AddDays(isAfterMidnight ? 1 : 0).AddHours(hour).AddMinutes(clock.Minute);
            var isPast = day is null && start < local - HalfAnHour;
            if (!isPast || (start >= local - LongPast && !clock.IsMidnight))
            {
                windows.AddRange(TimeWindow.Around(start, zone, Tolerance));
            }

            if (isPast)
            {
                windows.AddRange(TimeWindow.Around(start.AddDays(1), zone, Tolerance));
            }
        }

        return new TimeHint(windows, IsMoment: false, IsClock: true, day is null ? clock.Written : $"{day.Written} {clock.Written}")
        {
            Phrases = day is null ? [clock.Written] : [day.Written, clock.Written],
        };
    }
}
