using SeeIt.Agent.Reporting;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.SeeIt;

/// <summary>Commands that are given at the box itself: the same inbox, the same flow.</summary>
public sealed class LocalCommands(CommandInbox inbox, CommandReporter reporter)
{
    private const string RequestedBy = "the box";

    /// <summary>Runs a verb and returns its terminal report.</summary>
    /// <param name="verb">What to do.</param>
    /// <param name="onProgress">Told of every report, on the flow's threads.</param>
    /// <param name="gone">Ends the waiting; the command runs on.</param>
    public async Task<CommandReport> RunAsync(Verb verb, Action<CommandReport>? onProgress, CancellationToken gone)
    {
        var command = new Command(Guid.NewGuid(), 0, verb, (long)verb.TimeToLive.TotalMilliseconds, RequestedBy);
        var ended = new TaskCompletionSource<CommandReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Reported(CommandReport report)
        {
            if (report.CommandId != command.Id)
            {
                return;
            }

            onProgress?.Invoke(report);
            if (report.Progress.IsTerminal())
            {
                ended.TrySetResult(report);
            }
        }

        reporter.Reported += Reported;
        try
        {
            inbox.Post(command);
            return await ended.Task.WaitAsync(gone);
        }
        finally
        {
            reporter.Reported -= Reported;
        }
    }
}
