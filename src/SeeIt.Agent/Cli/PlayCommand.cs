using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Cli;

/// <summary>
/// <c>seeit-agent play</c> and <c>see</c>: by the running service, or, where none runs, by the same flow in this process
/// until Ctrl-C.
/// </summary>
internal static class PlayCommand
{
    public static Task<int> PlayAsync(SettingsResult result, string channel, CancellationToken stop) =>
        ShowAsync(result, household => household.OnNow(channel) is { } airing
            ? new SeeItVerb(airing)
            : Nothing($"There is no channel '{channel}' in the lineup. List them with: seeit-agent channels list"), stop);

    public static Task<int> SeeAsync(SettingsResult result, string text, bool first, CancellationToken stop) =>
        ShowAsync(result, household =>
        {
            var post = new Post(text);
            var answer = household.Match(post);
            foreach (var candidate in answer.Candidates)
            {
                Console.WriteLine($"{candidate.Probability,4:P0}  {candidate.Title}  {candidate.Episode}  {candidate.Channel}, {When(candidate)}  ({string.Join("; ", candidate.Reasons)})");
            }

            return answer switch
            {
                { Candidates: [] } => Nothing("No show of this household's channels is mentioned in this post."),
                { Candidates: [{ When: not AiringTime.Now }, ..] } => Nothing("It is not on now."),
                { OneTap: false } when !first => Nothing("None of them is sure. Show the first anyway with --first."),
                _ => new SeeItVerb(answer.Candidates[0].Airing, post),
            };
        }, stop);

    private static string When(Candidate candidate) => candidate.When switch
    {
        AiringTime.Now => $"on now until {candidate.Stop.LocalDateTime:HH:mm}",
        AiringTime.Later => $"{candidate.Start.LocalDateTime:ddd dd MMM HH:mm}",
        _ => $"was on {candidate.Start.LocalDateTime:ddd dd MMM HH:mm}",
    };

    private static SeeItVerb? Nothing(string why)
    {
        Complaint.Say(why);
        return null;
    }

    private static async Task<int> ShowAsync(SettingsResult result, Func<Household, SeeItVerb?> choose, CancellationToken stop)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        using var client = AgentClient.TryConnect(settings);
        if (client is null)
        {
            return await ServiceCommand.WithStateAsync(result, (_, state) => StandaloneAsync(result, state, choose, stop));
        }

        var clock = new BoxClock(settings.Zone, settings.Clock);
        using var guide = Guide.HouseholdGuide.Open(settings.StateFolder, clock);
        return choose(new Household(guide, settings, clock)) is { } verb
            ? RemoteCommands.Tell(await client.CommandAsync(verb, stop))
            : 1;
    }

    private static async Task<int> StandaloneAsync(SettingsResult result, StateFolder state, Func<Household, SeeItVerb?> choose, CancellationToken stop)
    {
        using var host = AgentHost.BuildStandalone(result.Settings!, state, result.Configuration!);
        var household = host.Services.GetRequiredService<Household>();
        if (household.Describe().Count == 0)
        {
            await host.Services.GetRequiredService<LineupRefresher>().RefreshAsync(stop);
        }

        if (choose(household) is not { } verb)
        {
            return 1;
        }

        await host.StartAsync(stop);
        try
        {
            var report = await host.Services.GetRequiredService<LocalCommands>().RunAsync(verb, report => Console.WriteLine(report.Progress), stop);
            var exitCode = RemoteCommands.Tell(report);
            if (exitCode == 0)
            {
                Console.WriteLine("Ctrl-C ends it.");
                var status = host.Services.GetRequiredService<StatusReporter>();
                await status.WaitForAsync(viewing => viewing.State is TvState.Idle or TvState.Error, Timeout.InfiniteTimeSpan, stop);
            }

            return exitCode;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
