using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Store;

/// <summary>Channels to and from guide.db.</summary>
internal static class LineupTable
{
    public static void Write(SqliteConnection connection, IReadOnlyList<Channel> channels)
    {
        using var channelRow = connection.Command(
            "INSERT INTO channel (id, name, number, grouping, guide_id, shift, radio, logo) VALUES (@id, @name, @number, @grouping, @guide, @shift, @radio, @logo)",
            ("@id", ""), ("@name", ""), ("@number", ""), ("@grouping", ""), ("@guide", ""), ("@shift", 0L), ("@radio", 0L), ("@logo", ""));
        using var aliasRow = connection.Command("INSERT INTO alias VALUES (@channel, @alias)", ("@channel", ""), ("@alias", ""));
        using var sourceRow = connection.Command(
            "INSERT INTO source VALUES (@channel, @uri, @headers, @options, @input, @group, @count)",
            ("@channel", ""), ("@uri", ""), ("@headers", ""), ("@options", ""), ("@input", ""), ("@group", ""), ("@count", 0L));
        foreach (var channel in channels)
        {
            Insert(channelRow, channel.Id, channel.Name, channel.Number, channel.Group, channel.GuideId,
                (long)channel.TvgShift.TotalSeconds, channel.IsRadio ? 1L : 0L, channel.Logo);
            foreach (var alias in channel.Aliases)
            {
                Insert(aliasRow, channel.Id, alias);
            }

            foreach (var source in channel.Sources)
            {
                Insert(sourceRow, channel.Id, source.Uri.OriginalString, Lines.Join(source.Headers), Lines.Join(source.Options), source.Input,
                    source.Tuners?.Group, (long?)source.Tuners?.Count);
            }
        }
    }

    /// <summary>Which channel of the guide is which of the lineup's.</summary>
    public static void WriteGuides(SqliteConnection connection, IEnumerable<(Channel Channel, long Guide)> pairs)
    {
        using var pairRow = connection.Command("INSERT INTO channel_guide VALUES (@channel, @guide, @shift)", ("@channel", ""), ("@guide", 0L), ("@shift", 0L));
        foreach (var (channel, guide) in pairs)
        {
            Insert(pairRow, channel.Id, guide, (long)channel.TvgShift.TotalSeconds);
        }
    }

    /// <summary>In the lineup's order.</summary>
    public static List<Channel> Read(SqliteConnection connection)
    {
        var aliases = ReadLists(connection, "SELECT channel, alias FROM alias ORDER BY rowid", row => row.GetString(1));
        var sources = ReadLists(connection, "SELECT channel, uri, headers, options, input, tuner_group, tuner_count FROM source ORDER BY rowid", row => new Source(
            new Uri(row.GetString(1), UriKind.RelativeOrAbsolute),
            Lines.SplitMap(row.TextOrNull(2)),
            Lines.SplitMap(row.TextOrNull(3)),
            row.GetString(4))
        {
            Tuners = row.TextOrNull(5) is { } group ? new SourceTuners(group, row.GetInt32(6)) : null,
        });

        var channels = new List<Channel>();
        using var command = connection.Command("SELECT id, name, number, grouping, guide_id, shift, radio, logo FROM channel ORDER BY position");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = row.GetString(0);
            channels.Add(new Channel(
                id,
                row.GetString(1),
                row.TextOrNull(2),
                aliases.GetValueOrDefault(id) ?? [],
                row.TextOrNull(3),
                row.TextOrNull(4),
                TimeSpan.FromSeconds(row.GetInt64(5)),
                row.GetBoolean(6),
                row.TextOrNull(7),
                sources.GetValueOrDefault(id) ?? []));
        }

        return channels;
    }

    private static void Insert(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private static Dictionary<string, List<T>> ReadLists<T>(SqliteConnection connection, string query, Func<SqliteDataReader, T> read)
    {
        var lists = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        using var command = connection.Command(query);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var channel = row.GetString(0);
            if (!lists.TryGetValue(channel, out var list))
            {
                lists.Add(channel, list = []);
            }

            list.Add(read(row));
        }

        return lists;
    }
}
