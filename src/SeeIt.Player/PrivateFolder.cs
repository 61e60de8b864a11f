namespace SeeIt.Player;

/// <summary>A folder of mode 0700 that only this process uses; removed by <see cref="Remove"/>.</summary>
internal static class PrivateFolder
{
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("seeit-player-").FullName);

    public static string Path => Folder.Value;

    public static void Remove()
    {
        if (!Folder.IsValueCreated)
        {
            return;
        }

        try
        {
            Directory.Delete(Folder.Value, recursive: true);
        }
        catch (IOException)
        {
            // A library still writes there: the system's cleaner takes it.
        }
    }
}
