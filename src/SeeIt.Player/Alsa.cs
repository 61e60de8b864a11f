using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SeeIt.Player;

/// <summary>
/// ALSA writes eight lines to stderr each time a device cannot be opened, whatever its caller wants. LibVLC tells of the
/// failure in its own log: ALSA's lines are dropped.
/// </summary>
internal static unsafe partial class Alsa
{
    public static void Silence()
    {
        try
        {
            _ = snd_lib_error_set_handler(&Ignore);
        }
        catch (DllNotFoundException)
        {
            // Without ALSA there is nothing to silence.
        }
    }

    /// <summary><c>snd_lib_error_handler_t</c>; the variable arguments that follow are left alone.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint file, int line, nint function, int error, nint format)
    {
    }

    [LibraryImport("libasound.so.2")]
    private static partial int snd_lib_error_set_handler(delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, void> handler);
}
