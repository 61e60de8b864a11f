using System.Runtime.InteropServices;

namespace SeeIt.Demo.Run;

internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>kill(2); a negative id means the process group. What has ended already is no error.</summary>
    public static void Send(int id, int signal) => _ = SendSignal(id, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int id, int signal);
}
