namespace SeeIt.Guide.Matching;

/// <summary>A span of time, half open, UTC.</summary>
internal readonly record struct TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    public bool Has(DateTimeOffset time) => From <= time && time < To;

    /// <summary>Around each moment that a zone's clock shows this time: none of them is skipped or missed when clocks change.</summary>
    /// <param name="local">Time of the clock. One that is skipped in spring counts as the hour after it.</param>
    /// <param name="zone">The clock's.</param>
    /// <param name="tolerance">To both sides.</param>
    public static IEnumerable<TimeWindow> Around(DateTime local, TimeZoneInfo zone, TimeSpan tolerance)
    {
        foreach (var moment in Moments(local, zone))
        {
            yield return new TimeWindow(moment - tolerance, moment + tolerance);
        }
    }

    public static TimeWindow Between(DateTime from, DateTime to, TimeZoneInfo zone) => new(Moments(from, zone)[0], Moments(to, zone)[^1]);

    private static DateTimeOffset[] Moments(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return zone.IsAmbiguousTime(local)
            ? [.. zone.GetAmbiguousTimeOffsets(local).OrderDescending().Select(offset => new DateTimeOffset(local, offset).ToUniversalTime())]
            : [new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()];
    }
}
