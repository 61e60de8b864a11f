using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>One of LibVLC's players with a window of its own, and the session that it plays. On the LibVLC thread only.</summary>
internal sealed class PlayerSlot : IDisposable
{
    private readonly Queue<Session> _opened = new();
    private readonly LibVlcLog _log;
    private readonly Deadline _deadline;
    private Session? _eventsOf;

    public PlayerSlot(LibVLC vlc, uint window, string vout, LibVlcLog log, Deadline deadline)
    {
        (Window, _log, _deadline) = (window, log, deadline);
        Player = deadline.Call("libvlc_media_player_new", () => Make(vlc, window, vout));
    }

    public MediaPlayer Player { get; }

    /// <summary>The X11 window that LibVLC draws in.</summary>
    public uint Window { get; }

    /// <summary>Null when it plays nothing.</summary>
    public Session? Session { get; private set; }

    /// <summary>Plays it in place of what was played before, which ends.</summary>
    /// <returns>False when LibVLC could not begin.</returns>
    public bool Begin(Session session)
    {
        Session?.Input?.Abort();
        _opened.Enqueue(session);
        _deadline.Call("libvlc_media_player_set_media", () => Player.Media = session.Media);
        Forget();
        Session = session;
        _log.Begin(Player.Id);
        return _deadline.Call("libvlc_media_player_play", Player.Play);
    }

    /// <summary>Ends what is played, if anything is. Returns when LibVLC has let go of it.</summary>
    public void End()
    {
        if (Session is null)
        {
            return;
        }

        Session.Input?.Abort();
        _deadline.Call("libvlc_media_player_stop", Player.Stop);
        Forget();
    }

    /// <summary>Which session an event is of: events of one media wait in the channel while the next is set.</summary>
    /// <returns>Null when it is nobody's, or of a session that has ended.</returns>
    public Session? Owner(MediaPlayerEvent happened)
    {
        if (happened.Type == MediaPlayerEventType.MediaChanged)
        {
            _eventsOf = _opened.Dequeue();
            return null;
        }

        return Session == _eventsOf ? Session : null;
    }

    public void Dispose()
    {
        End();
        _deadline.Call("libvlc_media_player_release", Player.Dispose);
    }

    private static MediaPlayer Make(LibVLC vlc, uint window, string vout)
    {
        var player = new MediaPlayer(vlc) { XWindow = window, EnableKeyInput = false, EnableMouseInput = false };
        player.SetVideoOutput(vout);
        return player;
    }

    /// <summary>Once the player plays something else, or nothing.</summary>
    private void Forget()
    {
        if (Session is { } session)
        {
            _deadline.Call("libvlc_media_release", session.Dispose);
            Session = null;
        }
    }
}
