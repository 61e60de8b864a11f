using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SeeIt.Guide.Store;

namespace SeeIt.Hub.Accounts;

/// <summary>The versions of <c>accounts.db</c>: one for each of EF Core's migrations, which the file counts itself.</summary>
internal static class AccountsSchema
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>Brings the file up to date. Nobody else may do so meanwhile.</summary>
    /// <exception cref="InvalidDataException">A newer hub wrote the file, which is as it was.</exception>
    public static async Task UpgradeAsync(HubDatabase database)
    {
        RefuseNewer(database.Database.GetConnectionString()!, [.. database.Database.GetMigrations()]);

        // EF Core's lock is a row, which a hub that was killed meanwhile leaves behind, and for which it would wait for ever.
        // The folder's own lock has told that this is the only one.
        await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock");
        await database.Database.MigrateAsync();
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
    }

    /// <inheritdoc cref="RefuseNewer(string, IReadOnlyList{string})"/>
    public static void RefuseNewer(string connectionString)
    {
        using var database = new HubDatabase(new DbContextOptionsBuilder<HubDatabase>().UseSqlite(connectionString).Options);
        RefuseNewer(connectionString, [.. database.Database.GetMigrations()]);
    }

    /// <exception cref="InvalidDataException">A newer hub wrote the file.</exception>
    private static void RefuseNewer(string connectionString, IReadOnlyList<string> known)
    {
        var file = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        if (!File.Exists(file.DataSource))
        {
            return;
        }

        using var connection = new SqliteConnection(file.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE name = '{History}'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return;
        }

        command.CommandText = $"SELECT MigrationId FROM {History}";
        using var rows = command.ExecuteReader();
        var unknown = 0;
        while (rows.Read())
        {
            unknown += known.Contains(rows.GetString(0)) ? 0 : 1;
        }

        SchemaUpgrade.RefuseNewer(file.DataSource, "seeit-hub", known.Count + unknown, known.Count, DataFolder.OrRestore);
    }
}
