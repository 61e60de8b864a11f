using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Telemetry;

namespace SeeIt.Hub.Commands;

public enum SubmitResult
{
    Taken,

    /// <summary>Too many open commands for this TV, or of this account for it.</summary>
    Full,

    /// <summary>The table could not be written; nothing was taken.</summary>
    NotStored,
}

/// <summary>
/// Takes commands, hands them to the boxes in order, and moves them by what the boxes report. Each change is on the disk
/// before anybody hears of it. One TV's commands are handled one at a time; TVs do not wait for each other.
/// </summary>
public sealed partial class CommandService(
    CommandTable table,
    IDeviceRouter router,
    HouseholdEvents events,
    TimeProvider clock,
    ILogger<CommandService> log)
{
    /// <summary>Unacknowledged commands on one link: a frozen box fills its window, not the hub's memory.</summary>
    private const int Window = 8;

    private const int MostOpen = 64;

    /// <summary>Of them, what one account asked for: a phone that floods a TV leaves room for the others' commands.</summary>
    private const int MostOpenOfOne = 32;

    private readonly ConcurrentDictionary<string, Lazy<TvCommands>> _tvs = new();

    /// <summary>Commands that have not ended, of all TVs.</summary>
    public int OpenCount => _tvs.Values.Sum(tv => tv.IsValueCreated ? tv.Value.Count : 0);

    /// <summary>Takes up what was open when the hub last ended.</summary>
    public void Load()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var record in table.Open())
        {
            var left = Math.Clamp(record.DeadlineMs - now, 0, record.DeadlineMs - record.CreatedAtMs);
            Of(record.TvId).Add(record, TimeSpan.FromMilliseconds(left));
        }
    }

    internal async Task<(SubmitResult Result, CommandRecord? Command)> SubmitAsync(Tv tv, Verb verb, Person person)
    {
        var commands = Of(tv.Id);
        await commands.Gate.WaitAsync();
        try
        {
            if (commands.Count >= MostOpen || commands.CountOf(person.AccountId) >= MostOpenOfOne)
            {
                return (SubmitResult.Full, null);
            }

            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var goesOut = router.IsLinked(tv.Id) && commands.InFlight < Window && commands.NextToHand() is null;
            var record = new CommandRecord(
                Guid.CreateVersion7(clock.GetUtcNow()), tv.Id, tv.HouseholdId, commands.LastSequence + 1, verb, person.Name,
                now, now + (long)verb.TimeToLive.TotalMilliseconds, goesOut ? Progress.Sent : Progress.Queued)
            { Trace = Activity.Current.Traceparent() };
            using (HubSources.Step("store"))
            {
                await table.SaveAsync(record);
            }

            HubMeter.Moved(record);
            commands.Add(record, verb.TimeToLive, person.AccountId);
            LogMoved(record.Id, record.TvId, record.Progress);
            Publish(record);
            await HandOverAsync(commands);
            return (SubmitResult.Taken, commands.Find(record.Id) ?? record);
        }
        catch (SqliteException e)
        {
            LogNotStored(tv.Id, e);
            return (SubmitResult.NotStored, null);
        }
        finally
        {
            commands.Gate.Release();
        }
    }

    /// <summary>The box said Hello: everything open is handed over again, in order, with the time to live that is left (0 when none is).</summary>
    /// <param name="tvId">Whose box.</param>
    /// <param name="lastSequence">The highest sequence that the box knows, where it said so: a hub that was restored from a backup goes on behind it.</param>
    /// <exception cref="SqliteException">Some of it could not be stored.</exception>
    public Task LinkedAsync(string tvId, long lastSequence = 0) => LockedAsync(tvId, commands =>
    {
        commands.GoOnBehind(lastSequence);
        commands.ForgetLink();
        return HandOverAsync(commands);
    });

    /// <summary>What the box reports of its command. A report that moves nothing is dropped.</summary>
    /// <exception cref="SqliteException">It could not be stored: the box has to keep it.</exception>
    public Task ReportAsync(string tvId, CommandReport report) => LockedAsync(tvId, async commands =>
    {
        using var span = HubSources.Report(report);
        if (commands.Find(report.CommandId) is { } command && await MoveAsync(commands, command, report))
        {
            await HandOverAsync(commands);
        }
    });

    /// <summary>Ends what was never sent and is out of time. What cannot be stored is tried again by the next call.</summary>
    public async Task ExpireAsync()
    {
        foreach (var tvId in _tvs.Keys)
        {
            try
            {
                await LockedAsync(tvId, async commands =>
                {
                    foreach (var overdue in commands.Overdue())
                    {
                        await MoveAsync(commands, overdue, new CommandReport(overdue.Id, Progress.Expired));
                    }
                });
            }
            catch (SqliteException e)
            {
                LogNotStored(tvId, e);
            }
        }
    }

    /// <summary>The TV was unpaired: nobody will report any more.</summary>
    public async Task EndAllAsync(string tvId)
    {
        try
        {
            await LockedAsync(tvId, async commands =>
            {
                foreach (var command in commands.All.ToList())
                {
                    var end = command.Progress <= Progress.Accepted
                        ? new CommandReport(command.Id, Progress.Expired)
                        : new CommandReport(command.Id, Progress.Failed, Detail: "The TV was unpaired.");
                    await MoveAsync(commands, command, end);
                }
            });
        }
        catch (SqliteException e)
        {
            // The TV is unpaired all the same.
            LogNotStored(tvId, e);
        }
    }

    /// <summary>Tells the phones again of what is under way: whether it is confirmed changed with the link.</summary>
    public Task RepublishAsync(string tvId) => LockedAsync(tvId, commands =>
    {
        foreach (var command in commands.All)
        {
            Publish(command);
        }

        return Task.CompletedTask;
    });

    public CommandView View(CommandRecord c) => new(
        c.Id, c.TvId, c.Sequence, c.Verb, c.RequestedBy, DateTimeOffset.FromUnixTimeMilliseconds(c.CreatedAtMs), c.Progress,
        Unconfirmed: c.Progress is > Progress.Queued and < Progress.Done && !router.IsLinked(c.TvId),
        c.Failure, c.Detail, c.FirstPictureMs);

    private async Task HandOverAsync(TvCommands commands)
    {
        while (commands.NextToHand() is { } command && router.IsLinked(command.TvId))
        {
            var left = commands.Left(command.Id);
            if (command.Progress == Progress.Queued && left == TimeSpan.Zero)
            {
                await MoveAsync(commands, command, new CommandReport(command.Id, Progress.Expired));
                continue;
            }

            if (command.Progress <= Progress.Sent && commands.InFlight >= Window)
            {
                return;
            }

            // Before it goes out: a hub that dies in between must ask the box, not call it expired.
            if (command.Progress == Progress.Queued)
            {
                await MoveAsync(commands, command, new CommandReport(command.Id, Progress.Sent));
            }

            commands.MarkHanded(command.Id);
            using var span = HubSources.Send(command.Trace);
            await router.SendCommandAsync(
                command.TvId,
                new Command(command.Id, command.Sequence, command.Verb, (long)left.TotalMilliseconds, command.RequestedBy, span.Traceparent()));
        }
    }

    private async Task<bool> MoveAsync(TvCommands commands, CommandRecord command, CommandReport report)
    {
        if (CommandState.Next(command, report) is not { } moved)
        {
            return false;
        }

        await table.SaveAsync(moved);
        HubMeter.Moved(moved);
        if (command.Progress <= Progress.Sent && report.Progress != Progress.Expired && commands.SinceHanded(command.Id) is { } time)
        {
            HubMeter.AcknowledgedAfter(time);
        }

        commands.Replace(moved);
        LogMoved(moved.Id, moved.TvId, moved.Progress);
        Publish(moved);
        return true;
    }

    private void Publish(CommandRecord record) => events.Publish(record.HouseholdId, HubEvent.Of(View(record)));

    private async Task LockedAsync(string tvId, Func<TvCommands, Task> action)
    {
        var commands = Of(tvId);
        await commands.Gate.WaitAsync();
        try
        {
            await action(commands);
        }
        finally
        {
            commands.Gate.Release();
        }
    }

    private TvCommands Of(string tvId) =>
        _tvs.GetOrAdd(tvId, id => new Lazy<TvCommands>(() => new TvCommands(table.LastSequence(id), clock))).Value;

    [LoggerMessage(401, LogLevel.Error, "Commands of TV {TvId} could not be stored.")]
    private partial void LogNotStored(string tvId, Exception e);

    [LoggerMessage(402, LogLevel.Debug, "Command {Id} of TV {TvId}: {Progress}.")]
    private partial void LogMoved(Guid id, string tvId, Progress progress);
}
