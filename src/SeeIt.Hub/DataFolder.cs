using Microsoft.Data.Sqlite;

namespace SeeIt.Hub;

/// <summary>The hub's folder: <c>accounts.db</c>, <c>commands.db</c>, <c>keys/</c>. Readable by the hub's user alone.</summary>
public sealed class DataFolder
{
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What is left to who runs the hub when the newer one is gone.</summary>
    internal const string OrRestore = "Or restore a backup that this version made: seeit-hub restore FILE --replace.";

    internal const string AccountsFile = "accounts.db";
    internal const string CommandsFile = "commands.db";
    internal const string SettingsFile = "hub.json";
    internal const string KeysFolder = "keys";

    private readonly string _root;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made or written.</exception>
    public DataFolder(string path)
    {
        _root = Path.GetFullPath(path);
        MakeFolder(_root);
        MakeFolder(Keys);
    }

    /// <summary>Whether a hub has kept its accounts there.</summary>
    public static bool HoldsHub(string path) => File.Exists(Path.Combine(path, AccountsFile));

    /// <summary>Its path, absolute.</summary>
    public string Root => _root;

    public string Keys => Path.Combine(_root, KeysFolder);

    public string Accounts => Database(AccountsFile);

    public string Commands => Database(CommandsFile);

    /// <summary>The key in this file; made by <paramref name="create"/> and kept with mode 0600 when there is none yet.</summary>
    public byte[] Key(string name, Func<byte[]> create)
    {
        var path = Path.Combine(Keys, name);
        if (!File.Exists(path))
        {
            var aside = path + ".new";
            using (var file = new FileStream(aside, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            }))
            {
                file.Write(create());
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path);
        }

        return File.ReadAllBytes(path);
    }

    private string Database(string name) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(_root, name), DefaultTimeout = 30 }.ToString();

    /// <summary>With mode 0700.</summary>
    internal static void MakeFolder(string path) =>
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
}
