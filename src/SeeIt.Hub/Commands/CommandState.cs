using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Commands;

/// <summary>
/// The one rule by which a command moves.
/// <code>
/// queued → sent → accepted → resolving → tuning → done | failed | superseded
///    └───────┴────────┴── never started in time ──→ expired
/// </code>
/// Steps may be skipped, never taken back; a terminal state is never left. An accepted command may still expire: a box
/// that died between taking it and starting it finds it too old when it is back.
/// </summary>
public static class CommandState
{
    /// <returns>The new record, or null when the report does not move the command: a repeat, a step back, or after the end.</returns>
    public static CommandRecord? Next(CommandRecord command, CommandReport report)
    {
        if (command.Progress.IsTerminal() || report.Progress <= command.Progress)
        {
            return null;
        }

        if (report.Progress == Progress.Expired && command.Progress > Progress.Accepted)
        {
            return null;
        }

        var failed = report.Progress == Progress.Failed;
        return command with
        {
            Progress = report.Progress,
            Failure = failed ? report.Failure : null,
            Detail = failed ? report.Detail : null,
            FirstPictureMs = report.Progress == Progress.Done ? report.FirstPictureMs : null,
        };
    }
}
