using System.Globalization;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Systemd;
using SeeIt.Agent.Telemetry;
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
    Standbys standbys,
    PictureKeeper keeper,
    IPlayer player,
    PlayerVerbs playerVerbs,
    ViewingSessions sessions,
    CommandReporter reporter,
    CommandTraces traces,
    StatusReporter status,
    FlowWatchdog watchdog,
    TimeProvider time,
    ILogger<SeeItFlow> log) : BackgroundService
{
    /// <summary>Most sources that work show a picture by then: with less, more of them would be tried and none shown.</summary>
    private static readonly TimeSpan _leastShare = TimeSpan.FromSeconds(2);

    // Touched by the consumer only.
    private RunningShow? _show;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await watchdog.RunAsync(BeginAsync());
            for (var waiting = NextAsync(); ; waiting = NextAsync())
            {
                await watchdog.WaitAsync(waiting);
                await watchdog.RunAsync(TakeSafelyAsync(await waiting));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await EndShowAsync(ShowEnd.Shutdown);
        }

        Task<ReceivedCommand> NextAsync() => inbox.Commands.ReadAsync(stoppingToken).AsTask();
    }

    private async Task BeginAsync()
    {
        await playerVerbs.RestoreSoundAsync();
        if (store.LastEnd is { } last)
        {
            status.Apply(new ViewingEvent.SessionEnded(last));
        }

        ResumeWhatWasOn();
    }

    private async Task TakeSafelyAsync(ReceivedCommand received)
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

    /// <summary>Accepts a command once, and runs it unless it is too late.</summary>
    private async Task TakeAsync(ReceivedCommand received)
    {
        var command = received.Command;
        if (!store.TryAccept(command))
        {
            reporter.Repeat(command.Id);
            return;
        }

        // All that follows from it, the show too, belongs to its trace.
        traces.Begin(command);
        if (time.GetElapsedTime(received.ReceivedAt).TotalMilliseconds >= command.TimeToLiveMs)
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
                await ResolveAsync(received, verb.Airing, verb.Post, step: 0);
                break;
            case ChannelStepVerb { Step: var step }:
                await ResolveAsync(received, household.OnNow(_show?.Viewed.ChannelId, step), post: null, step);
                break;
            case StopVerb:
                await EndShowAsync(ShowEnd.Stopped);
                reporter.Report(new(command.Id, Progress.Done));
                break;
            case SeekToLiveVerb:
            case SeekVerb when _show?.Playback is { IsRecorded: true }:
                // It may take as long as tuning does: what comes next does not wait for it.
                _ = ActAsync(command);
                break;
            default:
                await ActAsync(command);
                break;
        }
    }

    private async Task ActAsync(Command command)
    {
        var failure = await playerVerbs.ActAsync(command.Verb, _show?.Playback);
        reporter.Report(new(command.Id, failure is null ? Progress.Done : Progress.Failed, failure?.Kind, failure?.Detail));
    }

    /// <summary>Looks the airing up again; only one that is found takes the place of what is on.</summary>
    private async Task ResolveAsync(ReceivedCommand received, AiringReference? wanted, Post? post, int step)
    {
        var id = received.Command.Id;
        reporter.Report(new(id, Progress.Resolving));
        if (wanted is null || Resolve(wanted) is not { } airing)
        {
            reporter.Report(new(id, Progress.Failed, FailureKind.NotInLineup,
                wanted is null ? "The lineup has no channel that can be played." : $"This household has no channel '{wanted.ChannelId}'."));
            return;
        }

        if (airing.Begins is { } begins)
        {
            reporter.Report(new(id, Progress.Failed, FailureKind.NotOnYet, string.Create(CultureInfo.InvariantCulture,
                $"\"{wanted.Title}\" begins on {begins:dddd 'at' HH:mm} on {airing.Channel.Name}.")));
            return;
        }

        await EndShowAsync(ShowEnd.Superseded);
        var viewed = new Viewed(id, airing.Channel.Id, airing.Channel.Name, airing.Title, airing.Episode, received.Command.RequestedBy);
        Start(new RunningShow(viewed, post, airing.Sources, received.ReceivedAt, isAnswered: false) { Step = step });
    }

    private ResolvedAiring? Resolve(AiringReference wanted)
    {
        using var span = AgentSources.Step("resolve");
        return household.Resolve(wanted);
    }

    /// <summary>An agent that was killed, or started again at once, goes on with its show.</summary>
    private void ResumeWhatWasOn()
    {
        if (store.Interrupted is { } before
            && household.OnNow(before.ChannelId) is { } onNow && household.Resolve(onNow) is { } airing)
        {
            Resuming(before.CommandId);
            var viewed = new Viewed(before.CommandId, airing.Channel.Id, airing.Channel.Name, airing.Title, airing.Episode, before.RequestedBy);
            Start(new RunningShow(viewed, before.Post, airing.Sources, time.GetTimestamp(), isAnswered: true) { StartMs = before.PlaceMs });
        }
    }

    private void Start(RunningShow show)
    {
        show.Task = RunShowAsync(show);
        _show = show;
    }

    /// <summary>A show from tuning to its end. Never throws: every way out is a terminal state of its command.</summary>
    private async Task RunShowAsync(RunningShow show)
    {
        await Task.Yield();
        var id = show.Viewed.CommandId;
        try
        {
            if (await TuneAndWatchAsync(show) is { } failure)
            {
                // Who has heard of the failure finds it in the status.
                status.Apply(new ViewingEvent.Failed(failure));
                Report(show, new(id, Progress.Failed, failure.Kind, failure.Detail));
                await player.ShowScreenAsync(TroubleText.For(failure, show.Viewed), CancellationToken.None);

                // What was on before may be on still, over the screen: nothing took its place.
                await playerVerbs.StopAsync();
            }
        }
        catch (OperationCanceledException) when (show.Cancelled.IsCancellationRequested)
        {
            Report(show, show.End == ShowEnd.Shutdown
                ? new(id, Progress.Failed, FailureKind.Interrupted, "The box was shut down.")
                : new(id, Progress.Superseded));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Broke(exception, id);
            status.Apply(new ViewingEvent.Failed(new(FailureKind.PlayerCrashed, exception.Message)));
            Report(show, new(id, Progress.Failed, FailureKind.PlayerCrashed, exception.Message));
            await playerVerbs.StopAsync();
        }
    }

    /// <summary>Null when the show came to its own end.</summary>
    private async Task<Failure?> TuneAndWatchAsync(RunningShow show)
    {
        var viewed = show.Viewed;
        Report(show, new(viewed.CommandId, Progress.Tuning));
        status.Apply(new ViewingEvent.Tuning(viewed));

        // The source need not wait for the screen. The player takes requests in their order, so this one cannot overtake.
        // A standby that is ready comes sooner than a screen can be read.
        var isReady = show.Sources is [var first, ..] && standbys.IsReady(first);
        var shown = isReady
            ? Task.CompletedTask
            : player.ShowScreenAsync(new TuningScreen(viewed.Title ?? viewed.Channel, viewed.Channel), CancellationToken.None);

        var failure = new Failure(FailureKind.NotInLineup, $"{viewed.Channel} has no source that can be played.");
        foreach (var (index, source) in show.Sources.Index())
        {
            var left = Tuner.Limit - time.GetElapsedTime(show.ReceivedAt);
            if (index > 0 && left <= TimeSpan.Zero)
            {
                break;
            }

            var limit = index == 0 && left < _leastShare ? _leastShare : ShareOf(left, show.Sources.Count - index);
            var result = await tuner.TuneAsync(source, limit, show.StartMs, show.Cancelled);
            await shown;
            switch (result)
            {
                case TuneResult.Tuned tuned:
                    await WatchOverAsync(show, tuned);
                    return null;
                case TuneResult.Failed failed:
                    SourceFailed(viewed.CommandId, source.Label, failed.Failure.Kind);
                    SourceFailedBecause(source.Name, failed.Failure.Detail);
                    failure = failed.Failure;
                    break;
            }
        }

        return failure;
    }

    /// <summary>The sources share what is left of the time in which the person learns of a failure. Of very many the last ones are not tried.</summary>
    private static TimeSpan ShareOf(TimeSpan left, int sourcesLeft) =>
        left / sourcesLeft is var share && share > _leastShare ? share : left < _leastShare ? left : _leastShare;

    /// <summary>From the first picture on: done is said, the viewing session is kept, and a picture that is lost is brought back.</summary>
    private async Task WatchOverAsync(RunningShow show, TuneResult.Tuned tuned)
    {
        var (viewed, playback) = (show.Viewed, tuned.Playback);
        var firstPictureMs = (int)time.GetElapsedTime(show.ReceivedAt).TotalMilliseconds;

        // What was said to be on goes on after a crash, so it is kept before it is said.
        var session = sessions.Begin(viewed, show.Post, show.StartMs);
        show.Bookmark = new Bookmark(sessions, session, TimeSpan.FromMilliseconds(show.StartMs), time);
        var outcome = ViewingOutcome.Error;
        var isKept = false;
        try
        {
            // Who hears that it is done may pause it at once.
            show.Playback = playback;
            status.Apply(new ViewingEvent.FirstPicture(firstPictureMs, playback.Source.Label, tuned.TuneMs, session));
            Report(show, new(viewed.CommandId, Progress.Done, FirstPictureMs: firstPictureMs));
            Shown(viewed.CommandId, firstPictureMs);
            standbys.Prepare(household.Ahead(viewed.ChannelId, show.Step));

            isKept = true;
            await keeper.KeepAsync(show, playback);
            outcome = ViewingOutcome.Finished;
        }
        catch (OperationCanceledException) when (show.Cancelled.IsCancellationRequested)
        {
            outcome = show.End == ShowEnd.Shutdown ? ViewingOutcome.Interrupted : ViewingOutcome.Stopped;
            throw;
        }
        finally
        {
            if (!isKept)
            {
                show.Playback = null;
                await playback.DisposeAsync();
            }

            status.Apply(new ViewingEvent.SessionEnded(sessions.End(session, viewed.CommandId, outcome)));
        }

        status.Apply(new ViewingEvent.Stopped());
        await playerVerbs.ClearAsync();
    }

    /// <summary>
    /// A command that was done has been answered. The reporter would find that out too, but from the store, which may be
    /// writing: what comes on next does not wait for it.
    /// </summary>
    private void Report(RunningShow show, CommandReport report)
    {
        if (!show.IsAnswered)
        {
            show.IsAnswered = report.Progress.IsTerminal();
            reporter.Report(report);
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
        show.Cancel(end);
        await show.Task;
        show.Dispose();
        if (end == ShowEnd.Stopped)
        {
            status.Apply(new ViewingEvent.Stopped());
            await playerVerbs.ClearAsync();
        }
        else
        {
            await playerVerbs.EndOverlayAsync();
        }
    }

    [LoggerMessage(401, LogLevel.Information, "Command {Id}: {Verb} accepted.")]
    private partial void Took(Guid id, string verb);

    [LoggerMessage(402, LogLevel.Information, "Command {Id}: first picture after {Ms} ms.")]
    private partial void Shown(Guid id, int ms);

    [LoggerMessage(403, LogLevel.Warning, "Command {Id}: a source ({Label}) failed: {Kind}.")]
    private partial void SourceFailed(Guid id, string label, FailureKind kind);

    [LoggerMessage(406, LogLevel.Debug, "The source {Source} failed: {Detail}")]
    private partial void SourceFailedBecause(string source, string detail);

    [LoggerMessage(404, LogLevel.Error, "Command {Id} broke.")]
    private partial void Broke(Exception exception, Guid id);

    [LoggerMessage(405, LogLevel.Information, "Command {Id}: what was on when the agent ended goes on.")]
    private partial void Resuming(Guid id);
}
