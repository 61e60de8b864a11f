using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace SeeIt.LibVlc.Interop;

/// <summary>Where LibVLC's log callback puts its lines, from any of LibVLC's threads.</summary>
internal sealed unsafe class LogSink(LogLevel minimum)
{
    private const int Capacity = 256;
    private const int LongestLine = 1024;

    private readonly Channel<LogEntry> _entries = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });

    internal ChannelReader<LogEntry> Entries => _entries.Reader;

    internal PlayerObjects Players { get; } = new();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnLog(nint data, int level, nint context, nint format, nint arguments)
    {
        try
        {
            var sink = (LogSink)GCHandle.FromIntPtr(data).Target!;
            if (level >= (int)sink.Minimum)
            {
                sink._entries.Writer.TryWrite(new LogEntry((LogLevel)level, Module(context), Text(format, arguments), sink.Player(context)));
            }
        }
        catch (Exception)
        {
            // An exception that reaches C ends the process; a log line is worth less.
        }
    }

    private LogLevel Minimum { get; } = minimum;

    private static string Module(nint context)
    {
        byte* module = null;
        byte* file = null;
        uint line = 0;
        Native.libvlc_log_get_context(context, &module, &file, &line);
        return Native.Borrowed(module) ?? "";
    }

    private long Player(nint context)
    {
        byte* name = null;
        byte* header = null;
        nuint vlcObject = 0;
        Native.libvlc_log_get_object(context, &name, &header, &vlcObject);
        return Players.Of(vlcObject);
    }

    private static string Text(nint format, nint arguments)
    {
        var buffer = stackalloc byte[LongestLine];
        buffer[0] = 0;
        _ = Native.vsnprintf(buffer, LongestLine, format, arguments);
        return Native.Borrowed(buffer)!;
    }
}
