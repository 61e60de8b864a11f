namespace SeeIt.Hub.Backups;

/// <summary>What of a data folder is worth keeping, and by which names.</summary>
internal static class BackupFiles
{
    private static readonly string[] Databases = [DataFolder.AccountsFile, DataFolder.CommandsFile];

    /// <summary>SQLite's own files beside a database.</summary>
    private static readonly string[] Beside = ["-wal", "-shm", "-journal"];

    /// <summary>A database, by its name in the archive.</summary>
    public static bool IsDatabase(string name) => Databases.Contains(name);

    /// <summary>Whether a file of this name may stand in an archive: no other is taken out of one.</summary>
    public static bool IsKnown(string name) =>
        IsDatabase(name) || name == DataFolder.SettingsFile || (name.Split('/') is [DataFolder.KeysFolder, var key] && IsPlain(key));

    /// <summary>The keys and the settings that there are, by their names in the archive.</summary>
    public static IEnumerable<string> PlainFiles(string folder)
    {
        if (File.Exists(Path.Combine(folder, DataFolder.SettingsFile)))
        {
            yield return DataFolder.SettingsFile;
        }

        foreach (var key in Directory.EnumerateFiles(Path.Combine(folder, DataFolder.KeysFolder)).Select(path => Path.GetFileName(path)).Where(IsPlain).Order(StringComparer.Ordinal))
        {
            yield return $"{DataFolder.KeysFolder}/{key}";
        }
    }

    /// <summary>What lies in a data folder of a hub's, the folder of keys as one.</summary>
    public static IReadOnlyList<string> InPlace(string folder) =>
    [
        .. Databases.Concat(Databases.SelectMany(name => Beside.Select(end => name + end))).Append(DataFolder.SettingsFile)
            .Where(name => File.Exists(Path.Combine(folder, name))),
        .. Directory.Exists(Path.Combine(folder, DataFolder.KeysFolder))
            && Directory.EnumerateFileSystemEntries(Path.Combine(folder, DataFolder.KeysFolder)).Any() ? new[] { DataFolder.KeysFolder } : [],
    ];

    /// <summary>Of a key: no way out of its folder, and nothing that is half written.</summary>
    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && !name.EndsWith(".new", StringComparison.Ordinal)
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
