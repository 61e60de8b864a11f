using System.Diagnostics;

namespace SeeIt.TestKit;

/// <summary>A file system of a few megabytes in memory (tmpfs), to be filled. Mounting one needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private const string Filler = "filler";

    private readonly TemporaryFolder _folder = new();

    /// <param name="megabytes">Its size.</param>
    public SmallDisk(int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder.Path);

    public static bool IsPossible => Environment.IsPrivilegedProcess;

    public string Path => _folder.Path;

    /// <summary>Not a byte more.</summary>
    public void Fill()
    {
        using var file = File.OpenWrite(_folder.File(Filler));
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(_folder.File(Filler));

    public void Dispose()
    {
        Run("umount", "--lazy", _folder.Path);
        _folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
