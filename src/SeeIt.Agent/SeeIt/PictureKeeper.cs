using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>Watches over a picture, tells how it goes, and has it brought back when it is lost.</summary>
public sealed partial class PictureKeeper(
    PictureRecovery recovery, SourceMemory memory, Standbys standbys, IPlayer player, StatusReporter status, Problems problems, ILogger<PictureKeeper> log)
{
    /// <summary>Of what is wrong on the box.</summary>
    private const string Sound = "sound";

    /// <summary>LibVLC fills its buffers at the beginning: that is not late.</summary>
    private static readonly TimeSpan _filled = TimeSpan.FromSeconds(10);

    /// <summary>Returns when the show has come to its own end.</summary>
    /// <exception cref="OperationCanceledException">The show was cancelled.</exception>
    internal async Task KeepAsync(RunningShow show, PlayingMedia playback)
    {
        try
        {
            while (true)
            {
                var end = await WatchAsync(show, playback);
                if (end is PlaybackEnd.Finished)
                {
                    return;
                }

                Lost(show.Viewed.CommandId, end.Failure.Kind);
                LostBecause(show.Viewed.CommandId, end.Failure.Detail);
                AgentMeter.PictureLost(end.Failure.Kind);
                var back = await recovery.BringBackAsync(show, playback, end);
                playback.AnswerLive(failure: null);
                playback = back;
            }
        }
        finally
        {
            playback.AnswerLive(new(FailureKind.NotPlaying, "What was on has ended."));
        }
    }

    private async Task<PlaybackEnd> WatchAsync(RunningShow show, PlayingMedia playback)
    {
        await using (playback)
        {
            show.Playback = playback;
            try
            {
                await ShowRadioAsync(show, playback);
                return await playback.WatchAsync(() => status.State.State == TvState.Paused, (media, news) => Told(show, media, news), show.Cancelled);
            }
            finally
            {
                show.Playback = null;
                problems.Set(Sound, null);
            }
        }
    }

    /// <summary>What has no picture gets one from us.</summary>
    private async Task ShowRadioAsync(RunningShow show, PlayingMedia playback)
    {
        if (playback.IsRadio)
        {
            await player.ShowScreenAsync(new RadioScreen(show.Viewed.Title ?? show.Viewed.Channel, show.Viewed.Channel), show.Cancelled);
        }
    }

    private void Told(RunningShow show, PlayingMedia playback, PlaybackNews news)
    {
        switch (news)
        {
            case PlaybackNews.State { Player: PlayerState.Paused }:
                status.Apply(new ViewingEvent.Paused());
                show.Bookmark?.Keep();
                break;
            case PlaybackNews.State { Player: PlayerState.Playing }:
                status.Apply(new ViewingEvent.Resumed());
                status.Apply(new ViewingEvent.Flowing());
                break;
            case PlaybackNews.State { Player: PlayerState.Buffering }:
                status.Apply(new ViewingEvent.Stalled());
                if (playback.IsSegmented && playback.Age >= _filled)
                {
                    // Its pictures are not late: LibVLC waits for their segment.
                    CameLate(playback);
                }

                break;
            case PlaybackNews.Health { Picture: var health, Statistics: var counted }:
                status.Apply(new ViewingEvent.HealthIs(health, counted));
                AgentMeter.PictureIs(health.ToString());
                if (health is PictureHealth.Late or PictureHealth.Frozen)
                {
                    standbys.GiveWay();
                }

                if (health == PictureHealth.Late)
                {
                    CameLate(playback);
                }

                break;
            case PlaybackNews.Sound { IsMissing: var isMissing }:
                problems.Set(Sound, isMissing ? "The box's audio output cannot be opened; it is tried again and again." : null);
                break;
            case PlaybackNews.Place { At: var place }:
                status.Apply(new ViewingEvent.Reached(place));
                show.Bookmark?.Reached(place);
                break;
            case PlaybackNews.Input { Tuner: var tuner, Held: var held, Newest: var newest }:
                status.Apply(new ViewingEvent.Received(tuner, held, newest));
                break;
            case PlaybackNews.Measured { Statistics: var statistics }:
                status.Apply(new ViewingEvent.Measured(statistics));
                break;
            case PlaybackNews.Media { What: var media }:
                status.Apply(new ViewingEvent.Described(media));
                break;
        }
    }

    /// <summary>Of HLS and DASH that have an end LibVLC fetches half a minute ahead, and no reserve adds to that.</summary>
    private void CameLate(PlayingMedia playback)
    {
        if (!playback.IsSegmented)
        {
            memory.WasLate(playback.Source);
            WasLate(playback.Source.Name, memory.Reserve(playback.Source).TotalMilliseconds);
        }
        else if (playback.IsLive)
        {
            memory.WasLate(playback.Source);
            SegmentsWereLate(playback.Source.Name, memory.LiveDelay(playback.Source)?.TotalSeconds ?? 0);
        }
    }

    [LoggerMessage(423, LogLevel.Debug, "{Source} came late: its next opening begins {Seconds} s behind live, if its playlist reaches back so far.")]
    private partial void SegmentsWereLate(string source, double seconds);

    [LoggerMessage(421, LogLevel.Warning, "Command {Id}: the picture was lost ({Kind}); bringing it back.")]
    private partial void Lost(Guid id, FailureKind kind);

    [LoggerMessage(424, LogLevel.Debug, "Command {Id}: why it was lost: {Reason}")]
    private partial void LostBecause(Guid id, string reason);

    [LoggerMessage(422, LogLevel.Debug, "{Source} came late: its next opening holds {ReserveMs} ms more back.")]
    private partial void WasLate(string source, double reserveMs);
}
