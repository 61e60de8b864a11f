using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>The four C callbacks of <c>libvlc_media_new_callbacks</c>; the opaque pointer is a GCHandle of a <see cref="MediaInput"/>.</summary>
internal static unsafe class InputCallbacks
{
    private const int Failed = -1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Open(nint opaque, nint* data, ulong* size)
    {
        *data = opaque;
        *size = MediaInput.UnknownSize;
        try
        {
            return Input(opaque).Open(out *size) ? 0 : Failed;
        }
        catch (Exception exception)
        {
            Input(opaque).Fault = exception;
            return Failed;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static nint Read(nint data, byte* buffer, nuint length)
    {
        try
        {
            return Input(data).Read(new Span<byte>(buffer, (int)Math.Min(length, int.MaxValue)));
        }
        catch (Exception exception)
        {
            Input(data).Fault = exception;
            return Failed;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Seek(nint data, ulong offset)
    {
        try
        {
            return Input(data).Seek(offset) ? 0 : Failed;
        }
        catch (Exception exception)
        {
            Input(data).Fault = exception;
            return Failed;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Close(nint data)
    {
        try
        {
            Input(data).Close();
        }
        catch (Exception exception)
        {
            Input(data).Fault = exception;
        }
    }

    private static MediaInput Input(nint opaque) => (MediaInput)GCHandle.FromIntPtr(opaque).Target!;
}
