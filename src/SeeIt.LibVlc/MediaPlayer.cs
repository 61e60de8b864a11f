using System.Threading.Channels;
using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary>
/// Plays one media at a time. Calls may block for as long as the network does (stop, setting media and disposing wait for
/// the input to end): make them from one thread of your own. What happens is told by <see cref="Events"/>, a channel:
/// there is no way to run code inside a LibVLC event.
/// </summary>
public sealed partial class MediaPlayer : IDisposable
{
    private static long _lastId;

    private readonly EventSink _events = new();
    private readonly MediaPlayerHandle _handle;
    private Media? _media;

    /// <exception cref="VLCException">LibVLC could not make one.</exception>
    public MediaPlayer(LibVLC libVLC)
    {
        ArgumentNullException.ThrowIfNull(libVLC);
        var player = NativePlayer.libvlc_media_player_new(libVLC.Handle);
        if (player == 0)
        {
            throw VLCException.Last("LibVLC could not make a player");
        }

        _handle = new MediaPlayerHandle(libVLC.Handle, player, Id, _events);
    }

    /// <summary>What <see cref="LogEntry.Player"/> names it by: from 1, and never given again.</summary>
    public long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>
    /// What happened, in order; at most 1,024 wait here. When half of that is not read, TimeChanged and PositionChanged
    /// are left out; when all of it is not, the new ones.
    /// </summary>
    public ChannelReader<MediaPlayerEvent> Events => _events.Events;

    /// <summary>Setting it ends the input before. The player keeps what it needs of it; the getter gives back what was set.</summary>
    public Media? Media
    {
        get => _media;
        set
        {
            _handle.SetMedia(value?.Handle);
            _media = value;
        }
    }

    public VLCState State => (VLCState)NativePlayer.libvlc_media_player_get_state(_handle);

    public bool IsPlaying => State == VLCState.Playing;

    public bool CanPause => NativePlayer.libvlc_media_player_can_pause(_handle) != 0;

    public bool IsSeekable => NativePlayer.libvlc_media_player_is_seekable(_handle) != 0;

    /// <summary>Milliseconds, -1 when nothing is set.</summary>
    public long Time
    {
        get => NativePlayer.libvlc_media_player_get_time(_handle);
        set => NativePlayer.libvlc_media_player_set_time(_handle, value);
    }

    /// <summary>Milliseconds, -1 when unknown.</summary>
    public long Length => NativePlayer.libvlc_media_player_get_length(_handle);

    /// <summary>0 to 1, -1 when nothing is set.</summary>
    public float Position
    {
        get => NativePlayer.libvlc_media_player_get_position(_handle);
        set => NativePlayer.libvlc_media_player_set_position(_handle, value);
    }

    /// <summary>1 is normal speed.</summary>
    public float Rate => NativePlayer.libvlc_media_player_get_rate(_handle);

    /// <summary>Begins; what comes of it is told by events.</summary>
    /// <returns>False when there is nothing to play.</returns>
    public bool Play() => NativePlayer.libvlc_media_player_play(_handle) == 0;

    /// <summary>Sets the media and plays it, without a stop between.</summary>
    public bool Play(Media media)
    {
        Media = media;
        return Play();
    }

    /// <summary>Returns when the input has ended.</summary>
    public void Stop() => NativePlayer.libvlc_media_player_stop(_handle);

    /// <summary>Asks for it; told by Paused or Playing. Where <see cref="CanPause"/> is false, LibVLC would stop: so nothing is done.</summary>
    /// <returns>False where it cannot be paused.</returns>
    public bool SetPause(bool pause)
    {
        if (pause && !CanPause)
        {
            return false;
        }

        NativePlayer.libvlc_media_player_set_pause(_handle, pause ? 1 : 0);
        return true;
    }

    /// <returns>False when the rate is not possible.</returns>
    public bool SetRate(float rate) => NativePlayer.libvlc_media_player_set_rate(_handle, rate) == 0;

    public void Dispose() => _handle.Dispose();
}
