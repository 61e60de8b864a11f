using Microsoft.Data.Sqlite;

namespace SeeIt.Agent.Tests.Support;

/// <summary>A state folder's database, changed behind the back of who has it open.</summary>
internal static class StateFile
{
    public static void Execute(string folder, string sql) => Scalar(folder, sql);

    public static object? Scalar(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "state.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
