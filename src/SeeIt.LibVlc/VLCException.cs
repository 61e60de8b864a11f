using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary>LibVLC refused a call, or is not there.</summary>
public sealed class VLCException : Exception
{
    public VLCException(string message)
        : base(message)
    {
    }

    public VLCException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public VLCException()
    {
    }

    /// <summary>With LibVLC's own words for the last error of this thread, if it has any.</summary>
    internal static unsafe VLCException Last(string what)
    {
        var reason = Native.Borrowed(Native.libvlc_errmsg());
        return new VLCException(reason is null ? what : $"{what}: {reason}");
    }
}
