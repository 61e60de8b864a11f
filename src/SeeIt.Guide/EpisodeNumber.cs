using System.Globalization;

namespace SeeIt.Guide;

/// <summary>Where an instalment stands in its series, counted as people do: from 1; season 0 holds specials. Any may be unknown.</summary>
public readonly record struct EpisodeNumber(int? Season, int? Episode, int? Part = null)
{
    public bool IsEmpty => Season is null && Episode is null && Part is null;

    /// <summary>"S06E04", "E37", "S06", "S01E02 part 1"; empty when nothing is known.</summary>
    public override string ToString()
    {
        var season = Season is { } s ? string.Create(CultureInfo.InvariantCulture, $"S{s:00}") : "";
        var episode = Episode is { } e ? string.Create(CultureInfo.InvariantCulture, $"E{e:00}") : "";
        var part = Part is { } p ? string.Create(CultureInfo.InvariantCulture, $" part {p}") : "";
        return (season + episode + part).Trim();
    }
}
