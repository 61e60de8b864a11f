namespace SeeIt.Guide.Store;

/// <summary>Tells one generation's file from the next by a look at the folder: it is replaced whole, and never written to again.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <summary>Default where there is no file, or it cannot be looked at.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
