using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <content>What LibVLC tells, and what is asked of it now and then.</content>
internal sealed partial class TvPlayback
{
    private static readonly TimeSpan StatisticsEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(50);

    private long _statisticsAt;

    /// <summary>From LibVLC's channel to our thread: events wait there for their turn like requests.</summary>
    private async Task PumpAsync()
    {
        await foreach (var happened in _player.Events.ReadAllAsync())
        {
            _thread.Post(() => On(happened));
        }
    }

    private void On(MediaPlayerEvent happened)
    {
        if (happened.Type == MediaPlayerEventType.MediaChanged)
        {
            _eventsOf = _opened.Dequeue();
            return;
        }

        if (_session is not { } session || session != _eventsOf)
        {
            return;
        }

        switch (happened.Type)
        {
            case MediaPlayerEventType.EndReached:
                OnEnd(session);
                return;
            case MediaPlayerEventType.EncounteredError:
                Fail(session);
                return;
            case MediaPlayerEventType.Vout when happened.Number > 0 && !session.HasVout:
                _display.RaisePicture(shownAt => _thread.Post(() => OnPicture(session, shownAt)));
                session.RaiseVout();
                break;
            case MediaPlayerEventType.PausableChanged:
                session.CanPause = happened.Number != 0;
                return;
            case MediaPlayerEventType.Playing:
            case MediaPlayerEventType.ESSelected when happened.Track == TrackType.Audio:
                ApplySound();
                break;
        }

        if (session.Move(happened))
        {
            Tell(session);
        }
    }

    private void OnPicture(Session session, long shownAt)
    {
        if (session != _session || session.HasPicture)
        {
            return;
        }

        session.HasPicture = true;
        _outlet.Send(new FirstPictureEvent(session.Id, (int)_time.GetElapsedTime(session.TakenAt, shownAt).TotalMilliseconds));
    }

    private void OnEnd(Session session)
    {
        session.ReadCounters();
        if (!session.HasPicture && !session.HasPlayed)
        {
            Fail(session);
            return;
        }

        Close();
        _outlet.Send(new EndedEvent(session.Id));
    }

    private void Fail(Session session)
    {
        session.ReadCounters();
        var (kind, detail) = Failures.Classify(session, _log.LastErrors);
        Close();
        _outlet.Send(new FailedEvent(session.Id, kind, detail));
    }

    private TimeSpan Tick()
    {
        if (_session is not { } session)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // The display sees the first picture within milliseconds, but not a black one: that is told by LibVLC's counter.
        if (session is { HasVout: true, HasPicture: false })
        {
            session.ReadCounters();
            if (session.IsSurelyDisplayed)
            {
                OnPicture(session, _time.GetTimestamp());
            }
        }

        if (_time.GetElapsedTime(_statisticsAt) >= StatisticsEvery)
        {
            _statisticsAt = _time.GetTimestamp();
            session.ReadCounters();
            _outlet.Send(session.Statistics(_deadline.Call("libvlc_media_player_get_time", () => _player.Time)));
        }

        return session is { HasVout: true, HasPicture: false } ? PictureEvery : StatisticsEvery - _time.GetElapsedTime(_statisticsAt);
    }
}
