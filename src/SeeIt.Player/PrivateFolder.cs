namespace SeeIt.Player;

/// <summary>
/// A folder of mode 0700 beside the socket, or in the folder that systemd has made for the unit (RuntimeDirectory=): the
/// only place where this process may write. What a player left there is removed when the next one starts.
/// </summary>
internal static class PrivateFolder
{
    public static string Path { get; private set; } = "";

    /// <summary>Makes it, empty.</summary>
    /// <param name="socket">The path that this player listens on: no other one does.</param>
    /// <exception cref="StartException">It cannot be made.</exception>
    public static void Make(string socket)
    {
        var path = Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } folders
            ? System.IO.Path.Combine(folders.Split(':')[0], "private")
            : System.IO.Path.ChangeExtension(System.IO.Path.GetFullPath(socket), ".private");
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"cannot make the folder {path}: {exception.Message}", StartException.NoSocket);
        }

        Inherit(path);
    }

    /// <summary>The folder that this process made before it replaced itself.</summary>
    public static void Inherit(string path) => Path = path;
}
