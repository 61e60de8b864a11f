using Microsoft.Data.Sqlite;

namespace SeeIt.Guide.Store;

/// <summary>Short forms for SQLite.</summary>
internal static class Sql
{
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            // A pooled connection would outlive the file that is renamed away.
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <returns>How many rows were changed by the last statement that changes rows.</returns>
    public static int Run(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(text, values);
        return command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(text, values);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? IntOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
