using SeeIt.Guide.Store;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide;

/// <summary>A broadcast of a show on a channel of the household. Immutable.</summary>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Start">UTC; the channel's tvg-shift is in it.</param>
/// <param name="Stop">UTC, exclusive, after <paramref name="Start"/>.</param>
/// <param name="Title">The show's, as the guide writes it.</param>
/// <param name="SubTitle">The episode's title.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Number">Its place in the series.</param>
/// <param name="ProgrammeId">Gracenote dd_progid, where the guide has one: EP and 8 digits are the series, the last 4 the episode.</param>
/// <param name="Categories">As the guide writes them.</param>
/// <param name="Language">Of the title, as the guide says.</param>
/// <param name="IsRepeat">The guide says it was shown before.</param>
public sealed record Airing(
    string ChannelId,
    DateTimeOffset Start,
    DateTimeOffset Stop,
    string Title,
    string? SubTitle,
    string? Description,
    EpisodeNumber Number,
    string? ProgrammeId,
    IReadOnlyList<string> Categories,
    string? Language,
    bool IsRepeat)
{
    /// <summary>Who takes part; an actor with the role: "Ann (Hero)".</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Its numbers in every system that the guide names: xmltv_ns, onscreen, dd_progid, themoviedb.org, ….</summary>
    public IReadOnlyList<EpisodeId> EpisodeIds { get; init; } = [];

    /// <summary>The series that <see cref="ProgrammeId"/> names: the same on every channel, under every title. Null where the guide tells none.</summary>
    public string? SeriesId => ProgrammeIds.SeriesOf(ProgrammeId);

    /// <summary>When it was made, as the guide writes it: a year, or more of it.</summary>
    public string? Date { get; init; }

    /// <summary>The instalment in words: "S06E04 Property Agents"; null when the guide tells neither number nor title.</summary>
    public string? Episode
    {
        get
        {
            var words = $"{Number} {SubTitle}".Trim();
            return words.Length > 0 ? words : null;
        }
    }

    /// <summary>Identifies the show over channels and imports: airings of the same show have the same value.</summary>
    internal long Show { get; init; }

    /// <summary>Whether it is of the show that a guide gives this title: in any case, with or without accents.</summary>
    public bool IsOf(string title) => Show == ShowId.Of(title);

    public bool IsOnAt(DateTimeOffset at) => Start <= at && at < Stop;
}
