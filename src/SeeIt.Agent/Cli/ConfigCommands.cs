using System.Text;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent config</c>.</summary>
internal static class ConfigCommands
{
    public static int Check(SettingsResult result)
    {
        if (Complaint.OrSettings(result) is null)
        {
            return Complaint.ExitCode;
        }

        Console.WriteLine("The settings are valid.");
        return 0;
    }

    public static int Show(SettingsResult result)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        var text = new StringBuilder();
        text.AppendLine($"Hub               {settings.Hub?.AbsoluteUri ?? "(none)"}");
        text.AppendLine($"StateFolder       {settings.StateFolder}");
        text.AppendLine($"RuntimeFolder     {settings.RuntimeFolder}");
        text.AppendLine($"Name              {settings.Name}");
        text.AppendLine($"Model             {settings.Model}");
        text.AppendLine($"Zone              {settings.Zone.Id}");
        text.AppendLine($"Lineup            {string.Join(", ", settings.Lineup.Select(place => place.Text))}");
        text.AppendLine($"Guide             {string.Join(", ", settings.Guide.Select(place => place.Text))}");
        text.AppendLine($"RefreshHours      {settings.Refresh.TotalHours}");
        text.AppendLine($"Player:Path       {settings.Player.Path}");
        text.AppendLine($"Player:Display    {settings.Player.Display ?? "(the agent's)"}");
        text.AppendLine($"Player:CachingMs  {settings.Player.CachingMs}");
        text.AppendLine($"Player:Arguments  {string.Join(' ', settings.Player.Arguments)}");
        text.AppendLine($"LocalApi:Enabled  {settings.LocalApi.Enabled}");
        text.AppendLine($"LocalApi:Address  {settings.LocalApi.Address}");
        text.AppendLine($"LocalApi:Port     {settings.LocalApi.Port}");
        text.Append($"Announce          {settings.Announce}");
        Console.WriteLine(text.ToString());
        return 0;
    }
}
