using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Control;
using SeeIt.Player.Display;

namespace SeeIt.Player.Playback;

/// <summary>
/// What is on the TV: one player, one session at a time. All state belongs to the LibVLC thread; the public methods may be
/// called from anywhere and answer with an error for people, or null.
/// </summary>
internal sealed partial class TvPlayback : IDisposable
{
    private readonly LibVlcThread _thread;
    private readonly Deadline _deadline;
    private readonly TvDisplay _display;
    private readonly EventOutlet _outlet;
    private readonly TimeProvider _time;
    private readonly LibVLC _vlc;
    private readonly MediaPlayer _player;
    private readonly LibVlcLog _log;
    private readonly MediaSource _source;
    private readonly Queue<Session> _opened = new();
    private Session? _session;
    private Session? _eventsOf;
    private int _volume = 100;
    private bool _muted;

    /// <summary>On the LibVLC thread.</summary>
    /// <exception cref="VLCException">LibVLC is not installed, or refuses an option.</exception>
    public TvPlayback(
        LibVLC vlc, LibVlcThread thread, Deadline deadline, TvDisplay display, MediaConnections connections, EventOutlet outlet, TimeProvider time)
    {
        (_vlc, _thread, _deadline, _display, _outlet, _time) = (vlc, thread, deadline, display, outlet, time);
        _log = new LibVlcLog(vlc, () => thread.Post(GoWithoutSound));
        _source = new MediaSource(vlc, connections);
        _player = new MediaPlayer(vlc)
        {
            XWindow = display.PictureWindow,
            EnableKeyInput = false,
            EnableMouseInput = false,
        };
        thread.Tick = Tick;
        _ = PumpAsync();
    }

    /// <summary>On the LibVLC thread, last.</summary>
    public void Dispose()
    {
        Close();
        _deadline.Call("libvlc_media_player_release", _player.Dispose);
        _vlc.Dispose();
    }

    /// <param name="request">Already checked.</param>
    /// <param name="takenAt">When it came: a timestamp of the TimeProvider.</param>
    public Task<string?> OpenAsync(OpenRequest request, long takenAt) => _thread.Run(() =>
    {
        _session?.Input?.Abort();
        _log.Begin();
        _display.LowerPicture();
        if (_source.NeedsStop(request.Input))
        {
            Close();
        }

        var session = _source.Open(request, takenAt);
        _opened.Enqueue(session);
        _deadline.Call("libvlc_media_player_set_media", () => _player.Media = session.Media);
        _session?.Dispose();
        _session = session;
        Tell(session);
        return _deadline.Call("libvlc_media_player_play", _player.Play) ? null : "LibVLC could not begin to play.";
    });

    public Task<string?> StopAsync(long id) => _thread.Run(() =>
    {
        if (_session?.Id != id)
        {
            return NotOn(id);
        }

        Close();
        _outlet.Send(new StateEvent(id, PlayerState.Stopped));
        return null;
    });

    public Task<string?> SetPausedAsync(long id, bool paused) => _thread.Run(() =>
    {
        if (_session?.Id != id)
        {
            return NotOn(id);
        }

        return _session.CanPause && _deadline.Call("libvlc_media_player_set_pause", () => _player.SetPause(paused))
            ? null
            : "It cannot be paused: it has not begun to play, or its source does not allow it.";
    });

    public Task SetVolumeAsync(int percent) => _thread.Run(() =>
    {
        _volume = percent;
        ApplySound();
    });

    public Task SetMutedAsync(bool muted) => _thread.Run(() =>
    {
        _muted = muted;
        ApplySound();
    });

    public Task<(byte[]? Image, string? Error)> SnapshotAsync(long id, int width) => _thread.Run<(byte[]?, string?)>(() =>
    {
        if (_session?.Id != id)
        {
            return (null, NotOn(id));
        }

        return Snapshot.Take(_player, _deadline, width) is { } image ? (image, null) : (null, "There is no picture yet.");
    });

    public Task TellStateAsync() => _thread.Run(() =>
    {
        if (_session is { } session)
        {
            Tell(session);
        }
    });

    private static string NotOn(long id) => $"Session {id} is not on.";

    /// <summary>Ends the session, if one is on, and takes its picture away.</summary>
    private void Close()
    {
        if (_session is null)
        {
            return;
        }

        _display.LowerPicture();
        _session.Input?.Abort();
        _deadline.Call("libvlc_media_player_stop", _player.Stop);
        _session.Dispose();
        _session = null;
    }

    /// <summary>LibVLC keeps neither for an output that is not there yet.</summary>
    private void ApplySound()
    {
        _deadline.Call("libvlc_audio_set_volume", () => _player.SetVolume(_volume));
        _deadline.Call("libvlc_audio_set_mute", () => _player.SetMute(_muted));
    }

    /// <summary>
    /// LibVLC would try to open the missing audio output again for each block of sound, some forty times a second.
    /// The next session tries anew.
    /// </summary>
    private void GoWithoutSound()
    {
        Console.Error.WriteLine("seeit-player: no audio output could be opened; this session goes on without sound.");
        _deadline.Call("libvlc_audio_set_track", () => _player.SetAudioTrack(-1));
    }

    private void Tell(Session session) => _outlet.Send(new StateEvent(session.Id, session.State.Told));
}
