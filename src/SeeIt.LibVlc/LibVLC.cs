using System.Threading.Channels;
using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary>
/// An instance of LibVLC 3. Its members may be used from any thread; media and players keep it alive, so it may be
/// disposed before them.
/// </summary>
public sealed class LibVLC : IDisposable
{
    private readonly LogSink _log;

    /// <param name="minimumLevel">Log lines below it are dropped before they are formatted.</param>
    /// <param name="options">VLC's command line: <c>--no-lua</c> and the like.</param>
    /// <exception cref="VLCException">LibVLC is not installed, or refuses an option.</exception>
    public LibVLC(LogLevel minimumLevel, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _log = new LogSink(minimumLevel);
        nint instance;
        try
        {
            instance = Native.libvlc_new(options.Length, options);
        }
        catch (DllNotFoundException exception)
        {
            throw new VLCException("libvlc.so.5 was not found: install the package libvlc5.", exception);
        }

        if (instance == 0)
        {
            throw VLCException.Last($"LibVLC did not start with the options {string.Join(' ', options)}");
        }

        Handle = new LibVlcHandle(instance, _log);
    }

    /// <summary>With warnings and errors in the log.</summary>
    /// <exception cref="VLCException">LibVLC is not installed, or refuses an option.</exception>
    public LibVLC(params string[] options)
        : this(LogLevel.Warning, options)
    {
    }

    /// <summary>LibVLC's version: <c>3.0.24 Vetinari</c>.</summary>
    public static unsafe string Version => Native.Borrowed(Native.libvlc_get_version()) ?? "";

    /// <summary>LibVLC's log, at most the last 256 lines: the oldest give way when nobody reads.</summary>
    public ChannelReader<LogEntry> Log => _log.Entries;

    internal LibVlcHandle Handle { get; }

    public void Dispose() => Handle.Dispose();
}
