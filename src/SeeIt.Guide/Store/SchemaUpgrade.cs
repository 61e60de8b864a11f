using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SeeIt.Guide.Store;

/// <summary>
/// Brings a database's tables to the version that this program knows. The version is the file's <c>user_version</c>; 0 is a
/// new file. A kill or a power cut at any moment leaves the old version or the new one.
/// </summary>
public static class SchemaUpgrade
{
    /// <summary>Does nothing to a file that is up to date.</summary>
    /// <param name="database">Open for writing, without a transaction.</param>
    /// <param name="program">Whose file it is, as in <c>seeit-agent</c>.</param>
    /// <param name="create">The newest tables.</param>
    /// <param name="steps">What leads from each version to the next; the newest version is one more than there are steps.</param>
    /// <param name="otherwise">What the owner can do where the newer program is gone: a sentence.</param>
    /// <returns>The version that was found.</returns>
    /// <exception cref="InvalidDataException">A newer program wrote the file, which is as it was.</exception>
    /// <exception cref="SqliteException">It cannot be done; the file is as it was.</exception>
    public static long Apply(SqliteConnection database, string program, string create, IReadOnlyList<string> steps, string otherwise)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(steps);
        var newest = steps.Count + 1;
        var found = Version(database);
        RefuseNewer(database.DataSource, program, found, newest, otherwise);
        if (found == newest)
        {
            return found;
        }

        var change = found == 0 ? create : string.Concat(steps.Skip((int)found - 1));
        using var transaction = database.BeginTransaction();
        using var command = database.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{change} PRAGMA user_version = {newest};");
        command.ExecuteNonQuery();
        transaction.Commit();
        return found;
    }

    public static long Version(SqliteConnection database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var command = database.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <inheritdoc cref="Apply" path="/exception[@cref='InvalidDataException']"/>
    public static void RefuseNewer(string path, string program, long found, long newest, string otherwise)
    {
        if (found > newest)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} was written by a newer {program}: it has schema version {found}, and this one knows versions up to {newest}. Nothing was changed. Install the newer {program} again. {otherwise}"));
        }
    }
}
