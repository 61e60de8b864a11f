using System.Runtime.InteropServices;

namespace SeeIt.Player;

/// <summary>The C library, where .NET has no call of its own.</summary>
internal static unsafe partial class Libc
{
    internal const short PollIn = 1;
    internal const int TrimThreshold = -1;
    internal const int MmapThreshold = -3;

    internal const string Library = "libc.so.6";

    private const int NonBlockingCloseOnExec = 0x80800;

    /// <summary>LibVLC reads the C environment; .NET's own setter changes a copy.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);

    /// <summary>Ends the process at once: no handler, finaliser or atexit runs, none of which could be trusted after a hang.</summary>
    [LibraryImport(Library)]
    internal static partial void _exit(int status);

    [LibraryImport(Library)]
    internal static partial uint umask(uint mask);

    [LibraryImport(Library)]
    internal static partial int mallopt(int parameter, int value);

    [LibraryImport(Library)]
    internal static partial int malloc_trim(nuint pad);

    internal static int EventFd() => eventfd(0, NonBlockingCloseOnExec);

    internal static void Signal(int fd)
    {
        ulong one = 1;
        _ = write(fd, &one, sizeof(ulong));
    }

    internal static void Drain(int fd)
    {
        ulong count;
        _ = read(fd, &count, sizeof(ulong));
    }

    [LibraryImport(Library)]
    internal static partial int poll(PollFd* fds, nuint count, int timeoutMs);

    [LibraryImport(Library)]
    internal static partial int close(int fd);

    [LibraryImport(Library)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport(Library)]
    private static partial nint write(int fd, void* data, nuint size);

    [LibraryImport(Library)]
    private static partial nint read(int fd, void* data, nuint size);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }
}
