using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Telemetry;

/// <summary>What agent, hub and player write at Information and above: who may read the journal need not know what is watched.</summary>
public sealed class LogPrivacyTests
{
    [Fact]
    public async Task Nothing_that_was_shared_or_watched_and_no_secret_is_in_the_logs()
    {
        using var folder = new TemporaryFolder();
        await using var broadcaster = await Broadcaster.StartAsync();
        await using var silent = FaultServer.Silent();
        File.WriteAllText(folder.File("lineup.m3u"), $"""
            #EXTM3U
            #EXTINF:-1 tvg-id="garden.demo",Garden TV
            {new UriBuilder(broadcaster.Channel(1)) { UserName = "anna", Password = "PasswordOfTheOwner4821" }.Uri}
            #EXTINF:-1 tvg-id="gone.demo",Vanished Channel
            http://127.0.0.1:{FreePort.Next()}/PathWithATicket7391.ts
            #EXTINF:-1 tvg-id="silent.demo",Silent Channel
            {silent.Address}

            """);
        var (home, phone) = await Home.StartPairedAsync(new()
        {
            Lineup = [folder.File("lineup.m3u")],
            Guide = [broadcaster.Guide.AbsoluteUri],
            // What the player writes, too: the agent passes it on at Debug.
            AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Logging__LogLevel__SeeIt.Agent.Playback.PlayerHost"] = "Debug" },
        });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        var answer = await phone.ShareAsync("Can't believe that twist on #NightGarden right now");
        Assert.Equal(Progress.Done, (await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]))).Progress);
        await phone.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");

        // The things that are worth a warning: a source that fails, one that is silent, a picture that is lost, an agent that is killed.
        Assert.Equal(Progress.Failed, (await phone.DoAsync(new SeeItVerb(new AiringReference("gone.demo", DateTimeOffset.UnixEpoch, "Unseen Film")))).Progress);
        Assert.Equal(Progress.Failed, (await phone.DoAsync(new SeeItVerb(new AiringReference("silent.demo", DateTimeOffset.UnixEpoch, "Unheard Film")))).Progress);
        Assert.Equal(Progress.Done, (await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]))).Progress);
        Signals.Send(await ProcessTable.ChildAsync(home.Agent!.Id, "seeit-player"), Signals.Kill);
        await home.Agent.WaitForLineAsync(line => line.Contains("the picture is back", StringComparison.Ordinal), "that the picture is back");
        var before = home.Agent.Output;
        home.Agent.Kill();
        await home.Agent.WaitForExitAsync();
        home.StartAgent();
        await home.Agent!.WaitForLineAsync(line => line.Contains("goes on.", StringComparison.Ordinal), "that the show goes on");

        var agent = before + home.Agent.Output;
        Assert.Contains("first picture after", agent, StringComparison.Ordinal);
        Assert.Contains("failed: SourceUnreachable", agent, StringComparison.Ordinal);
        Assert.Contains("the picture was lost (PlayerCrashed)", agent, StringComparison.Ordinal);
        string[] secrets =
        [
            "Night Garden", "NightGarden", "Garden TV", "garden.demo", "twist", "Unseen Film", "Unheard Film", "Vanished", "gone.demo", "Silent Channel",
            "PasswordOfTheOwner4821", "PathWithATicket7391", Phone.Email, Phone.Password, phone.Token, BoxKey(home),
        ];
        foreach (var secret in secrets)
        {
            Assert.True(secret.Length > 4, $"'{secret}' is too short to look for.");
            AssertIsNotIn(agent, secret);
            AssertIsNotIn(home.Hub!.Output, secret);
        }
    }

    private static void AssertIsNotIn(string output, string secret) =>
        Assert.DoesNotContain(output.Split('\n'), line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static string BoxKey(Home home)
    {
        using var identity = JsonDocument.Parse(File.ReadAllText(Path.Combine(home.StateFolder, "identity.json")));
        return identity.RootElement.EnumerateObject().Select(member => member.Value.ToString()).MaxBy(value => value.Length)!;
    }
}
