using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Xmltv;

/// <summary>Reads the values of XMLTV's <c>episode-num</c>.</summary>
public static partial class EpisodeNumbers
{
    /// <summary>
    /// xmltv_ns: three numbers with dots between, each from zero, each optionally with "/total", each of which may be missing:
    /// "5.3/10." is the fourth of season 6, " . 36" an episode 37, "-1.0.0/1" the first special. See xmltv.dtd, "episode-num".
    /// </summary>
    /// <returns>Empty when the value has no number that can be read.</returns>
    public static EpisodeNumber FromXmltvNs(string value)
    {
        var parts = value.Split('.');
        var part = Part(parts, 2, out var parts3);
        return new EpisodeNumber(Part(parts, 0, out _), Part(parts, 1, out _), parts3 == 1 ? null : part);
    }

    /// <summary>onscreen: whatever the broadcaster writes: "S06E04", "Series 6, Episode 4", "6x04", "Ep. 12", "(4/10)".</summary>
    /// <returns>Empty when it is in no known form.</returns>
    public static EpisodeNumber FromOnscreen(string value)
    {
        if (SeasonAndEpisode().Match(value) is { Success: true } both)
        {
            return new EpisodeNumber(Number(both, "s"), Number(both, "e"));
        }

        var season = SeasonOnly().Match(value);
        var episode = EpisodeOnly().Match(value);
        return new EpisodeNumber(season.Success ? Number(season, "s") : null, episode.Success ? Number(episode, "e") : null);
    }

    private static int? Part(string[] parts, int index, out int? total)
    {
        total = null;
        if (index >= parts.Length)
        {
            return null;
        }

        var slash = parts[index].Split('/');
        if (slash.Length > 1 && int.TryParse(slash[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count))
        {
            total = count;
        }

        return int.TryParse(slash[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= -1 and < 100_000
            ? number + 1
            : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?:s(?:eason|eries|taffel|aison)?\.?\s*(?<s>\d{1,4})[\s,.:/-]*(?:e(?:p(?:isode|\.)?)?|folge|épisode)\.?\s*(?<e>\d{1,5})|(?<s>\d{1,3})x(?<e>\d{1,4}))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    internal static partial Regex SeasonAndEpisode();

    [GeneratedRegex(@"\b(?:s|season|series|staffel|saison)\.?\s*(?<s>\d{1,4})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SeasonOnly();

    [GeneratedRegex(@"(?:\b(?:e|ep|episode|folge|épisode|#)\.?\s*|^\s*\(?)(?<e>\d{1,5})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EpisodeOnly();
}
