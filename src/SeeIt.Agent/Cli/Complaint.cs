using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Cli;

/// <summary>How the command line says what is wrong: a line each on standard error, and exit code 2.</summary>
internal static class Complaint
{
    public const int ExitCode = 2;

    public static int Say(string what)
    {
        Console.Error.WriteLine($"seeit-agent: {what}");
        return ExitCode;
    }

    /// <summary>The settings; or null, with every error said.</summary>
    public static AgentSettings? OrSettings(SettingsResult result)
    {
        foreach (var error in result.Errors)
        {
            Say(error);
        }

        return result.Settings;
    }
}
