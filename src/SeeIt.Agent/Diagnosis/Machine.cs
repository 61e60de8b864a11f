namespace SeeIt.Agent.Diagnosis;

/// <summary>The machine's files, below a root that is another one in tests.</summary>
internal sealed class Machine(string root = "/")
{
    public string At(string path) => Path.Combine(root, path.TrimStart('/'));

    /// <summary>The text of a file; empty where there is none, or it may not be read.</summary>
    public string Read(string path)
    {
        try
        {
            return File.ReadAllText(At(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Names in a folder that match a pattern such as <c>cec*</c>, in their order; none where there is no folder.</summary>
    public IReadOnlyList<string> Names(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(At(folder), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public bool Exists(string path) => Path.Exists(At(path));
}
