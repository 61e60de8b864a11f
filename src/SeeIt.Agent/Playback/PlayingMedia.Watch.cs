using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <content>How it goes, from the first picture to the end.</content>
public sealed partial class PlayingMedia
{
    /// <summary>Returns when the picture is lost or finished, and tells until then how it goes.</summary>
    /// <param name="isPaused">Whether it is paused now: a paused picture is not frozen.</param>
    /// <param name="told">Told of each state, and each time that the health changed.</param>
    /// <param name="cancellation">Ends the watch.</param>
    public async Task<PlaybackEnd> WatchAsync(Func<bool> isPaused, Action<PlayingMedia, PlaybackNews> told, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var watch = new FreezeWatch(TimeSpan.Zero);
        var meter = new StatisticsMeter();
        var health = PictureHealth.Flowing;
        var isWaiting = false;
        StatisticsEvent? counted = null;

        // It may have said all there is to say before its first picture.
        if (Description is { } described)
        {
            told(this, new PlaybackNews.Media(described));
        }

        if (IsSoundMissing)
        {
            told(this, new PlaybackNews.Sound(IsMissing: true));
        }

        while (true)
        {
            // A source that ends under a paused picture is opened again when the picture is to go on, and not before.
            var (happened, end) = await NextAsync(isPaused() ? _never : _sourceEnd, cancellation);
            if (end is not null)
            {
                return end;
            }

            var now = _time.GetElapsedTime(began);
            var seen = health;
            var waited = isWaiting;
            isWaiting = !isPaused() && _recorded is { IsWaiting: true };
            if (isWaiting != waited && !isPaused())
            {
                // LibVLC does not say it.
                told(this, new PlaybackNews.State(isWaiting ? PlayerState.Buffering : PlayerState.Playing));
            }

            if (isPaused() || isWaiting)
            {
                // What waits stands still since there is no more of it yet.
                watch = new FreezeWatch(now);
                seen = PictureHealth.Flowing;
                meter.Rest();
            }
            else if (happened is StatisticsEvent report)
            {
                meter.See(report, now);
                AgentMeter.Displayed(counted, report);
                counted = report;
                seen = watch.See(report, now, !Chosen.IsOff(TrackKind.Video), !Chosen.IsOff(TrackKind.Audio), Chosen.Rate);
            }
            else if (happened is null)
            {
                seen = watch.SeeNothing(now);
            }

            Held = watch.WellUntil;
            if (seen != health)
            {
                told(this, new PlaybackNews.Health(health = seen, meter.Last));
            }

            if (health is PictureHealth.Frozen or PictureHealth.NoPicture)
            {
                return new PlaybackEnd.Stalled(health, Frozen(health, watch.Standstill));
            }

            Tell(happened, told);
            if (happened is StatisticsEvent && !isPaused() && !isWaiting && meter.Last is { } measured)
            {
                told(this, new PlaybackNews.Measured(measured));
            }
        }
    }

    private void Tell(PlayerEvent? happened, Action<PlayingMedia, PlaybackNews> told)
    {
        switch (happened)
        {
            case StateEvent state:
                told(this, new PlaybackNews.State(state.State));
                break;
            case MediaEvent media:
                Description = Described(media);
                told(this, new PlaybackNews.Media(Description));
                break;
            case SoundEvent sound:
                told(this, new PlaybackNews.Sound(IsSoundMissing = sound.IsMissing));
                break;
            case StatisticsEvent statistics:
                if (!IsLive && Description is not null && !_toElsewhere.Task.IsCompleted)
                {
                    ResumeAtMs = (long)(_recorded?.From ?? TimeSpan.Zero).TotalMilliseconds + statistics.TimeMs;
                    told(this, new PlaybackNews.Place(TimeSpan.FromMilliseconds(ResumeAtMs)));
                }

                TellInput(told);

                break;
        }
    }

    /// <summary>Of a recording that grows all of it is held.</summary>
    private void TellInput(Action<PlayingMedia, PlaybackNews> told)
    {
        TimeSpan? newest = _recorded is { IsGrowing: true } growing ? growing.Length : null;
        told(this, new PlaybackNews.Input(Tuner, newest ?? _stream?.Held, newest));
        if (_recorded is not null && Description is { } description && Described(description) is var now && now.LengthMs != description.LengthMs)
        {
            // It has its length from now on.
            told(this, new PlaybackNews.Media(Description = now));
        }
    }

    /// <summary>A tuner that tells of its signal is one, whatever the lineup says.</summary>
    private TunerStatus? Tuner => _stream?.Signal is { } signal ? new(Source.TunerServer ?? Source.Relay.Address.IdnHost, signal.IsLocked, signal.Level, signal.Quality)
        : Source.TunerServer is { } server ? new(server)
        : null;

    /// <summary>
    /// What the player knows only as a stream can be sought in, and has a length. To LibVLC, live HLS and DASH have that too, as far
    /// as their playlist reaches back.
    /// </summary>
    private MediaEvent Described(MediaEvent media) => _recorded is { } recorded
        ? media with { CanSeek = true, LengthMs = recorded.IsGrowing ? null : (long)recorded.Length.TotalMilliseconds }
        : _permit is { IsLive: true } ? media with { CanSeek = false, LengthMs = null }
        : media;

    private Failure Frozen(PictureHealth health, TimeSpan standstill) => health == PictureHealth.NoPicture
        ? new(FailureKind.Frozen, $"{Source.Name} has sound, and no picture any more.")
        : _permit?.LastFailure is { } notServed ? Failures.From(notServed)
        : _stream?.SinceLastByte > FreezeWatch.Patience / 2
            ? new(FailureKind.NoDataTimeout, $"{Source.Name} has sent nothing for {_stream.SinceLastByte.TotalSeconds:0} s.")
            : new(FailureKind.Frozen, standstill < FreezeWatch.Patience
                ? $"All pictures of {Source.Name} come too late, and no sound."
                : $"The picture of {Source.Name} has stood still for {standstill.TotalSeconds:0} s.");
}
