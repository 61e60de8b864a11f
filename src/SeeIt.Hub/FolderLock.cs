namespace SeeIt.Hub;

/// <summary>Held by the one hub that runs on a data folder, and by a restore. It ends with the process, however that ends.</summary>
internal static class FolderLock
{
    /// <summary>.NET's IOException of a file that another process holds, on Linux: EWOULDBLOCK of flock(2).</summary>
    private const int WouldBlock = 11;

    /// <param name="folder">A data folder; made when there is none.</param>
    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static FileStream? TryHold(string folder)
    {
        DataFolder.MakeFolder(folder);
        try
        {
            // An flock(2) on a file that is opened with FileShare.None.
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }
}
