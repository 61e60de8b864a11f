using System.Runtime.InteropServices;

namespace SeeIt.Player.Sandbox;

internal static partial class Privileges
{
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;

    /// <summary>No program that this thread or its children run can gain a right (PR_SET_NO_NEW_PRIVS).</summary>
    public static void GiveUp() => _ = prctl(SetNoNewPrivileges, 1, 0, 0, 0);

    /// <summary>No other process of the same user can read or trace this one, and it leaves no core (PR_SET_DUMPABLE).</summary>
    public static void Hide() => _ = prctl(SetDumpable, 0, 0, 0, 0);

    [LibraryImport(Libc.Library)]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
}
