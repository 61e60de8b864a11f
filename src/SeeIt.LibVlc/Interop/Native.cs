using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>libvlc 3.0's C functions: the instance, its log, and what frees memory. The headers of 3.0.24 are the source.</summary>
internal static unsafe partial class Native
{
    private const string Library = "libvlc.so.5";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint libvlc_new(int count, string[] arguments);

    [LibraryImport(Library)]
    internal static partial void libvlc_release(nint instance);

    [LibraryImport(Library)]
    internal static partial byte* libvlc_get_version();

    [LibraryImport(Library)]
    internal static partial byte* libvlc_errmsg();

    [LibraryImport(Library)]
    internal static partial void libvlc_clearerr();

    [LibraryImport(Library)]
    internal static partial void libvlc_free(void* memory);

    [LibraryImport(Library)]
    internal static partial void libvlc_log_set(
        LibVlcHandle instance, delegate* unmanaged[Cdecl]<nint, int, nint, nint, nint, void> callback, nint data);

    [LibraryImport(Library)]
    internal static partial void libvlc_log_unset(nint instance);

    [LibraryImport(Library)]
    internal static partial void libvlc_log_get_context(nint context, byte** module, byte** file, uint* line);

    /// <param name="context">Of the line.</param>
    /// <param name="name">The object's type.</param>
    /// <param name="header">Set by VLM only.</param>
    /// <param name="vlcObject">Its address, 0 of none: it lives for as long as the callback runs.</param>
    [LibraryImport(Library)]
    internal static partial void libvlc_log_get_object(nint context, byte** name, byte** header, nuint* vlcObject);

    /// <summary>
    /// C's vsnprintf. A <c>va_list</c> parameter is one pointer in registers on both platforms that we build for: on x86-64
    /// because it is an array type, on AArch64 because it is a structure of more than 16 bytes, which the caller copies and
    /// passes by address (AAPCS64, 6.8.2). So it is passed on as it came, and read once: vsnprintf may advance it.
    /// </summary>
    [LibraryImport("libc.so.6")]
    internal static partial int vsnprintf(byte* buffer, nuint size, nint format, nint arguments);

    /// <summary>A string that LibVLC keeps.</summary>
    internal static string? Borrowed(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>A string that LibVLC handed over: copied and freed.</summary>
    internal static string? Owned(byte* text)
    {
        var copy = Marshal.PtrToStringUTF8((nint)text);
        libvlc_free(text);
        return copy;
    }
}
