namespace SeeIt.Agent.Storage;

/// <summary>The folder that one agent owns while it runs.</summary>
public sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Where recordings are; it need not be there.</summary>
    public string Recordings => System.IO.Path.Combine(Path, "recordings");

    /// <summary>Creates the folder (mode 0700) when it is absent, and locks it.</summary>
    /// <exception cref="IOException">Another agent uses it, or it cannot be written. The message says which.</exception>
    public static StateFolder Open(string path)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            Directory.CreateDirectory(path, ownerOnly);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The state folder {path} cannot be written: {exception.Message} Set StateFolder, or run as its owner.", exception);
        }

        try
        {
            // .NET holds an flock on a file opened with FileShare.None: it ends with the process, however that ends.
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new StateFolder(path, held);
        }
        catch (IOException exception)
        {
            throw new IOException($"Another agent uses the state folder {path}. Stop it, or set another StateFolder.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The state folder {path} cannot be written: {exception.Message} Set StateFolder, or run as its owner.", exception);
        }
    }

    public void Dispose() => _lock.Dispose();
}
