using SeeIt.Agent.Pairing;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent reset</c>: the box becomes a new one, whether its service runs or not.</summary>
internal static class ResetCommand
{
    private const string RemoveIt = "The hub could not be told: remove the TV on a phone.";

    public static async Task<int> RunAsync(SettingsResult result, CancellationToken stop)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        using var client = AgentClient.TryConnect(settings);
        try
        {
            var isHubTold = client is null ? ResetFolder(settings) : (await client.ResetAsync(stop)).HubTold;
            Console.WriteLine(client is null ? "The box is a new one when its service starts." : "The box is a new one: the TV shows how to pair it.");
            if (!isHubTold && settings.Hub is not null)
            {
                Console.WriteLine(RemoveIt);
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or InvalidDataException)
        {
            return Complaint.Say($"The box could not be reset: {exception.Message}");
        }
    }

    private static bool ResetFolder(AgentSettings settings)
    {
        using var folder = StateFolder.Open(settings.StateFolder);
        using (var store = new StateStore(folder.Path, TimeProvider.System))
        {
            store.ForgetHousehold();
        }

        BoxIdentity.Delete(folder.Path);
        return false;
    }
}
