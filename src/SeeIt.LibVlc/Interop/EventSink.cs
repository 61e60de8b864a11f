using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace SeeIt.LibVlc.Interop;

/// <summary>
/// Where LibVLC's event callback puts its events. It knows the channel and nothing else: no path leads from an event
/// back into LibVLC, and readers of the channel never run on the thread that writes.
/// </summary>
internal sealed unsafe class EventSink
{
    private const int Capacity = 1024;

    private readonly Channel<MediaPlayerEvent> _events = Channel.CreateBounded<MediaPlayerEvent>(
        new BoundedChannelOptions(Capacity) { AllowSynchronousContinuations = false });

    internal ChannelReader<MediaPlayerEvent> Events => _events.Reader;

    internal static void Attach(MediaPlayerHandle player, nint self)
    {
        var manager = NativePlayer.libvlc_media_player_event_manager(player);
        foreach (var type in Enum.GetValues<MediaPlayerEventType>())
        {
            if (NativePlayer.libvlc_event_attach(manager, (int)type, &OnEvent, self) != 0)
            {
                throw new VLCException($"LibVLC has no event {type}.");
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnEvent(NativeEvent* native, nint data)
    {
        try
        {
            var sink = (EventSink)GCHandle.FromIntPtr(data).Target!;
            sink.Put(Read(native));
        }
        catch (Exception)
        {
            // An exception that reaches C ends the process.
        }
    }

    /// <summary>When the reader is slow, the clock's events give way, so that an end or an error is never the one lost.</summary>
    private void Put(MediaPlayerEvent value)
    {
        var frequent = value.Type is MediaPlayerEventType.TimeChanged or MediaPlayerEventType.PositionChanged;
        if (!frequent || _events.Reader.Count < Capacity / 2)
        {
            _events.Writer.TryWrite(value);
        }
    }

    private static MediaPlayerEvent Read(NativeEvent* native)
    {
        var type = (MediaPlayerEventType)native->Type;
        return type switch
        {
            MediaPlayerEventType.TimeChanged or MediaPlayerEventType.LengthChanged => new(type, Number: native->Long),
            MediaPlayerEventType.Buffering or MediaPlayerEventType.PositionChanged or MediaPlayerEventType.AudioVolume
                => new(type, Fraction: native->Float),
            MediaPlayerEventType.SeekableChanged or MediaPlayerEventType.PausableChanged
                or MediaPlayerEventType.Vout or MediaPlayerEventType.ScrambledChanged => new(type, Number: native->Int),
            MediaPlayerEventType.ESAdded or MediaPlayerEventType.ESDeleted or MediaPlayerEventType.ESSelected
                => new(type, Number: native->SecondInt, Track: (TrackType)native->Int),
            _ => new(type),
        };
    }
}
