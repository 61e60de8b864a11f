using Microsoft.Data.Sqlite;
using SeeIt.Guide.Text;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Store;

/// <summary>The questions asked of a generation. Times are Unix seconds of the household's channels, tvg-shift included.</summary>
internal static class GuideQueries
{
    /// <summary>Two days in seconds. No programme is longer: bounds the search for what is on.</summary>
    private const string LongestProgramme = "172800";

    private const string Columns =
        """
        c.channel, p.start + c.shift AS starts, p.stop + c.shift AS stops, p.title, p.sub_title, p.description, p.season,
            p.episode, p.part, p.programme_id, p.categories, p.language, p.repeat, p.show, p.people, p.episode_ids, p.date
        """;

    private const string Select = $"SELECT {Columns} FROM channel_guide c JOIN programme p ON p.guide_channel = c.guide_channel";

    /// <summary>Begins with the show. A shift has a query of its own, so that the index gives the rows in their order.</summary>
    private const string SelectShow =
        $"SELECT {Columns} FROM programme p CROSS JOIN channel_guide c ON c.guide_channel = p.guide_channel AND c.shift = @shift";

    internal const string OnChannelText =
        $"""
        {Select} WHERE c.channel = @channel AND p.start < @to - c.shift AND p.start > @from - c.shift - {LongestProgramme}
            AND p.stop > @from - c.shift ORDER BY p.start LIMIT @limit
        """;

    internal const string OnText =
        $"""
        {Select} WHERE c.channel = @channel AND p.start <= @at - c.shift AND p.start > @at - c.shift - {LongestProgramme}
            AND p.stop > @at - c.shift ORDER BY p.start DESC LIMIT 1
        """;

    internal const string OnAllText =
        $"""
        SELECT {Columns} FROM channel_guide c CROSS JOIN programme p ON p.id = (SELECT o.id FROM programme o
            WHERE o.guide_channel = c.guide_channel AND o.start <= @at - c.shift AND o.start > @at - c.shift - {LongestProgramme}
                AND o.stop > @at - c.shift ORDER BY o.start DESC LIMIT 1)
        """;

    internal const string OfShowText =
        $"""
        {SelectShow} WHERE p.show = @show AND p.start < @to - @shift AND p.start > @from - @shift - {LongestProgramme}
            AND p.stop > @from - @shift ORDER BY p.start LIMIT @limit
        """;

    internal const string LastOfShowText =
        $"{SelectShow} WHERE p.show = @show AND p.start < @before - @shift AND p.stop <= @before - @shift ORDER BY p.start DESC LIMIT @limit";

    internal const string OfProgrammeIdText = $"{Select} WHERE c.channel = @channel AND p.programme_id = @id ORDER BY p.start";

    /// <summary>Ids that begin with the series': the index has them beside one another.</summary>
    internal const string OfSeriesText =
        $"""
        SELECT {Columns} FROM programme p CROSS JOIN channel_guide c ON c.guide_channel = p.guide_channel
        WHERE p.programme_id >= @id AND p.programme_id < @id || 'A' AND p.stop > @from - c.shift ORDER BY starts LIMIT @limit
        """;

    internal const string OfShowOnChannelText =
        $"{Select} WHERE c.channel = @channel AND p.show = @show AND p.start BETWEEN @from - c.shift AND @to - c.shift ORDER BY p.start";

    internal const string SearchText =
        $"""
        SELECT {Columns} FROM programme_text t CROSS JOIN programme p ON p.id = t.rowid CROSS JOIN channel_guide c ON c.guide_channel = p.guide_channel
        WHERE programme_text MATCH @words AND p.stop > @from - c.shift
        ORDER BY CAST(bm25(programme_text, 10, 5, 1, 2) * 2 AS INTEGER), starts LIMIT @limit
        """;

    internal const string OfEpisodeText =
        $"""
        SELECT {Columns} FROM programme_text t CROSS JOIN programme p ON p.id = t.rowid CROSS JOIN channel_guide c ON c.guide_channel = p.guide_channel
        WHERE programme_text MATCH @words AND p.stop > @from - c.shift LIMIT @limit
        """;

    internal const string SpanText =
        """
        SELECT MIN((SELECT p.start FROM programme p WHERE p.guide_channel = c.guide_channel ORDER BY p.start LIMIT 1) + c.shift),
            MAX((SELECT p.stop FROM programme p WHERE p.guide_channel = c.guide_channel ORDER BY p.start DESC LIMIT 1) + c.shift)
        FROM channel_guide c
        """;

    public static List<Airing> OnChannel(SqliteConnection connection, string channel, long from, long to, int limit) =>
        Read(connection, OnChannelText, ("@channel", channel), ("@from", from), ("@to", to), ("@limit", limit));

    /// <summary>The one that began last, where several overlap.</summary>
    public static Airing? On(SqliteConnection connection, string channel, long at) =>
        Read(connection, OnText, ("@channel", channel), ("@at", at)).FirstOrDefault();

    /// <summary>As <see cref="On"/>, of every channel.</summary>
    public static Dictionary<string, Airing> OnAll(SqliteConnection connection, long at) =>
        Read(connection, OnAllText, ("@at", at)).ToDictionary(airing => airing.ChannelId, StringComparer.Ordinal);

    /// <summary>Airings of a show that end after <paramref name="from"/> and start before <paramref name="to"/>, the first ones.</summary>
    public static List<Airing> OfShow(SqliteConnection connection, long show, long from, long to, int limit) =>
    [
        .. Shifts(connection)
            .SelectMany(shift => Read(connection, OfShowText, ("@shift", shift), ("@show", show), ("@from", from), ("@to", to), ("@limit", limit)))
            .OrderBy(airing => airing.Start)
            .Take(limit),
    ];

    /// <summary>Airings of a show that ended by <paramref name="before"/>, the last ones first.</summary>
    public static List<Airing> LastOfShow(SqliteConnection connection, long show, long before, int limit) =>
    [
        .. Shifts(connection)
            .SelectMany(shift => Read(connection, LastOfShowText, ("@shift", shift), ("@show", show), ("@before", before), ("@limit", limit)))
            .OrderByDescending(airing => airing.Start)
            .Take(limit),
    ];

    public static List<Airing> OfProgrammeId(SqliteConnection connection, string channel, string programmeId) =>
        Read(connection, OfProgrammeIdText, ("@channel", channel), ("@id", programmeId));

    /// <summary>Airings of a series that end after <paramref name="from"/>, the first ones, whatever their title.</summary>
    /// <param name="connection">Of a generation.</param>
    /// <param name="seriesId">See <see cref="ProgrammeIds.SeriesOf"/>; what is none has no airings.</param>
    /// <param name="from">Unix seconds.</param>
    /// <param name="limit">At most so many.</param>
    public static List<Airing> OfSeries(SqliteConnection connection, string seriesId, long from, int limit) =>
    [
        .. ProgrammeIds.BeginningsOf(seriesId)
            .SelectMany(beginning => Read(connection, OfSeriesText, ("@id", beginning), ("@from", from), ("@limit", limit)))
            .OrderBy(airing => airing.Start)
            .Take(limit),
    ];

    public static List<Airing> OfShowOnChannel(SqliteConnection connection, string channel, long show, long from, long to) =>
        Read(connection, OfShowOnChannelText, ("@channel", channel), ("@show", show), ("@from", from), ("@to", to));

    /// <summary>Full text: every word must occur, the last one may be a beginning. Titles weigh most.</summary>
    public static List<Airing> Search(SqliteConnection connection, string text, long from, int limit)
    {
        var words = WordScanner.Scan(text).Select(word => $"\"{word.Text}\"").ToList();
        return words.Count == 0
            ? []
            : Read(connection, SearchText, ("@words", string.Join(' ', words) + "*"), ("@from", from), ("@limit", limit));
    }

    /// <summary>Those with all of the words in the episode's title, in no order.</summary>
    public static List<Airing> OfEpisode(SqliteConnection connection, IReadOnlyList<string> words, long from, int limit) =>
        Read(connection, OfEpisodeText, ("@words", $"sub_title : ({string.Join(" AND ", words.Select(word => $"\"{word}\""))})"), ("@from", from), ("@limit", limit));

    /// <summary>Null when no channel has a programme.</summary>
    public static GuideSpan? Span(SqliteConnection connection)
    {
        using var command = connection.Command(SpanText);
        using var row = command.ExecuteReader();
        return row.Read() && !row.IsDBNull(0)
            ? new GuideSpan(DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)))
            : null;
    }

    /// <summary>The guides that were imported.</summary>
    public static List<string> GuideNames(SqliteConnection connection) => GuideNames(connection, "main");

    /// <param name="connection">Of a generation, or of one that has it attached.</param>
    /// <param name="database">SQLite's name of the generation there.</param>
    public static List<string> GuideNames(SqliteConnection connection, string database)
    {
        var names = new List<string>();
        using var command = connection.Command($"SELECT DISTINCT name FROM {database}.input WHERE kind = @kind ORDER BY id", ("@kind", (long)InputKind.Guide));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }

    /// <summary>What an input was imported as.</summary>
    public static string? Version(SqliteConnection connection, string input)
    {
        using var command = connection.Command("SELECT version FROM input WHERE name = @name", ("@name", input));
        return command.ExecuteScalar() as string;
    }

    /// <summary>The titles of every show on the household's channels.</summary>
    public static List<(long Show, string Title)> Titles(SqliteConnection connection)
    {
        var titles = new List<(long, string)>();
        using var command = connection.Command(
            """
            SELECT t.show, t.title FROM show_title t JOIN (SELECT DISTINCT p.show FROM programme p
                WHERE p.guide_channel IN (SELECT guide_channel FROM channel_guide)) s ON s.show = t.show
            """);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            titles.Add((row.GetInt64(0), row.GetString(1)));
        }

        return titles;
    }

    /// <summary>A description of each of some thousand shows.</summary>
    public static List<string> Descriptions(SqliteConnection connection)
    {
        var descriptions = new List<string>();
        using var command = connection.Command(
            """
            SELECT (SELECT p.description FROM programme p WHERE p.show = t.show LIMIT 1)
            FROM (SELECT DISTINCT show FROM show_title ORDER BY show LIMIT 4000) t
            """);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (row.TextOrNull(0) is { Length: > 0 } description)
            {
                descriptions.Add(description);
            }
        }

        return descriptions;
    }

    private static List<Airing> Read(SqliteConnection connection, string query, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var airings = new List<Airing>();
        using var command = connection.Command(query, values);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            airings.Add(new Airing(
                row.GetString(0),
                DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)),
                DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)),
                row.GetString(3),
                row.TextOrNull(4),
                row.TextOrNull(5),
                new EpisodeNumber(row.IntOrNull(6), row.IntOrNull(7), row.IntOrNull(8)),
                row.TextOrNull(9),
                Lines.Split(row.TextOrNull(10)),
                row.TextOrNull(11),
                row.GetBoolean(12))
            {
                Show = row.GetInt64(13),
                People = Lines.Split(row.TextOrNull(14)),
                EpisodeIds = [.. Lines.Split(row.TextOrNull(15)).Select(EpisodeIdOf)],
                Date = row.TextOrNull(16),
            });
        }

        return airings;
    }

    private static List<long> Shifts(SqliteConnection connection)
    {
        var shifts = new List<long>();
        using var command = connection.Command("SELECT seconds FROM shift");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            shifts.Add(row.GetInt64(0));
        }

        return shifts;
    }

    private static EpisodeId EpisodeIdOf(string line) =>
        line.Split('\t', 2) is [var system, var value] ? new EpisodeId(system, value) : new EpisodeId("", line);
}
