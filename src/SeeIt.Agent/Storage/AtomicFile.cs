using SeeIt.Guide.Store;

namespace SeeIt.Agent.Storage;

/// <summary>Replaces small files so that a power cut leaves the old or the new one, never a part.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Write, fsync, rename, fsync of the folder. The file's mode is 0600.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var aside = path + ".new";
        using (var file = new FileStream(aside, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write(content);
        }

        DurableFile.MoveIntoPlace(aside, path);
    }
}
