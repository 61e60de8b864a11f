using System.Runtime.InteropServices;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether the clock is right: TLS, the pairing's proofs and the guide need it.</summary>
internal sealed partial class ClockCheck(TimeProvider time) : Check("time")
{
    /// <summary>TIME_ERROR of adjtimex(2): nobody has set the clock right since the boot.</summary>
    private const int NotSynchronised = 5;

    /// <summary>struct timex has 208 bytes; with modes 0 it is read only.</summary>
    private const int TimexSize = 512;

    /// <summary>This version was not made earlier.</summary>
    private static readonly DateTimeOffset _earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override unsafe Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        const string Advice = "timedatectl set-ntp true; timedatectl timesync-status tells what it waits for.";
        var now = time.GetUtcNow();
        var timex = stackalloc byte[TimexSize];
        new Span<byte>(timex, TimexSize).Clear();
        return Found(now < _earliest ? Problem($"The clock says {now:yyyy-MM-dd HH:mm} UTC, which cannot be.", Advice)
            : adjtimex(timex) is NotSynchronised ? Warning($"The clock says {now:yyyy-MM-dd HH:mm} UTC, and is not synchronised.", Advice)
            : Ok($"The clock says {now:yyyy-MM-dd HH:mm} UTC, and is synchronised."));
    }

    [LibraryImport("libc")]
    private static unsafe partial int adjtimex(byte* timex);
}
