using System.Runtime.InteropServices;

namespace SeeIt.Agent.Playback;

/// <summary>The agent's descriptors, its sockets among them.</summary>
internal static partial class OpenFiles
{
    private const uint FirstBehindStandardError = 3;
    private const uint CloseOnExec = 1 << 2;

    /// <summary>
    /// Programs that are started from now on get none of them: close_range(2), Linux 5.11. .NET opens all its own that way but
    /// the netlink socket of <see cref="System.Net.NetworkInformation.NetworkChange"/>. Where the system has no such call, that
    /// one is inherited.
    /// </summary>
    public static void KeepFromPrograms()
    {
        try
        {
            _ = close_range(FirstBehindStandardError, uint.MaxValue, CloseOnExec);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library before glibc 2.34.
        }
    }

    [LibraryImport("libc")]
    private static partial int close_range(uint first, uint last, uint flags);
}
