using Microsoft.Data.Sqlite;

namespace SeeIt.Guide.Store;

/// <summary>Takes over a guide.db that an older version wrote: what was imported by hand is not fetched again by itself.</summary>
internal static class GuideUpgrade
{
    private const string Otherwise = "Or delete the file: lineup and guide are fetched again, and what was imported by hand is to be imported again.";

    /// <summary>
    /// Upgrades a copy, which then takes the file's place. A file that is damaged stays as it is, and so does one that
    /// cannot be upgraded (a full disk, another process that imports): it is no guide then, until one is imported.
    /// </summary>
    /// <exception cref="InvalidDataException">A newer version wrote it.</exception>
    public static void Run(string path)
    {
        if (RefuseNewer(path) is not (> 0 and < Schema.Version))
        {
            return;
        }

        var aside = path + ".new";
        try
        {
            using var exclusive = ImportLock.TryHold(path + ".lock");
            if (exclusive is null)
            {
                return;
            }

            File.Copy(path, aside, overwrite: true);
            using (var database = Sql.Open(aside, SqliteOpenMode.ReadWrite))
            {
                database.Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
                SchemaUpgrade.Apply(database, "seeit-agent", Schema.Tables, Schema.Steps, Otherwise);
            }

            DurableFile.MoveIntoPlace(aside, path);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
        }
    }

    /// <summary>The file's version; null when there is no file, or a damaged one.</summary>
    /// <exception cref="InvalidDataException">A newer version wrote it.</exception>
    public static long? RefuseNewer(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        long found;
        try
        {
            using var database = Sql.Open(path, SqliteOpenMode.ReadOnly);
            found = SchemaUpgrade.Version(database);
        }
        catch (SqliteException)
        {
            return null;
        }

        SchemaUpgrade.RefuseNewer(path, "seeit-agent", found, Schema.Version, Otherwise);
        return found;
    }
}
