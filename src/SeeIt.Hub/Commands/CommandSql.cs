using System.Text.Json;
using Microsoft.Data.Sqlite;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Guide.Store;

namespace SeeIt.Hub.Commands;

/// <summary>The command table's SQL: its schema, a row, and a save.</summary>
internal static class CommandSql
{
    public const string Select =
        "SELECT id, tv, household, sequence, verb, requested_by, created_at, deadline, progress, failure, detail, first_picture_ms FROM command";

    private const string Schema = """
        CREATE TABLE command (
            id TEXT PRIMARY KEY,
            tv TEXT NOT NULL,
            household TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            verb TEXT NOT NULL,
            requested_by TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            progress INTEGER NOT NULL,
            failure TEXT,
            detail TEXT,
            first_picture_ms INTEGER,
            UNIQUE (tv, sequence)
        ) WITHOUT ROWID;
        CREATE INDEX command_open ON command (tv, sequence) WHERE progress < 5;
        """ + Second;

    /// <summary>What the second version added.</summary>
    private const string Second = ViewingSql.Schema + LeaseSql.Schema;

    /// <summary>From each older version to the next. What was released is never changed: add a step, and a dump beside the tests.</summary>
    private static readonly string[] _steps = [Second];

    public static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Opens the writer's connection: write-ahead log, every commit on the disk before it returns, and the schema in place.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer hub.</exception>
    public static SqliteConnection OpenForWriting(string connectionString)
    {
        var connection = Open(connectionString);
        try
        {
            SchemaUpgrade.Apply(connection, "seeit-hub", Schema, _steps, DataFolder.OrRestore);

            // Written into the file, so not before: a newer one stays as it is.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    /// <summary>Looks, and changes nothing. No file is none of a newer hub's.</summary>
    /// <exception cref="InvalidDataException">A newer hub wrote the file.</exception>
    public static void RefuseNewer(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        if (File.Exists(file.DataSource))
        {
            using var connection = Open(file.ToString());
            SchemaUpgrade.RefuseNewer(connection.DataSource, "seeit-hub", SchemaUpgrade.Version(connection), _steps.Length + 1, DataFolder.OrRestore);
        }
    }

    public static void Save(SqliteConnection connection, SqliteTransaction transaction, CommandRecord record)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO command VALUES ($id, $tv, $household, $sequence, $verb, $by, $created, $deadline, $progress, $failure, $detail, $picture)
            ON CONFLICT (id) DO UPDATE SET
                progress = excluded.progress, failure = excluded.failure, detail = excluded.detail, first_picture_ms = excluded.first_picture_ms
            """;
        var p = command.Parameters;
        p.AddWithValue("$id", record.Id.ToString());
        p.AddWithValue("$tv", record.TvId);
        p.AddWithValue("$household", record.HouseholdId.ToString());
        p.AddWithValue("$sequence", record.Sequence);
        p.AddWithValue("$verb", JsonSerializer.Serialize(record.Verb, HubJson.Default.Verb));
        p.AddWithValue("$by", record.RequestedBy);
        p.AddWithValue("$created", record.CreatedAtMs);
        p.AddWithValue("$deadline", record.DeadlineMs);
        p.AddWithValue("$progress", (int)record.Progress);
        p.AddWithValue("$failure", (object?)record.Failure?.ToString() ?? DBNull.Value);
        p.AddWithValue("$detail", (object?)record.Detail ?? DBNull.Value);
        p.AddWithValue("$picture", (object?)record.FirstPictureMs ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    public static CommandRecord Row(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)),
        row.GetString(1),
        Guid.Parse(row.GetString(2)),
        row.GetInt64(3),
        JsonSerializer.Deserialize(row.GetString(4), HubJson.Default.Verb)!,
        row.GetString(5),
        row.GetInt64(6),
        row.GetInt64(7),
        (Progress)row.GetInt32(8),
        row.IsDBNull(9) ? null : Enum.Parse<FailureKind>(row.GetString(9)),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : row.GetInt32(11));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
