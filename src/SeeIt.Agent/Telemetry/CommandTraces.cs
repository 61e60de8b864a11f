using System.Collections.Concurrent;
using System.Diagnostics;
using SeeIt.Agent.Reporting;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Telemetry;

/// <summary>The commands that run, as telemetry sees them: each has a span from its coming to its terminal report. Thread-safe.</summary>
public sealed class CommandTraces
{
    private readonly ConcurrentDictionary<Guid, Running> _running = new();

    public CommandTraces(CommandReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(reporter);
        reporter.Reported += Reported;
    }

    /// <summary>What the caller does from here on, and what it starts, belongs to the command.</summary>
    public void Begin(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var verb = Name(command.Verb);
        _running[command.Id] = new Running(verb, AgentSources.Command(command, verb));
    }

    private void Reported(CommandReport report)
    {
        if (!report.Progress.IsTerminal() || !_running.TryRemove(report.CommandId, out var running))
        {
            return;
        }

        AgentMeter.Ended(running.Verb, report);
        if (running.Span is { } span)
        {
            span.SetTag("seeit.outcome", report.Progress.ToString());
            if (report.Failure is { } failure)
            {
                span.Fails(failure.ToString());
            }

            span.Dispose();
        }
    }

    private static string Name(Verb verb) => verb.GetType().Name.Replace("Verb", "", StringComparison.Ordinal);

    private readonly record struct Running(string Verb, Activity? Span);
}
