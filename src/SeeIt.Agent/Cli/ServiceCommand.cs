using SeeIt.Agent.Settings;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent run</c>.</summary>
internal static class ServiceCommand
{
    public static Task<int> RunAsync(SettingsResult result, CancellationToken stop) =>
        WithStateAsync(result, async (settings, state) =>
        {
            using var host = AgentHost.BuildService(settings, state, result.Configuration!);
            await host.RunAsync(stop);
            return 0;
        });

    /// <summary>Runs an action that needs the state folder for itself. What an owner can mend is said in a line; exit code 2.</summary>
    public static async Task<int> WithStateAsync(SettingsResult result, Func<AgentSettings, StateFolder, Task<int>> action)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        try
        {
            using var state = StateFolder.Open(settings.StateFolder);
            Directory.CreateDirectory(settings.RuntimeFolder);
            return await action(settings, state);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return Complaint.Say(exception.Message);
        }
    }
}
