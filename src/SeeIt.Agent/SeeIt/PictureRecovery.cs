using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// Brings a lost picture back, in stages: the same source opened anew; when that takes too long the channel's next one;
/// when none gives a picture, the TV says so, and they are tried again ever more seldom, until one does or the person
/// wants something else.
/// </summary>
public sealed partial class PictureRecovery(
    Tuner tuner, SourceMemory memory, IPlayer player, StatusReporter status, TimeProvider time, ILogger<PictureRecovery> log)
{
    /// <summary>A source that was lost has so long, from its last progress, before the next one is tried.</summary>
    private static readonly TimeSpan _sameSource = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    /// <summary>Of losses in a row: a source that was opened anew and did not hold then is tried after the others.</summary>
    private const int SureLosses = 2;

    /// <summary>Of losses in a row: more of them, and the sources are tried ever more seldom.</summary>
    private const int MostLosses = 3;

    /// <summary>Returns with the picture.</summary>
    /// <exception cref="OperationCanceledException">The show was cancelled.</exception>
    internal async Task<PlayingMedia> BringBackAsync(RunningShow show, PlayingMedia lost, PlaybackEnd end)
    {
        var wasPaused = status.State.State == TvState.Paused && end is not PlaybackEnd.ToElsewhere { StaysPaused: false };
        if (end is not PlaybackEnd.ToElsewhere)
        {
            status.Apply(new ViewingEvent.Stalled());
            await LearnAsync(lost, end);
        }

        var losses = end is PlaybackEnd.ToElsewhere or PlaybackEnd.PlayerGone ? 0 : show.LostAfter(lost.Held);

        // What froze has had no progress for a while; any other loss is known at once.
        var sameSource = end is PlaybackEnd.Stalled ? _sameSource - FreezeWatch.Patience : _sameSource;
        var sources = Ordered(show.Sources, lost.Source, isLostFirst: losses < SureLosses);
        if (losses > MostLosses)
        {
            await SayAndWaitAsync(show, end.Failure, losses - MostLosses - 1);
        }

        for (var round = 0; ; round++)
        {
            foreach (var source in sources)
            {
                var isSame = source == lost.Source;
                var limit = isSame && round == 0 ? sameSource : Tuner.Limit;
                var result = await tuner.TuneAsync(source, limit, isSame ? lost.ResumeAtMs : 0, show.Cancelled);
                if (result is TuneResult.Tuned { Playback: var playback, TuneMs: var tuneMs })
                {
                    Back(show.Viewed.CommandId, source.Label);
                    show.Playback = playback;
                    status.Apply(new ViewingEvent.FirstPicture(0, source.Label, tuneMs));
                    await GoOnAsBeforeAsync(playback, lost, wasPaused, show.Cancelled);
                    return playback;
                }

                var failure = ((TuneResult.Failed)result).Failure;
                StillLost(show.Viewed.CommandId, source.Label, failure.Kind);
                StillLostBecause(source.Name, failure.Detail);
                end = end with { Failure = failure };
            }

            lost.AnswerLive(end.Failure);
            await SayAndWaitAsync(show, end.Failure, round);
        }
    }

    /// <summary>The source that was lost comes first, or last; the others in the owner's order.</summary>
    private static List<ChannelSource> Ordered(IReadOnlyList<ChannelSource> sources, ChannelSource lost, bool isLostFirst)
    {
        List<ChannelSource> others = [.. sources.Where(source => source != lost)];
        return isLostFirst ? [lost, .. others] : [.. others, lost];
    }

    private async Task LearnAsync(PlayingMedia lost, PlaybackEnd end)
    {
        if (end is not PlaybackEnd.PlayerGone)
        {
            // What froze or broke must not be joined again; what the player lost may be, at once.
            await lost.EndSourceAsync();
        }
        else if (lost.Session.IsBlamed)
        {
            memory.EndedPlayer(lost.Source);
        }
    }

    /// <param name="show">Whose picture is lost.</param>
    /// <param name="failure">Why it is not back.</param>
    /// <param name="round">From 0: how often it was said before. Each pause is twice as long, up to 30 s.</param>
    private async Task SayAndWaitAsync(RunningShow show, Failure failure, int round)
    {
        status.Apply(new ViewingEvent.HealthIs(PictureHealth.Lost));
        status.Apply(new ViewingEvent.Failed(failure));
        await player.ShowScreenAsync(TroubleText.WhileTrying(failure, show.Viewed), show.Cancelled);
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, round), _longestPause.TotalSeconds));
        await Task.Delay(pause, time, show.Cancelled);
    }

    private async Task GoOnAsBeforeAsync(PlayingMedia playback, PlayingMedia lost, bool wasPaused, CancellationToken cancellation)
    {
        try
        {
            if (playback.Source == lost.Source)
            {
                await ChooseAgainAsync(playback, lost.Chosen, cancellation);
            }

            if (wasPaused)
            {
                await TryAsync(player.SetPausedAsync(playback.Session, paused: true, cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            await playback.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tracks and rate are the person's, not the opening's. Another source numbers its tracks otherwise.</summary>
    private async Task ChooseAgainAsync(PlayingMedia playback, Chosen chosen, CancellationToken cancellation)
    {
        foreach (var (kind, track) in chosen.Tracks)
        {
            if (await TryAsync(player.ActAsync(new SelectTrackRequest(playback.Session.Id, kind, track), cancellation)))
            {
                playback.Chosen.Track(kind, track);
            }
        }

        if (chosen.Rate != 1 && await TryAsync(player.ActAsync(new SetRateRequest(playback.Session.Id, chosen.Rate), cancellation)))
        {
            playback.Chosen.Rate = chosen.Rate;
            status.Apply(new ViewingEvent.RateSet(chosen.Rate));
        }
    }

    /// <summary>What the player does not do is left as it is, and the status says so.</summary>
    private static async Task<bool> TryAsync(Task asked)
    {
        try
        {
            await asked;
            return true;
        }
        catch (PlayerException)
        {
            return false;
        }
    }

    [LoggerMessage(411, LogLevel.Information, "Command {Id}: the picture is back ({Label}).")]
    private partial void Back(Guid id, string label);

    [LoggerMessage(412, LogLevel.Warning, "Command {Id}: a source ({Label}) gives no picture: {Kind}.")]
    private partial void StillLost(Guid id, string label, FailureKind kind);

    [LoggerMessage(413, LogLevel.Debug, "{Source} gives no picture: {Detail}")]
    private partial void StillLostBecause(string source, string detail);
}
