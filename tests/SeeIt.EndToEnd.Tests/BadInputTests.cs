using System.Diagnostics;
using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Bad input gets a clear error where the person is, and loses nothing.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task An_unknown_setting_is_refused_at_start_with_a_suggestion()
    {
        var (exitCode, output) = await TestProcess.RunAsync(Repository.Agent, ["run", "--set", "Lineups=x.m3u", "--set", "Player:CachingMs=many"]);
        Assert.Equal(2, exitCode);
        Assert.Contains("Lineups: there is no such setting. Did you mean 'Lineup'?", output, StringComparison.Ordinal);
        Assert.Contains("Player:CachingMs: 'many' is not a whole number from 0 to 10000.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_agent_with_the_same_state_folder_is_refused()
    {
        await using var home = await Home.StartAsync();
        await home.WaitForPairingPromptAsync();
        var (exitCode, output) = await home.RunAgentAsync("run");
        Assert.Equal(2, exitCode);
        Assert.Contains($"Another agent uses the state folder {home.StateFolder}", output, StringComparison.Ordinal);
        Assert.False(home.Agent!.HasExited);
    }

    [Fact]
    public async Task A_broken_guide_and_a_broken_lineup_keep_the_old_ones_and_say_file_and_line()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("guide.xml"), "<tv>\n  <channel id=\"a\">\n    <display-name>A</oops>\n</tv>");
        File.WriteAllText(folder.File("lineup.m3u"), "<!doctype html>\n<title>Sign in</title>");

        var (guideCode, guideOutput) = await home.RunAgentAsync("guide", "import", folder.File("guide.xml"));
        Assert.Equal(1, guideCode);
        Assert.Contains($"{folder.File("guide.xml")}, line 3:", guideOutput, StringComparison.Ordinal);
        var (lineupCode, lineupOutput) = await home.RunAgentAsync("channels", "import", folder.File("lineup.m3u"));
        Assert.Equal(1, lineupCode);
        Assert.Contains($"{folder.File("lineup.m3u")}, line 1:", lineupOutput, StringComparison.Ordinal);

        var (_, channels) = await home.RunAgentAsync("channels", "list");
        Assert.Contains("The Night Garden", channels, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guide_that_breaks_later_is_told_on_the_phone_and_the_old_one_still_matches()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient();
        await using var source = await Broadcaster.StartAsync();
        var good = await client.GetStringAsync(source.Guide, TestContext.Current.CancellationToken);
        File.WriteAllText(folder.File("guide.xml"), good);
        var (home, phone) = await Home.StartPairedAsync(new() { Guide = [folder.File("guide.xml")] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();

        File.WriteAllText(folder.File("guide.xml"), good[..(good.Length / 2)]);
        home.Agent!.Terminate();
        await home.Agent.WaitForExitAsync();
        home.StartAgent();

        var status = await phone.WaitForStatusAsync(status => status.Problems.Count > 0, "the problem on the phone");
        Assert.Contains($"{folder.File("guide.xml")}, line ", status.Problems[0], StringComparison.Ordinal);
        Assert.True((await phone.ShareAsync("#NightGarden right now")).OneTap);
    }

    [Fact]
    public async Task A_lineup_that_breaks_later_is_told_on_the_phone_and_the_old_one_still_plays()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient();
        await using var source = await Broadcaster.StartAsync();
        var lineup = folder.File("lineup.m3u");
        File.WriteAllText(lineup, await client.GetStringAsync(source.Lineup, TestContext.Current.CancellationToken));
        var (home, phone) = await Home.StartPairedAsync(new() { Lineup = [lineup] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();

        File.WriteAllText(lineup, "<!DOCTYPE html><html>Sign in to your provider</html>");
        home.Agent!.Terminate();
        await home.Agent.WaitForExitAsync();
        home.StartAgent();

        var status = await phone.WaitForStatusAsync(status => status.Problems.Count > 0, "the problem on the phone");
        Assert.Contains(lineup, status.Problems[0], StringComparison.Ordinal);
        var shown = await phone.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.Equal(Progress.Done, shown.Progress);
    }

    [Fact]
    public async Task A_hub_that_does_not_answer_is_said_on_the_screen_and_in_the_log()
    {
        using var folder = new TemporaryFolder();
        await using var display = await XvfbDisplay.StartAsync();
        var port = FreePort.Next();
        var settings = folder.File("agent.json");
        File.WriteAllText(settings, JsonSerializer.Serialize(new
        {
            Hub = $"http://127.0.0.1:{port}", StateFolder = folder.File("state"), Announce = false, Player = new { Path = Repository.Player },
        }));
        await using var agent = TestProcess.Start(Repository.Agent, ["run", "--config", settings], display.Environment);
        await agent.WaitForLineAsync(
            line => line.Contains($"The hub at http://127.0.0.1:{port}/ does not answer", StringComparison.Ordinal), "that the hub does not answer");
        Assert.False(agent.HasExited);
    }

    [Fact]
    public async Task A_dead_channel_fails_by_name_on_the_phone_within_ten_seconds()
    {
        await using var silent = FaultServer.Silent();
        await using var aerial = new FaultySource(await FaultClips.PlainAsync("garden.demo")) { Fault = SourceFault.NoSignal };
        using var folder = new TemporaryFolder();
        await using var broadcaster = await Broadcaster.StartAsync();
        File.WriteAllText(folder.File("lineup.m3u"), $"""
            #EXTM3U
            #EXTINF:-1 tvg-id="garden.demo",Garden TV
            {broadcaster.Channel(1)}
            #EXTINF:-1 tvg-id="refused",Refused
            http://127.0.0.1:{FreePort.Next()}/
            #EXTINF:-1 tvg-id="silent",Silent
            {silent.Address}
            #EXTINF:-1 tvg-id="nosignal",No signal
            {aerial.Address}
            """);
        var (home, phone) = await Home.StartPairedAsync(new() { Lineup = [folder.File("lineup.m3u")] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideOrLineupAsync("Refused");

        foreach (var channel in new[] { "refused", "silent" })
        {
            await phone.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything")));
            await home.Screen.WaitForChannelAsync("garden.demo");
            var clock = Stopwatch.StartNew();
            var outcome = await phone.DoAsync(new SeeItVerb(new AiringReference(channel, DateTimeOffset.UnixEpoch, "Anything")));
            Assert.Equal(Progress.Failed, outcome.Progress);
            Assert.True(outcome.Failure is FailureKind.SourceUnreachable or FailureKind.NoDataTimeout, $"{outcome.Failure}: {outcome.Detail}");
            Assert.False(string.IsNullOrWhiteSpace(outcome.Detail));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            await phone.WaitForStatusAsync(status => status.State == TvState.Error && status.Failure == outcome.Failure, "the error");
            await Eventually.TrueAsync(async () => await home.Screen.ReadSourceTimeAsync() is null, "the picture before it is gone");
        }

        var noSignal = await phone.DoAsync(new SeeItVerb(new AiringReference("nosignal", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.Equal((Progress.Failed, FailureKind.NoSignal), (noSignal.Progress, noSignal.Failure));
        await phone.WaitForStatusAsync(status => status is { State: TvState.Error, Failure: FailureKind.NoSignal }, "that there is no signal");

        var unknown = await phone.DoAsync(new SeeItVerb(new AiringReference("nowhere", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.Equal(FailureKind.NotInLineup, unknown.Failure);
    }
}
