using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels refresh</c>: by the running service, or without one.</summary>
internal static class ChannelRefresh
{
    public static async Task<int> RunAsync(SettingsResult result, bool json, CancellationToken stop)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        using var client = AgentClient.TryConnect(settings);
        if (client is not null)
        {
            return Tell(await client.RefreshAsync(stop), json);
        }

        return await ServiceCommand.WithStateAsync(result, async (_, state) =>
        {
            using var host = AgentHost.BuildStandalone(settings, state, QuietLog.Of(result.Configuration!));
            var errors = await host.Services.GetRequiredService<LineupRefresher>().RefreshAsync(stop);
            return Tell(new RefreshReport(errors, host.Services.GetRequiredService<Household>().Describe().Count), json);
        });
    }

    private static int Tell(RefreshReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new RefreshJson(report.Errors, report.Channels), ChannelCommandJson.Plain.RefreshJson));
        }
        else
        {
            foreach (var error in report.Errors)
            {
                Console.WriteLine(error);
            }

            Console.WriteLine($"The household has {report.Channels} channels.");
        }

        return report.Errors.Count == 0 ? 0 : 1;
    }
}
