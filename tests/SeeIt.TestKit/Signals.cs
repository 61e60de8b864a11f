using System.Runtime.InteropServices;

namespace SeeIt.TestKit;

public static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>kill(2). A negative id means the process group. What has ended already is not an error.</summary>
    public static void Send(int id, int signal)
    {
        const int NoSuchProcess = 3;
        if (SendSignal(id, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new InvalidOperationException($"kill({id}, {signal}): {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int id, int signal);
}
