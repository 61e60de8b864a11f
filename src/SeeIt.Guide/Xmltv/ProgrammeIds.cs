using System.Text.RegularExpressions;

namespace SeeIt.Guide.Xmltv;

/// <summary>Reads Gracenote's programme ids, XMLTV's <c>dd_progid</c>: two letters, eight digits, four more with or without a dot before them.</summary>
public static partial class ProgrammeIds
{
    /// <summary>
    /// The series that an episode is of: "EP01234567.0042" is one of "EP01234567". "SH01234567.0000" is an airing of that
    /// series too, of which the guide does not know which episode it is.
    /// </summary>
    /// <returns>Null of what is no series: films (MV), sports (SP), and what is no such id.</returns>
    public static string? SeriesOf(string? programmeId) =>
        programmeId is not null && Series().Match(programmeId) is { Success: true } match ? $"EP{match.Groups["series"].ValueSpan}" : null;

    /// <summary>What the ids of the airings of a series begin with.</summary>
    internal static IReadOnlyList<string> BeginningsOf(string seriesId) =>
        SeriesOf(seriesId) is { } series ? [series, $"SH{series.AsSpan(2)}"] : [];

    [GeneratedRegex(@"^(?:EP|SH)(?<series>[0-9]{8})(?:\.?[0-9]{4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Series();
}
