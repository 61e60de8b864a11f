using SeeIt.Agent.Settings;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli;

/// <summary>The lineup and guide that are stored, for commands that need neither a hub nor a running service.</summary>
internal static class HouseholdFile
{
    /// <summary>Says what is wrong with the settings, or with the folder, by a line and exit code 2.</summary>
    public static async Task<int> WithAsync(SettingsResult result, Func<HouseholdGuide, AgentSettings, TimeProvider, Task<int>> action)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        try
        {
            var clock = new BoxClock(settings.Zone, settings.Clock);
            using var guide = HouseholdGuide.Open(settings.StateFolder, clock);
            return await action(guide, settings, clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Complaint.Say(exception.Message);
        }
    }
}
