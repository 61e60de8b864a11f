using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SeeIt.Hub.Backups;

/// <summary>
/// <c>seeit-hub restore FILE [--replace]</c>: a backup becomes the data folder. All of it is read and checked before anything in
/// the folder changes; what was there is kept aside.
/// </summary>
internal static class RestoreCommand
{
    public const string Name = "restore";

    private const string Replace = "--replace";
    private const string Usage = "seeit-hub: write it as seeit-hub restore FILE --DataFolder DIR [--replace].";

    /// <summary>While it lies in a data folder, the files there are of two hubs.</summary>
    private const string Marker = "restore-unfinished";

    /// <param name="args">All of the command line, <see cref="Name"/> first.</param>
    /// <param name="output">Where the result is told.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="clock">Names the folder of what was there before.</param>
    /// <returns>0; 1 when it cannot be done, and nothing was changed; 2 when it is not written as it must be.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        var replaces = args.Contains(Replace);
        if (args.Where(arg => arg != Replace).ToArray() is not [Name, var file, .. var options] || file.StartsWith('-'))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        if (HubConfiguration.Read(options, errors, listens: false) is not { } settings)
        {
            return 2;
        }

        var folder = Path.GetFullPath(settings.DataFolder);
        try
        {
            using var held = FolderLock.TryHold(folder);
            return held is null
                ? await RefuseAsync($"A seeit-hub runs on {folder}: stop it first.")
                : await RestoreAsync(file, folder, replaces);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return await RefuseAsync(e.Message);
        }

        async Task<int> RefuseAsync(string why)
        {
            await errors.WriteLineAsync($"seeit-hub: nothing was restored: {why}");
            return 1;
        }

        async Task<int> RestoreAsync(string file, string folder, bool replaces)
        {
            var old = BackupFiles.InPlace(folder);
            if (old.Count > 0 && !replaces && !IsUnfinished(folder))
            {
                return await RefuseAsync($"{folder} holds {string.Join(", ", old)}. With {Replace} these are kept aside.");
            }

            var aside = Path.Combine(folder, $".restore-{Guid.NewGuid():N}");
            DataFolder.MakeFolder(aside);
            try
            {
                var manifest = await BackupReader.ExtractAsync(file, aside);
                Check(aside);
                var kept = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}"));
                PutInPlace(aside, folder, old, kept);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{folder} is as it was on {manifest.Made:u}{(old.Count > 0 ? $"; what was there is in {kept}" : "")}."));
                return 0;
            }
            finally
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    /// <summary>A restore was killed in its last step.</summary>
    public static bool IsUnfinished(string folder) => File.Exists(Path.Combine(folder, Marker));

    /// <exception cref="InvalidDataException">A database is damaged, or a newer hub wrote it.</exception>
    private static void Check(string aside)
    {
        var folder = new DataFolder(aside);
        Accounts.AccountsSchema.RefuseNewer(folder.Accounts);
        Commands.CommandSql.RefuseNewer(folder.Commands);
        foreach (var database in new[] { folder.Accounts, folder.Commands })
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database) { Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is not "ok")
            {
                throw new InvalidDataException($"The archive's {Path.GetFileName(connection.DataSource)} is damaged.");
            }
        }
    }

    /// <summary>Renames in one file system. Between the first and the last the marker keeps a hub from starting.</summary>
    private static void PutInPlace(string aside, string folder, IReadOnlyList<string> old, string kept)
    {
        File.WriteAllText(Path.Combine(folder, Marker), "A restore has begun and not ended: run it again.\n");
        if (old.Count > 0)
        {
            DataFolder.MakeFolder(kept);
        }

        foreach (var name in old)
        {
            Directory.Move(Path.Combine(folder, name), Path.Combine(kept, name));
        }

        // An empty one is not worth keeping, and in the way.
        if (Directory.Exists(Path.Combine(folder, DataFolder.KeysFolder)))
        {
            Directory.Delete(Path.Combine(folder, DataFolder.KeysFolder));
        }

        foreach (var name in BackupFiles.InPlace(aside))
        {
            Directory.Move(Path.Combine(aside, name), Path.Combine(folder, name));
        }

        File.Delete(Path.Combine(folder, Marker));
    }
}
