using System.Runtime.InteropServices;

namespace SeeIt.Agent.Settings;

/// <summary>Linux's clock that nobody sets and that runs on while the machine sleeps: CLOCK_BOOTTIME of clock_gettime(2).</summary>
internal static partial class MachineClock
{
    public const long Frequency = 1_000_000_000;

    private const int BootTime = 7;

    /// <summary>Nanoseconds since the machine's boot.</summary>
    public static long Now
    {
        get
        {
            // It cannot fail: the clock is there since Linux 2.6.39, and the address is our own.
            _ = clock_gettime(BootTime, out var now);
            return (now.Seconds * Frequency) + now.Nanoseconds;
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec now);

    /// <summary>struct timespec, as 64-bit Linux has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
