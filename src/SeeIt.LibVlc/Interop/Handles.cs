using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SeeIt.LibVlc.Interop;

/// <summary>Owns a <c>libvlc_instance_t</c>, its log callback, and the log's GCHandle.</summary>
internal sealed class LibVlcHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private GCHandle _log;

    internal unsafe LibVlcHandle(nint instance, LogSink log)
        : base(ownsHandle: true)
    {
        Players = log.Players;
        SetHandle(instance);
        _log = GCHandle.Alloc(log);
        Native.libvlc_log_set(this, &LogSink.OnLog, GCHandle.ToIntPtr(_log));
    }

    internal PlayerObjects Players { get; }

    protected override bool ReleaseHandle()
    {
        Native.libvlc_log_unset(handle);
        Native.libvlc_release(handle);
        _log.Free();
        return true;
    }
}

/// <summary>Owns a <c>libvlc_media_t</c>, the GCHandle of its input, and a reference on the instance.</summary>
internal sealed class MediaHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LibVlcHandle _instance;
    private GCHandle _input;

    /// <summary>Takes over <paramref name="input"/>, also when it throws.</summary>
    internal MediaHandle(LibVlcHandle instance, nint media, GCHandle input)
        : base(ownsHandle: true)
    {
        _instance = instance;
        _input = input;
        var added = false;
        instance.DangerousAddRef(ref added);
        SetHandle(media);
    }

    protected override bool ReleaseHandle()
    {
        NativeMedia.libvlc_media_release(handle);
        if (_input.IsAllocated)
        {
            _input.Free();
        }

        _instance.DangerousRelease();
        return true;
    }
}

/// <summary>
/// Owns a <c>libvlc_media_player_t</c>, its events' GCHandle, and references on the instance and on the media that is set:
/// LibVLC may call the media's input until the player has let go of it.
/// </summary>
internal sealed class MediaPlayerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LibVlcHandle _instance;
    private readonly long _id;
    private GCHandle _events;
    private MediaHandle? _media;

    internal MediaPlayerHandle(LibVlcHandle instance, nint player, long id, EventSink events)
        : base(ownsHandle: true)
    {
        (_instance, _id) = (instance, id);
        var added = false;
        instance.DangerousAddRef(ref added);
        SetHandle(player);
        instance.Players.Add(player, id);
        _events = GCHandle.Alloc(events);
        EventSink.Attach(this, GCHandle.ToIntPtr(_events));
    }

    /// <summary>Lets go of the media before only when LibVLC has: set_media ends the old input before it returns.</summary>
    internal void SetMedia(MediaHandle? media)
    {
        var added = false;
        media?.DangerousAddRef(ref added);
        NativePlayer.libvlc_media_player_set_media(this, media?.DangerousGetHandle() ?? 0);
        _media?.DangerousRelease();
        _media = media;
    }

    protected override bool ReleaseHandle()
    {
        NativePlayer.libvlc_media_player_release(handle);
        _instance.Players.Remove(handle, _id);
        _media?.DangerousRelease();
        _events.Free();
        _instance.DangerousRelease();
        return true;
    }
}
