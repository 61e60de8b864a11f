using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace SeeIt.Hub.Backups;

/// <summary>Takes an archive apart, and believes nothing of it: only files that a backup has, each with the content that was told.</summary>
internal static class BackupReader
{
    /// <summary>Of the manifest, the settings and each key: none comes near it.</summary>
    private const long LargestPlain = 1024 * 1024;

    private const string Newer = "The archive was made by a newer seeit-hub";
    private const string Broken = "The archive is broken, or none of seeit-hub's";

    /// <param name="file">The archive.</param>
    /// <param name="folder">Where its files go, with mode 0600.</param>
    /// <exception cref="InvalidDataException">It is broken, incomplete, or of a newer hub.</exception>
    /// <exception cref="IOException">It cannot be read, or the folder cannot be written.</exception>
    public static async Task<BackupManifest> ExtractAsync(string file, string folder)
    {
        DataFolder.MakeFolder(Path.Combine(folder, DataFolder.KeysFolder));
        await using var zipped = File.OpenRead(file);
        try
        {
            await using var zip = new GZipStream(zipped, CompressionMode.Decompress);
            await using var tar = new TarReader(zip);
            var manifest = await ManifestAsync(await tar.GetNextEntryAsync());
            HashSet<string> missing = [.. manifest.Files.Keys];
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                await TakeAsync(entry, folder, manifest, missing);
            }

            if (missing.Count > 0 || !manifest.Files.ContainsKey(DataFolder.AccountsFile) || !manifest.Files.ContainsKey(DataFolder.CommandsFile))
            {
                throw new InvalidDataException($"{Broken}: it is not complete.");
            }

            return manifest;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or JsonException or ArgumentException
            || (e is InvalidDataException && !e.Message.StartsWith(Newer, StringComparison.Ordinal) && !e.Message.StartsWith(Broken, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{Broken}: {e.Message}", e);
        }
    }

    private static async Task<BackupManifest> ManifestAsync(TarEntry? entry)
    {
        if (entry is not { Name: BackupManifest.Name, EntryType: TarEntryType.RegularFile, Length: < LargestPlain, DataStream: { } content })
        {
            throw new InvalidDataException($"{Broken}: it does not begin with its manifest.");
        }

        var manifest = await JsonSerializer.DeserializeAsync(content, BackupJson.Default.BackupManifest);
        return manifest switch
        {
            { Format: > BackupManifest.Newest } => throw new InvalidDataException($"{Newer}, {manifest.HubVersion}. Restore it with that one."),
            { Format: BackupManifest.Newest, Files: not null } => manifest,
            _ => throw new InvalidDataException($"{Broken}: its manifest says nothing."),
        };
    }

    private static async Task TakeAsync(TarEntry entry, string folder, BackupManifest manifest, HashSet<string> missing)
    {
        if (entry is not { EntryType: TarEntryType.RegularFile, DataStream: { } content }
            || !BackupFiles.IsKnown(entry.Name)
            || !missing.Remove(entry.Name)
            || (entry.Length > LargestPlain && !BackupFiles.IsDatabase(entry.Name)))
        {
            throw new InvalidDataException($"{Broken}: it has a file that does not belong there.");
        }

        var path = Path.Combine(folder, entry.Name);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = DataFolder.OwnerOnly,
        });
        await content.CopyToAsync(file);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file)) != manifest.Files[entry.Name])
        {
            throw new InvalidDataException($"{Broken}: {entry.Name} is not what it was when it was kept.");
        }
    }
}
