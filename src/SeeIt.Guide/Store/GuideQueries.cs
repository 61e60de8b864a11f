using Microsoft.Data.Sqlite;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Store;

/// <summary>The questions asked of a generation. Times are Unix seconds of the household's channels, tvg-shift included.</summary>
internal static class GuideQueries
{
    /// <summary>No programme is longer: bounds the search for what is on.</summary>
    private const long LongestProgramme = 2 * 86_400;

    private const string Select =
        """
        SELECT c.channel, p.start + c.shift AS starts, p.stop + c.shift AS stops, p.title, p.sub_title, p.description, p.season,
            p.episode, p.part, p.programme_id, p.categories, p.language, p.repeat, p.show
        FROM channel_guide c JOIN programme p ON p.guide_channel = c.guide_channel
        """;

    public static List<Airing> OnChannel(SqliteConnection connection, string channel, long from, long to, int limit) => Read(connection,
        $"""
        {Select} WHERE c.channel = @channel AND p.start < @to - c.shift AND p.start > @from - c.shift - {LongestProgramme}
            AND p.stop > @from - c.shift ORDER BY p.start LIMIT @limit
        """,
        ("@channel", channel), ("@from", from), ("@to", to), ("@limit", limit));

    /// <summary>The one that began last, where several overlap.</summary>
    public static Airing? On(SqliteConnection connection, string channel, long at) => Read(connection,
        $"""
        {Select} WHERE c.channel = @channel AND p.start <= @at - c.shift AND p.start > @at - c.shift - {LongestProgramme}
            AND p.stop > @at - c.shift ORDER BY p.start DESC LIMIT 1
        """,
        ("@channel", channel), ("@at", at)).FirstOrDefault();

    /// <summary>Airings of a show that end after <paramref name="from"/> and start before <paramref name="to"/>, the first ones.</summary>
    public static List<Airing> OfShow(SqliteConnection connection, long show, long from, long to, int limit) => Read(connection,
        $"{Select} WHERE p.show = @show AND stops > @from AND starts < @to ORDER BY starts LIMIT @limit",
        ("@show", show), ("@from", from), ("@to", to), ("@limit", limit));

    /// <summary>Airings of a show that ended by <paramref name="before"/>, the last ones first.</summary>
    public static List<Airing> LastOfShow(SqliteConnection connection, long show, long before, int limit) => Read(connection,
        $"{Select} WHERE p.show = @show AND stops <= @before ORDER BY starts DESC LIMIT @limit",
        ("@show", show), ("@before", before), ("@limit", limit));

    public static List<Airing> OfProgrammeId(SqliteConnection connection, string channel, string programmeId) => Read(connection,
        $"{Select} WHERE c.channel = @channel AND p.programme_id = @id ORDER BY starts",
        ("@channel", channel), ("@id", programmeId));

    public static List<Airing> OfShowOnChannel(SqliteConnection connection, string channel, long show, long from, long to) => Read(connection,
        $"{Select} WHERE c.channel = @channel AND p.show = @show AND starts BETWEEN @from AND @to ORDER BY starts",
        ("@channel", channel), ("@show", show), ("@from", from), ("@to", to));

    /// <summary>Full text: every word must occur, the last one may be a beginning. Titles weigh most.</summary>
    public static List<Airing> Search(SqliteConnection connection, string text, long from, int limit)
    {
        var words = WordScanner.Scan(text).Select(word => $"\"{word.Text}\"").ToList();
        return words.Count == 0 ? [] : Read(connection,
            $"""
            {Select} JOIN (SELECT rowid, bm25(programme_text, 10, 5, 1, 2) AS rank FROM programme_text
                WHERE programme_text MATCH @words ORDER BY rank LIMIT 500) hit ON hit.rowid = p.id
            WHERE stops > @from ORDER BY CAST(hit.rank * 2 AS INTEGER), starts LIMIT @limit
            """,
            ("@words", string.Join(' ', words) + "*"), ("@from", from), ("@limit", limit));
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
            });
        }

        return airings;
    }
}
