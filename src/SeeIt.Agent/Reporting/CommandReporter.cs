using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SeeIt.Agent.Link;
using SeeIt.Agent.Storage;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Reporting;

/// <summary>
/// Tells how far a command is: to the hub by the link, to whoever listens on the box, and, once it is terminal, to
/// the store first. Of two terminal reports for one command the first one stands. Thread-safe.
/// </summary>
public sealed class CommandReporter(StateStore store, LinkOutbox outbox)
{
    private readonly ConcurrentDictionary<Guid, CommandReport> _running = new();

    /// <summary>Raised for each report, in order per command.</summary>
    public event Action<CommandReport>? Reported;

    public void Report(CommandReport report)
    {
        if (report.Progress.IsTerminal())
        {
            if (!TryFinish(report))
            {
                return;
            }
        }
        else
        {
            _running[report.CommandId] = report;
        }

        outbox.Post(new LinkMessage.Report(report) { Trace = Activity.Current?.Context ?? default });
        Reported?.Invoke(report);
    }

    /// <summary>
    /// False when a terminal report was there before. One that a full disk did not take is told all the same; should the
    /// agent end before it could be stored, the command is failed as interrupted, and the hub holds to what it heard first.
    /// </summary>
    private bool TryFinish(CommandReport report)
    {
        bool isFirst;
        try
        {
            isFirst = store.TryFinish(report);
            _running.TryRemove(report.CommandId, out _);
        }
        catch (SqliteException)
        {
            isFirst = _running.TryRemove(report.CommandId, out _);
        }

        return isFirst;
    }

    /// <summary>A command came a second time: says again what was said of it last.</summary>
    public void Repeat(Guid command)
    {
        if (store.ResultOf(command) is { } result)
        {
            outbox.Post(new LinkMessage.Report(result));
        }
        else if (_running.TryGetValue(command, out var running))
        {
            outbox.Post(new LinkMessage.Report(running));
        }
    }

    /// <summary>What a new link must say first: how far the running commands are, and the results that were not confirmed.</summary>
    public IReadOnlyList<CommandReport> Unconfirmed() => [.. store.Undelivered(), .. _running.Values];

    public void Delivered(Guid command) => store.MarkDelivered(command);
}
