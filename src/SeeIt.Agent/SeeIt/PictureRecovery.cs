using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// Brings a lost picture back, in stages: the same source opened anew; when that takes too long the channel's next one;
/// when none gives a picture, the TV says so, and they are tried again ever more seldom, until one does or the person
/// wants something else.
/// </summary>
public sealed partial class PictureRecovery(
    Tuner tuner, SourceMemory memory, IPlayer player, StatusReporter status, TimeProvider time, ILogger<PictureRecovery> log)
{
    /// <summary>A source that froze has so long, from its last progress, before the next one is tried.</summary>
    private static readonly TimeSpan _sameSource = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    /// <summary>Returns with the picture.</summary>
    /// <exception cref="OperationCanceledException">The show was cancelled.</exception>
    internal async Task<PlayingMedia> BringBackAsync(RunningShow show, PlayingMedia lost, PlaybackEnd end)
    {
        var wasPaused = status.State.State == TvState.Paused;
        var health = status.State.Media?.Health;
        if (end is not PlaybackEnd.ToLive)
        {
            status.Apply(new ViewingEvent.Stalled());
            await LearnAsync(lost, end);
        }

        var sources = Rotated(show.Sources, lost.Source);
        for (var round = 0; ; round++)
        {
            foreach (var source in sources)
            {
                var isSame = source == lost.Source;
                var limit = isSame && round == 0 && end is PlaybackEnd.Stalled ? _sameSource - FreezeWatch.Patience : Tuner.Limit;
                var result = await tuner.TuneAsync(source, limit, isSame ? lost.ResumeAtMs : 0, show.Cancelled);
                if (result is TuneResult.Tuned { Playback: var playback })
                {
                    Back(source.Name);
                    status.Apply(new ViewingEvent.FirstPicture(0, source.Name));
                    await PauseAgainAsync(playback, wasPaused, show.Cancelled);
                    return playback;
                }

                var failure = ((TuneResult.Failed)result).Failure;
                StillLost(source.Name, failure.Kind, failure.Detail);
                if (end is PlaybackEnd.PlayerGone or PlaybackEnd.GaveUp && failure.Kind == FailureKind.PlayerCrashed)
                {
                    memory.EndedPlayer(source);
                }

                end = end with { Failure = failure };
            }

            await SayAsync(show, end.Failure);
            await Task.Delay(Pause(round), time, show.Cancelled);
        }
    }

    /// <summary>The source that was lost comes first, and the others in the owner's order.</summary>
    private static List<ChannelSource> Rotated(IReadOnlyList<ChannelSource> sources, ChannelSource first) =>
        [first, .. sources.Where(source => source != first)];

    private static TimeSpan Pause(int round) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, round), _longestPause.TotalSeconds));

    private async Task LearnAsync(PlayingMedia lost, PlaybackEnd end)
    {
        if (end is PlaybackEnd.PlayerGone)
        {
            memory.EndedPlayer(lost.Source);
        }
        else
        {
            // What froze or broke must not be joined again; what the player lost may be, at once.
            await lost.EndSourceAsync();
        }
    }

    private async Task SayAsync(RunningShow show, Failure failure)
    {
        status.Apply(new ViewingEvent.HealthIs(PictureHealth.Lost));
        status.Apply(new ViewingEvent.Failed(failure));
        await player.ShowScreenAsync(TroubleText.WhileTrying(failure, show.Viewed), show.Cancelled);
    }

    private async Task PauseAgainAsync(PlayingMedia playback, bool wasPaused, CancellationToken cancellation)
    {
        if (!wasPaused)
        {
            return;
        }

        try
        {
            await player.SetPausedAsync(playback.Session, paused: true, cancellation);
        }
        catch (PlayerException)
        {
            // It plays on, and the status says so.
        }
    }

    [LoggerMessage(411, LogLevel.Information, "The picture is back, from {Source}.")]
    private partial void Back(string source);

    [LoggerMessage(412, LogLevel.Warning, "{Source} gives no picture: {Kind}: {Detail}")]
    private partial void StillLost(string source, FailureKind kind, string detail);
}
