using System.CommandLine;
using SeeIt.Agent.Diagnosis;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent logs</c>: what agent, player and kiosk have written.</summary>
internal static class LogsCommand
{
    public static Command Make()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes." };
        var lines = new Option<int>("--lines", "-n") { Description = "How many of the last lines, 1 to 100000.", DefaultValueFactory = _ => 100 };
        var command = new Command("logs", "Prints what the service and its player have written.") { follow, lines };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(lines), parsed.GetValue(follow), stop));
        return command;
    }

    private static async Task<int> RunAsync(int lines, bool follow, CancellationToken stop)
    {
        if (lines is < 1 or > 100_000)
        {
            return Complaint.Say($"--lines is {lines}; it must be 1 to 100000.");
        }

        const string NoJournal = "There is no journal on this machine: without systemd the agent writes to the standard output of whoever started it.";
        return !Journal.IsThere ? Complaint.Say(NoJournal) : await Journal.PrintAsync(lines, follow, stop) ?? Complaint.Say(NoJournal);
    }
}
