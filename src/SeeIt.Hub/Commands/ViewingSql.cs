using Microsoft.Data.Sqlite;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Commands;

/// <summary>What was watched, beside the commands that led to it.</summary>
internal static class ViewingSql
{
    public const string Schema = """
        CREATE TABLE viewing (
            id TEXT PRIMARY KEY,
            tv TEXT NOT NULL,
            household TEXT NOT NULL,
            command TEXT NOT NULL,
            channel TEXT NOT NULL,
            title TEXT,
            requested_by TEXT,
            started INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            outcome INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX viewing_tv ON viewing (tv, started);
        """;

    public const string Latest = """
        SELECT id, command, channel, title, requested_by, started, ended, outcome FROM viewing
        WHERE tv = $tv AND household = $household ORDER BY started DESC LIMIT $count
        """;

    /// <summary>One that is known already stays as it is: the box tells again what it does not know to have arrived.</summary>
    public static void Save(SqliteConnection connection, SqliteTransaction transaction, string tvId, Guid householdId, Viewing viewing)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT OR IGNORE INTO viewing VALUES ($id, $tv, $household, $command, $channel, $title, $by, $started, $ended, $outcome)";
        var p = insert.Parameters;
        p.AddWithValue("$id", viewing.Id.ToString());
        p.AddWithValue("$tv", tvId);
        p.AddWithValue("$household", householdId.ToString());
        p.AddWithValue("$command", viewing.CommandId.ToString());
        p.AddWithValue("$channel", viewing.ChannelId);
        p.AddWithValue("$title", (object?)viewing.Title ?? DBNull.Value);
        p.AddWithValue("$by", (object?)viewing.RequestedBy ?? DBNull.Value);
        p.AddWithValue("$started", viewing.Started.ToUnixTimeMilliseconds());
        p.AddWithValue("$ended", viewing.Ended.ToUnixTimeMilliseconds());
        p.AddWithValue("$outcome", (int)viewing.Outcome);
        insert.ExecuteNonQuery();
    }

    public static Viewing Row(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)),
        Guid.Parse(row.GetString(1)),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        (ViewingOutcome)row.GetInt32(7));
}
