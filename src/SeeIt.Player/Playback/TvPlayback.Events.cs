using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <content>What LibVLC tells, and what is asked of it now and then.</content>
internal sealed partial class TvPlayback
{
    private static readonly TimeSpan StatisticsEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(50);

    private long _statisticsAt;

    /// <summary>From LibVLC's channel to our thread: events wait there for their turn like requests.</summary>
    private async Task PumpAsync(PlayerSlot slot)
    {
        await foreach (var happened in slot.Player.Events.ReadAllAsync())
        {
            _thread.Post(() => On(slot, happened));
        }
    }

    private void On(PlayerSlot slot, MediaPlayerEvent happened)
    {
        if (slot.Owner(happened) is not { } session || slot == _leaving)
        {
            return;
        }

        switch (happened.Type)
        {
            case MediaPlayerEventType.EndReached:
                OnEnd(slot, session);
                return;
            case MediaPlayerEventType.EncounteredError:
                Fail(slot, session);
                return;
            case MediaPlayerEventType.Vout when happened.Number > 0:
                session.HasVout = true;
                if (slot == _on && !session.IsRaised)
                {
                    TellStep(session, PlayerStep.Buffer);
                    Raise(session);
                }

                break;
            case MediaPlayerEventType.PausableChanged:
                session.CanPause = happened.Number != 0;
                return;
            case MediaPlayerEventType.SeekableChanged:
                session.CanSeek = happened.Number != 0;
                return;
            case MediaPlayerEventType.ESAdded:
                session.Came.Add((happened.Track, (int)happened.Number));
                break;
            case MediaPlayerEventType.Paused when !session.IsToBePaused:
                SetPause(slot, paused: false);
                break;
            case MediaPlayerEventType.Playing:
            case MediaPlayerEventType.ESSelected when happened.Track == TrackType.Audio:
                ApplySound(slot);
                break;
        }

        if (session.Move(happened))
        {
            Tell(session);
        }
    }

    private void OnPicture(Session session, long shownAt)
    {
        if (session != _on.Session || session.HasPicture)
        {
            return;
        }

        session.HasPicture = true;
        _display.PictureIsSeen();
        TellStep(session, PlayerStep.Picture, shownAt);
        _outlet.Send(new FirstPictureEvent(session.Id, Milliseconds(session.TakenAt, shownAt), Milliseconds(session.TakenAt, _time.GetTimestamp())));
        Retire();
    }

    private int Milliseconds(long from, long to) => (int)_time.GetElapsedTime(from, to).TotalMilliseconds;

    private void OnEnd(PlayerSlot slot, Session session)
    {
        session.ReadCounters();
        if (!session.HasPicture && !session.HasPlayed)
        {
            Fail(slot, session);
            return;
        }

        Close(slot);
        _outlet.Send(new EndedEvent(session.Id));
    }

    private void Fail(PlayerSlot slot, Session session)
    {
        session.ReadCounters();
        var (kind, detail) = Failures.Classify(session, ErrorsOf(slot));
        Fail(slot, session, kind, detail);
    }

    private void Fail(PlayerSlot slot, Session session, FailureKind kind, string detail)
    {
        Close(slot);
        _outlet.Send(new FailedEvent(session.Id, kind, detail));
    }

    /// <summary>Returns when it wants to be called again.</summary>
    private TimeSpan Tick()
    {
        var fade = _sound.IsFading ? _sound.Step(_on.Player) : Timeout.InfiniteTimeSpan;
        if (!Slots.Any(slot => slot.Session is not null))
        {
            return fade;
        }

        var picture = LookForPicture();
        var sound = TryMissingSound();
        if (_time.GetElapsedTime(_statisticsAt) >= StatisticsEvery)
        {
            _statisticsAt = _time.GetTimestamp();
            foreach (var slot in Slots.ToList())
            {
                TellStatistics(slot);
            }

            _display.LookForBlack();
        }

        return Sooner(Sooner(fade, sound), Sooner(picture, UntilStatistics()));
    }

    /// <summary>Never negative: time goes on between one look at the clock and the next.</summary>
    private TimeSpan UntilStatistics()
    {
        var left = StatisticsEvery - _time.GetElapsedTime(_statisticsAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>The display sees a first picture within milliseconds, unless it equals what was seen before: that is told by LibVLC's counter.</summary>
    private TimeSpan LookForPicture()
    {
        if (_on.Session is not { IsRaised: true, HasPicture: false } session)
        {
            return Timeout.InfiniteTimeSpan;
        }

        session.ReadCounters();
        if (session.IsSurelyDisplayed)
        {
            OnPicture(session, _time.GetTimestamp());
            return Timeout.InfiniteTimeSpan;
        }

        return PictureEvery;
    }

    private void TellStatistics(PlayerSlot slot)
    {
        if (slot.Session is not { } session)
        {
            return;
        }

        if (session.ReadCounters() && slot == _on)
        {
            SoundIsPlayed(session);
        }

        _outlet.Send(session.Statistics(
            _deadline.Call("libvlc_media_player_get_time", () => slot.Player.Time), slot == _on && session.HasPicture && _display.IsBlack));
        var description = Description.Of(session, slot.Player, _deadline);
        if (!Description.Same(session.Told, description))
        {
            session.Told = description;
            _outlet.Send(description);
        }

        if (!session.HasPicture && Failures.MissingDecoder(description.Tracks, ErrorsOf(slot)) is { } missing)
        {
            Fail(slot, session, FailureKind.Unsupported, missing);
        }
    }

    /// <summary>Where one session alone runs, what LibVLC does not say the player of is its too.</summary>
    private IReadOnlyList<string> ErrorsOf(PlayerSlot slot) => _log.LastErrors(slot.Player.Id, isAlone: Slots.Count(one => one.Session is not null) == 1);

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other)
        => one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;
}
