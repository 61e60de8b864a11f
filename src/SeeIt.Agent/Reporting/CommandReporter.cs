using System.Collections.Concurrent;
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
            if (!store.TryFinish(report))
            {
                return;
            }

            _running.TryRemove(report.CommandId, out _);
        }
        else
        {
            _running[report.CommandId] = report;
        }

        outbox.Post(new LinkMessage.Report(report));
        Reported?.Invoke(report);
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
