using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Control;
using SeeIt.Player.Display;

namespace SeeIt.Player.Playback;

/// <summary>
/// What is on the TV, and the standbys beside it, each in a slot of its own. A standby that is shown changes places with
/// what is on. All state belongs to the LibVLC thread; the public methods may be called from anywhere and answer with an
/// error for people, or null.
/// </summary>
internal sealed partial class TvPlayback : IDisposable
{
    /// <summary>Each decodes all the time: more would take the pictures' time from what is on.</summary>
    private const int MostStandbys = 3;

    private readonly LibVlcThread _thread;
    private readonly Deadline _deadline;
    private readonly TvDisplay _display;
    private readonly EventOutlet _outlet;
    private readonly TimeProvider _time;
    private readonly LibVLC _vlc;
    private readonly Graphics _graphics;
    private readonly LibVlcLog _log;
    private readonly MediaSource _source;
    private readonly Sound _sound;
    private readonly MissingSound _missingSound;
    private readonly string _aout;
    private readonly List<PlayerSlot> _standbys = [];
    private readonly Stack<PlayerSlot> _spare = new();
    private PlaybackPreferences _preferences = new();
    private PlayerSlot _on;

    /// <summary>Was on until a standby took its place: its last picture stands until the next one's first.</summary>
    private PlayerSlot? _leaving;

    /// <summary>On the LibVLC thread. The audio output is VLC's name of one; null for the best.</summary>
    /// <exception cref="VLCException">LibVLC is not installed, or refuses an option.</exception>
    public TvPlayback(
        LibVLC vlc, Graphics graphics, LibVlcThread thread, Deadline deadline, TvDisplay display, MediaConnections connections, EventOutlet outlet,
        string? aout, TimeProvider time)
    {
        (_vlc, _graphics, _thread, _deadline, _display, _outlet, _time) = (vlc, graphics, thread, deadline, display, outlet, time);
        _log = new LibVlcLog(vlc, player => thread.Post(() => GoWithoutSound(player)));
        _source = new MediaSource(vlc, graphics, connections, deadline);
        _sound = new Sound(deadline, time);
        (_missingSound, _aout) = (new MissingSound(time), aout ?? "any");
        _on = NewSlot();
        thread.Tick = Tick;
    }

    private IEnumerable<PlayerSlot> Slots => _standbys.Prepend(_on);

    /// <summary>On the LibVLC thread, last.</summary>
    public void Dispose()
    {
        Retire();
        foreach (var slot in Slots.Concat(_spare).ToList())
        {
            slot.Dispose();
        }

        _deadline.Call("libvlc_release", _vlc.Dispose);
    }

    /// <param name="request">Already checked.</param>
    /// <param name="takenAt">When it came: a timestamp of the TimeProvider.</param>
    public Task<string?> OpenAsync(OpenRequest request, long takenAt) => _thread.Run(() =>
        request.Standby ? OpenStandby(request, takenAt) : Open(request, takenAt));

    /// <param name="id">A standby's.</param>
    /// <param name="isTraced">Its steps are to be told.</param>
    /// <param name="takenAt">When the request came: a timestamp of the TimeProvider.</param>
    public Task<string?> ShowAsync(long id, bool isTraced, long takenAt) => _thread.Run(() =>
    {
        if (_standbys.Find(slot => slot.Session?.Id == id) is not { Session: { } session } slot)
        {
            return $"Session {id} is no standby.";
        }

        Retire();
        _standbys.Remove(slot);
        (_leaving, _on) = (_on, slot);
        _missingSound.Forget();
        session.Show(takenAt, isTraced);
        if (session.HasVout)
        {
            Raise(session);
        }
        else
        {
            _display.LowerPicture();
        }

        _deadline.Call("libvlc_audio_set_mute", () => _leaving.Player.SetMute(true));
        TellStep(session, PlayerStep.Show);
        Tell(session);
        if (Description.Of(session, slot.Player, _deadline).Tracks is { Count: > 0 } tracks && tracks.All(track => track.Kind != TrackKind.Video))
        {
            // Radio: no picture will come for what was on to give way to.
            Retire();
        }

        return null;
    });

    public Task<string?> StopAsync(long id) => _thread.Run(() =>
    {
        if (Find(id) is not { } slot)
        {
            return NotOn(id);
        }

        Close(slot);
        _outlet.Send(new StateEvent(id, PlayerState.Stopped));
        return null;
    });

    public Task TellStateAsync() => _thread.Run(() =>
    {
        foreach (var slot in Slots)
        {
            if (slot.Session is { } session)
            {
                Tell(session);
                session.Told = null;
            }
        }
    });

    private static string NotOn(long id) => $"Session {id} is not on.";

    private string? Open(OpenRequest request, long takenAt)
    {
        Retire();
        _missingSound.Forget();
        _display.LowerPicture();
        var session = _source.Open(request, _preferences, takenAt);
        var begun = _on.Begin(session);
        TellStep(session, PlayerStep.Open);
        Tell(session);
        return begun ? null : "LibVLC could not begin to play.";
    }

    private string? OpenStandby(OpenRequest request, long takenAt)
    {
        if (_standbys.Count == MostStandbys)
        {
            return $"{MostStandbys} standbys are open, which is the most.";
        }

        var session = _source.Open(request, _preferences, takenAt);
        var slot = _spare.TryPop(out var spare) ? spare : NewSlot();
        _standbys.Add(slot);
        return slot.Begin(session) ? null : "LibVLC could not begin to play.";
    }

    /// <summary>Ends a slot's session, if it has one; of what is on, its picture is taken away.</summary>
    private void Close(PlayerSlot slot)
    {
        if (slot == _on)
        {
            Retire();
            _missingSound.Forget();
            _display.LowerPicture();
            slot.End();
            return;
        }

        slot.End();
        _standbys.Remove(slot);
        _spare.Push(slot);
    }

    /// <summary>Ends what was on before the standby that was shown; the sound goes over.</summary>
    private void Retire()
    {
        if (_leaving is not { } leaving)
        {
            return;
        }

        _leaving = null;
        leaving.End();
        _spare.Push(leaving);
        TakeSound();
    }

    private PlayerSlot? Find(long id) => Slots.FirstOrDefault(slot => slot.Session?.Id == id);

    private PlayerSlot NewSlot()
    {
        var slot = new PlayerSlot(_vlc, _display.CreatePicture(), _graphics.Vout, _log, _deadline);
        ApplyPreferences(slot.Player);
        _ = PumpAsync(slot);
        return slot;
    }

    private void Raise(Session session)
    {
        _display.RaisePicture(_on.Window, shownAt => _thread.Post(() => OnPicture(session, shownAt)));
        session.Raise();
    }

    /// <summary>The step is over now, or was at a timestamp of the TimeProvider; the next one begins.</summary>
    private void TellStep(Session session, PlayerStep step, long? endedAt = null)
    {
        if (session.StepBegan is { } began)
        {
            var now = _time.GetTimestamp();
            var ended = endedAt ?? now;
            _outlet.Send(new StepEvent(
                session.Id, step, _time.GetElapsedTime(began, now).TotalMilliseconds, _time.GetElapsedTime(ended, now).TotalMilliseconds));
            session.StepBegan = step == PlayerStep.Picture ? null : ended;
        }
    }

    private void Tell(Session session) => _outlet.Send(new StateEvent(session.Id, session.State.Told));
}
