using System.Data.Common;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SeeIt.Hub.Backups;

/// <summary>
/// <c>seeit-hub backup FILE</c>: databases, keys and hub.json as one tar.gz, of which only its owner can read. The hub may run
/// meanwhile: each database is read in one transaction, the commands before the accounts, so that no command is of a TV that is
/// not there.
/// </summary>
internal static class BackupCommand
{
    public const string Name = "backup";

    private const string Usage = "seeit-hub: write it as seeit-hub backup FILE --DataFolder DIR.";

    /// <param name="args">All of the command line, <see cref="Name"/> first.</param>
    /// <param name="output">Where the result is told.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="clock">The time that the archive bears.</param>
    /// <returns>0; 1 when it cannot be done; 2 when it is not written as it must be.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        if (args is not [Name, var file, .. var options] || file.StartsWith('-'))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        if (HubConfiguration.Read(options, errors, listens: false) is not { } settings)
        {
            return 2;
        }

        if (!DataFolder.HoldsHub(settings.DataFolder))
        {
            await errors.WriteLineAsync($"seeit-hub: {settings.DataFolder} is no hub's data folder.");
            return 1;
        }

        try
        {
            var path = Path.GetFullPath(file);
            var count = await WriteAsync(new DataFolder(settings.DataFolder), path, clock);
            await output.WriteLineAsync($"{path}: {count} files. Who has it can be the hub: keep it as secret as the data folder.");
            return 0;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"seeit-hub: no backup was made: {e.Message}");
            return 1;
        }
    }

    /// <summary>Beside the file first, and then in its place: a backup that breaks off leaves the one before.</summary>
    private static async Task<int> WriteAsync(DataFolder folder, string path, TimeProvider clock)
    {
        var snapshots = Path.Combine(folder.Root, $".backup-{Guid.NewGuid():N}");
        var aside = path + ".new";
        DataFolder.MakeFolder(snapshots);
        try
        {
            Snapshot(folder.Commands, Path.Combine(snapshots, DataFolder.CommandsFile));
            Snapshot(folder.Accounts, Path.Combine(snapshots, DataFolder.AccountsFile));
            List<(string Name, string Path)> files =
            [
                (DataFolder.AccountsFile, Path.Combine(snapshots, DataFolder.AccountsFile)),
                (DataFolder.CommandsFile, Path.Combine(snapshots, DataFolder.CommandsFile)),
                .. BackupFiles.PlainFiles(folder.Root).Select(name => (name, Path.Combine(folder.Root, name))),
            ];
            await using (var file = new FileStream(aside, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = DataFolder.OwnerOnly,
            }))
            {
                await ArchiveAsync(file, files, clock.GetUtcNow());
                file.Flush(flushToDisk: true);
            }

            File.SetUnixFileMode(aside, DataFolder.OwnerOnly);
            File.Move(aside, path, overwrite: true);
            return files.Count;
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
        finally
        {
            Directory.Delete(snapshots, recursive: true);
        }
    }

    private static async Task ArchiveAsync(Stream file, List<(string Name, string Path)> files, DateTimeOffset made)
    {
        // A key that is made meanwhile is told by the one read of it.
        Dictionary<string, byte[]> plain = [];
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        foreach (var (name, path) in files)
        {
            if (BackupFiles.IsDatabase(name))
            {
                await using var database = File.OpenRead(path);
                hashes[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(database));
            }
            else
            {
                plain[name] = await File.ReadAllBytesAsync(path);
                hashes[name] = Convert.ToHexStringLower(SHA256.HashData(plain[name]));
            }
        }

        var version = typeof(BackupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
        var manifest = new BackupManifest(BackupManifest.Newest, version, made, hashes);
        await using var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        await using var tar = new TarWriter(zip, TarEntryFormat.Pax);
        await AddAsync(BackupManifest.Name, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest)));
        foreach (var (name, path) in files)
        {
            await AddAsync(name, plain.TryGetValue(name, out var bytes) ? new MemoryStream(bytes) : File.OpenRead(path));
        }

        async Task AddAsync(string name, Stream content)
        {
            await using var owned = content;
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = DataFolder.OwnerOnly, ModificationTime = made });
        }
    }

    /// <summary>As it is at one moment, without what was deleted from it. Writers do not wait.</summary>
    private static void Snapshot(string connectionString, string path)
    {
        var source = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
    }
}
