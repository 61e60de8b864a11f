using Microsoft.Data.Sqlite;

namespace SeeIt.Hub.Commands;

/// <summary>Which agent has the link of a TV. Each time that the link is taken its epoch is one more: the newest has it.</summary>
internal static class LeaseSql
{
    public const string Schema = """
        CREATE TABLE lease (
            tv TEXT PRIMARY KEY,
            epoch INTEGER NOT NULL,
            node TEXT NOT NULL,
            boot TEXT NOT NULL,
            taken INTEGER NOT NULL,
            given_back INTEGER
        ) WITHOUT ROWID;
        """;

    public const string Held = "SELECT tv, epoch FROM lease WHERE given_back IS NULL";

    /// <summary>Returns its epoch.</summary>
    public static long Take(SqliteConnection connection, SqliteTransaction transaction, string tvId, string node, Guid bootId, long nowMs)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO lease VALUES ($tv, 1, $node, $boot, $now, NULL)
            ON CONFLICT (tv) DO UPDATE SET epoch = epoch + 1, node = excluded.node, boot = excluded.boot, taken = excluded.taken, given_back = NULL
            RETURNING epoch
            """;
        command.Parameters.AddWithValue("$tv", tvId);
        command.Parameters.AddWithValue("$node", node);
        command.Parameters.AddWithValue("$boot", bootId.ToString());
        command.Parameters.AddWithValue("$now", nowMs);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Nothing where a newer one has it.</summary>
    public static void GiveBack(SqliteConnection connection, SqliteTransaction transaction, string tvId, long epoch, long nowMs)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE lease SET given_back = $now WHERE tv = $tv AND epoch = $epoch AND given_back IS NULL";
        command.Parameters.AddWithValue("$tv", tvId);
        command.Parameters.AddWithValue("$epoch", epoch);
        command.Parameters.AddWithValue("$now", nowMs);
        command.ExecuteNonQuery();
    }
}
