namespace SeeIt.Guide.Store;

/// <summary>Held by the one process that imports into a folder. It ends with the process, however that ends.</summary>
internal static class ImportLock
{
    /// <summary>.NET's IOException of a file that another process holds, on Linux: EWOULDBLOCK of flock(2).</summary>
    private const int WouldBlock = 11;

    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static FileStream? TryHold(string path)
    {
        try
        {
            // An flock(2) on a file that is opened with FileShare.None.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }
}
