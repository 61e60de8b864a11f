using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// The main flow: a command in → resolve the airing → choose a source → tune → first picture → watch over it → report
/// the end. One consumer takes the commands in their order; a show runs beside it, and the next See it ends it.
/// </summary>
public sealed partial class SeeItFlow(
    CommandInbox inbox,
    StateStore store,
    Household household,
    Tuner tuner,
    IPlayer player,
    PlayerVerbs playerVerbs,
    CommandReporter reporter,
    StatusReporter status,
    AgentSettings settings,
    TimeProvider time,
    ILogger<SeeItFlow> log) : BackgroundService
{
    private const int MaxRecoveries = 5;

    // Touched by the consumer only.
    private RunningShow? _show;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var received in inbox.Commands.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await TakeAsync(received);
                }
                catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
                {
                    // A command that cannot be stored (a full disk) is lost; the one who sent it sees it unconfirmed.
                    Broke(exception, received.Command.Id);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await EndShowAsync(ShowEnd.Shutdown);
        }
    }

    /// <summary>Accepts a command once, and runs it unless it is too late.</summary>
    private async Task TakeAsync(ReceivedCommand received)
    {
        var command = received.Command;
        if (!store.TryAccept(command))
        {
            reporter.Repeat(command.Id);
        }
        else if (time.GetElapsedTime(received.ReceivedAt).TotalMilliseconds >= command.TimeToLiveMs)
        {
            reporter.Report(new(command.Id, Progress.Expired));
        }
        else
        {
            reporter.Report(new(command.Id, Progress.Accepted));
            Took(command.Id, command.Verb.GetType().Name);
            await RunAsync(received);
        }
    }

    private async Task RunAsync(ReceivedCommand received)
    {
        var command = received.Command;
        switch (command.Verb)
        {
            case SeeItVerb verb:
                await ResolveAsync(received, verb);
                break;
            case StopVerb:
                await EndShowAsync(ShowEnd.Stopped);
                reporter.Report(new(command.Id, Progress.Done));
                break;
            default:
                var failure = await playerVerbs.ActAsync(command.Verb, _show?.Playback);
                reporter.Report(new(command.Id, failure is null ? Progress.Done : Progress.Failed, failure?.Kind, failure?.Detail));
                break;
        }
    }

    /// <summary>Looks the airing up again; only one that is found takes the place of what is on.</summary>
    private async Task ResolveAsync(ReceivedCommand received, SeeItVerb verb)
    {
        var id = received.Command.Id;
        reporter.Report(new(id, Progress.Resolving));
        if (household.Resolve(verb.Airing) is not { } airing)
        {
            reporter.Report(new(id, Progress.Failed, FailureKind.NotInLineup, $"This household has no channel '{verb.Airing.ChannelId}'."));
            return;
        }

        await EndShowAsync(ShowEnd.Superseded);
        var viewed = new Viewed(id, airing.Channel.Id, airing.Channel.Name, airing.Title, airing.Episode);
        var show = new RunningShow(viewed, verb.Post, received.ReceivedAt);
        show.Task = RunShowAsync(show, airing.Sources);
        _show = show;
    }

    /// <summary>A show from tuning to its end. Never throws: every way out is a terminal state of its command.</summary>
    private async Task RunShowAsync(RunningShow show, IReadOnlyList<ChannelSource> sources)
    {
        await Task.Yield();
        var id = show.Viewed.CommandId;
        try
        {
            if (await TuneAndWatchAsync(show, sources) is { } failure)
            {
                reporter.Report(new(id, Progress.Failed, failure.Kind, failure.Detail));
                status.Apply(new ViewingEvent.Failed(failure));
                await player.ShowScreenAsync(TroubleText.For(failure, show.Viewed), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (show.Cancelled.IsCancellationRequested)
        {
            // No effect on a command that was done: its first picture was shown.
            reporter.Report(show.End == ShowEnd.Shutdown
                ? new(id, Progress.Failed, FailureKind.Interrupted, "The box was shut down.")
                : new(id, Progress.Superseded));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Broke(exception, id);
            reporter.Report(new(id, Progress.Failed, FailureKind.PlayerCrashed, exception.Message));
            status.Apply(new ViewingEvent.Failed(new(FailureKind.PlayerCrashed, exception.Message)));
        }
    }

    /// <summary>Null when the show came to its own end.</summary>
    private async Task<Failure?> TuneAndWatchAsync(RunningShow show, IReadOnlyList<ChannelSource> sources)
    {
        reporter.Report(new(show.Viewed.CommandId, Progress.Tuning));
        status.Apply(new ViewingEvent.Tuning(show.Viewed));

        // The source need not wait for the screen. The player takes requests in their order, so this one cannot overtake.
        var shown = player.ShowScreenAsync(
            new TuningScreen(show.Viewed.Title ?? show.Viewed.Channel, show.Viewed.Channel), CancellationToken.None);

        var failure = new Failure(FailureKind.NotInLineup, $"{show.Viewed.Channel} has no source that can be played.");
        foreach (var source in sources)
        {
            var result = await tuner.TuneAsync(source, show.Cancelled);
            await shown;
            switch (result)
            {
                case TuneResult.Tuned tuned:
                    return await WatchOverAsync(show, source, tuned.Playback);
                case TuneResult.Failed failed:
                    SourceFailed(source.Name, failed.Failure.Kind, failed.Failure.Detail);
                    failure = failed.Failure;
                    break;
            }
        }

        return failure;
    }

    /// <summary>From the first picture on: done is said, the viewing session is kept, and a picture that is lost is brought back.</summary>
    private async Task<Failure?> WatchOverAsync(RunningShow show, ChannelSource source, PlayingMedia playback)
    {
        var viewed = show.Viewed;
        var firstPictureMs = (int)time.GetElapsedTime(show.ReceivedAt).TotalMilliseconds;
        status.Apply(new ViewingEvent.FirstPicture(firstPictureMs));
        reporter.Report(new(viewed.CommandId, Progress.Done, FirstPictureMs: firstPictureMs));
        Shown(viewed.CommandId, firstPictureMs);

        var session = store.BeginSession(viewed.CommandId, viewed.ChannelId, viewed.Title, show.Post, time.GetUtcNow());
        var outcome = ViewingOutcome.Error;
        try
        {
            for (var recoveries = 0; ; recoveries++)
            {
                var end = await WatchAsync(show, playback);
                if (end is PlaybackEnd.Finished)
                {
                    outcome = ViewingOutcome.Finished;
                    status.Apply(new ViewingEvent.Stopped());
                    await player.ShowScreenAsync(new IdleScreen(settings.Name), show.Cancelled);
                    return null;
                }

                Lost(viewed.CommandId, end.Failure.Detail);
                status.Apply(new ViewingEvent.Stalled());
                switch (recoveries < MaxRecoveries ? await tuner.TuneAsync(source, show.Cancelled) : new TuneResult.Failed(end.Failure))
                {
                    case TuneResult.Tuned tuned:
                        playback = tuned.Playback;
                        status.Apply(new ViewingEvent.Flowing());
                        break;
                    case TuneResult.Failed failed:
                        return failed.Failure;
                }
            }
        }
        catch (OperationCanceledException) when (show.Cancelled.IsCancellationRequested)
        {
            outcome = show.End == ShowEnd.Shutdown ? ViewingOutcome.Interrupted : ViewingOutcome.Stopped;
            throw;
        }
        finally
        {
            store.EndSession(session, outcome, time.GetUtcNow());
        }
    }

    private async Task<PlaybackEnd> WatchAsync(RunningShow show, PlayingMedia playback)
    {
        await using (playback)
        {
            show.Playback = playback;
            try
            {
                return await playback.WatchAsync(PlayerIs, show.Cancelled);
            }
            finally
            {
                show.Playback = null;
            }
        }
    }

    private void PlayerIs(PlayerState state)
    {
        switch (state)
        {
            case PlayerState.Paused:
                status.Apply(new ViewingEvent.Paused());
                break;
            case PlayerState.Playing:
                status.Apply(new ViewingEvent.Resumed());
                status.Apply(new ViewingEvent.Flowing());
                break;
            case PlayerState.Buffering:
                status.Apply(new ViewingEvent.Stalled());
                break;
        }
    }

    /// <summary>Ends what is on, if anything is. A show that takes its place keeps the window; otherwise it is cleared.</summary>
    private async Task EndShowAsync(ShowEnd end)
    {
        if (_show is not { } show)
        {
            return;
        }

        _show = null;
        var session = show.Playback?.Session;
        show.Cancel(end);
        await show.Task;
        show.Dispose();
        if (end == ShowEnd.Stopped)
        {
            status.Apply(new ViewingEvent.Stopped());
            await playerVerbs.ClearAsync(session);
        }
    }

    [LoggerMessage(401, LogLevel.Information, "Command {Id}: {Verb} accepted.")]
    private partial void Took(Guid id, string verb);

    [LoggerMessage(402, LogLevel.Information, "Command {Id}: first picture after {Ms} ms.")]
    private partial void Shown(Guid id, int ms);

    [LoggerMessage(403, LogLevel.Warning, "The source {Source} failed: {Kind}: {Detail}")]
    private partial void SourceFailed(string source, FailureKind kind, string detail);

    [LoggerMessage(404, LogLevel.Warning, "Command {Id}: the picture was lost ({Reason}); bringing it back.")]
    private partial void Lost(Guid id, string reason);

    [LoggerMessage(405, LogLevel.Error, "Command {Id} broke.")]
    private partial void Broke(Exception exception, Guid id);
}
