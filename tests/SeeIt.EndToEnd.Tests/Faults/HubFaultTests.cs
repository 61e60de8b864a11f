using System.Collections.Concurrent;
using System.Net;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>Hubs that do not answer, ask for patience, end a token or a pairing; boxes and networks that are slow.</summary>
public sealed class HubFaultTests
{
    private static readonly SeeItVerb Garden = new(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything"));
    private static readonly SeeItVerb News = new(new AiringReference("news.demo", DateTimeOffset.UnixEpoch, "Anything"));

    [Fact]
    public async Task A_hub_that_takes_a_connection_and_never_answers_is_given_up_after_twenty_seconds()
    {
        var (home, phone) = await StartAsync();
        await using var _ = home;
        using var __ = phone;
        var before = home.Link.Connections;
        home.Link.Fault = NetworkFault.Silent;
        home.Link.Reset();
        await Eventually.TrueAsync(() => home.Link.Connections > before, "it is dialled again", TimeSpan.FromSeconds(5));
        await home.Agent!.WaitForLineAsync(line => line.Contains("No link to the hub", StringComparison.Ordinal), "that it was given up", TimeSpan.FromSeconds(25));
        await Eventually.TrueAsync(() => home.Link.Connections > before + 1, "it is dialled a second time", TimeSpan.FromSeconds(10));
        home.Link.Fault = NetworkFault.None;
        await phone.WaitForTvOnlineAsync();
    }

    /// <summary>The test takes the places of the second itself, over and over.</summary>
    [Fact]
    public async Task A_hub_that_says_when_to_come_again_is_obeyed()
    {
        var (home, phone) = await StartAsync("--LinksPerSecond", "1");
        await using var _ = home;
        using var __ = phone;
        using var http = new HttpClient { BaseAddress = home.HubAddress };
        home.Link.Reset();
        var line = await Eventually.GetAsync(
            async () =>
            {
                // Others come, too, and take the link of this second.
                using var answer = await http.PostAsync(
                    new Uri($"{DeviceLink.Path}/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
                return home.Agent!.Lines.FirstOrDefault(line => line.Contains("takes no more links", StringComparison.Ordinal));
            },
            "it was told to wait");
        Assert.Contains("503", line, StringComparison.Ordinal);
        await phone.WaitForTvOnlineAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(20))).Progress);
    }

    [Fact]
    public async Task A_token_that_expires_is_renewed_and_nobody_notices()
    {
        var (home, phone) = await StartAsync("--AccessTokenSeconds", "10", "--PresenceGraceMs", "2000");
        await using var _ = home;
        using var __ = phone;
        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);
        var before = home.Link.Connections;
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Equal(Presence.Online, (await phone.TvAsync()).Presence);
                return home.Link.Connections >= before + 6;
            },
            "six more links");

        await home.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.DoesNotContain("No link to the hub", home.Agent!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_that_was_unpaired_while_it_was_away_is_refused_and_waits_to_be_paired()
    {
        var (home, phone) = await StartAsync();
        await using var _ = home;
        using var __ = phone;
        home.Link.Fault = NetworkFault.Refusing;
        home.Link.Reset();
        await phone.UnpairAsync();
        home.Link.Fault = NetworkFault.None;
        var prompt = await home.WaitForPairingPromptAsync();
        await phone.ApproveAsync(prompt.Code, prompt.Number);
        await phone.WaitForTvOnlineAsync();
    }

    [Fact]
    public async Task A_frozen_box_gets_what_fits_and_the_rest_is_refused_or_expires()
    {
        var (home, phone) = await StartAsync();
        await using var _ = home;
        using var __ = phone;
        await ProcessTable.StopAsync(home.Agent!.Id);
        var commands = new List<Guid>();
        var refused = 0;
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await phone.TrySendAsync(new SetVolumeVerb(i % 100));
            if (answer.IsSuccessStatusCode)
            {
                commands.Add((await Phone.ReadCommandAsync(answer)).Id);
            }
            else
            {
                Assert.Equal(429, (int)answer.StatusCode);
                refused++;
            }
        }

        Assert.InRange(commands.Count, 8, 256);
        Assert.True(refused > 500);

        // The last is behind the window: it is not sent, and its time runs out while the box is frozen.
        Assert.Equal(Progress.Expired, (await phone.WaitForOutcomeAsync(commands[^1])).Progress);
        home.Agent.Signal(Signals.Continue);
        foreach (var command in commands)
        {
            await phone.WaitForOutcomeAsync(command);
        }

        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(20))).Progress);
    }

    [Fact]
    public async Task A_phone_that_sends_a_thousand_commands_is_refused_past_its_share_and_the_tv_obeys_another_phone()
    {
        var (home, phone) = await StartAsync();
        await using var _ = home;
        using var __ = phone;
        using var other = await phone.InviteAsync("ben@example.org");
        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);

        // The box takes eight at a time; with these milliseconds each way the flood is faster than it.
        home.Link.Delay = TimeSpan.FromMilliseconds(25);
        var taken = new ConcurrentBag<Guid>();
        var statuses = new ConcurrentBag<HttpStatusCode>();
        var flood = Parallel.ForEachAsync(Enumerable.Range(0, 1_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            using var answer = await phone.TrySendAsync(new SetVolumeVerb(i % 50));
            statuses.Add(answer.StatusCode);
            if (answer.IsSuccessStatusCode)
            {
                taken.Add((await Phone.ReadCommandAsync(answer)).Id);
            }
        });
        await Eventually.TrueAsync(() => statuses.Contains(HttpStatusCode.TooManyRequests), "the flood is refused");
        var during = await other.SendAsync(News);
        await flood;

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests], statuses.Distinct().Order());
        Assert.True(taken.Count < 500, $"{taken.Count} of 1,000 were taken");
        Assert.Equal(Progress.Done, (await other.WaitForOutcomeAsync(during.Id)).Progress);
        foreach (var command in taken)
        {
            Assert.Contains((await phone.WaitForOutcomeAsync(command)).Progress, new[] { Progress.Done, Progress.Expired });
        }

        home.Link.Delay = TimeSpan.Zero;
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(20))).Progress);
        await other.WaitForStatusAsync(status => status is { Volume: 20, State: TvState.Playing }, "the status has come");
        await home.Screen.WaitForMovingClockAsync("news.demo");
        Assert.DoesNotContain(home.Hub!.Lines, line => line.Contains(phone.Token, StringComparison.Ordinal) || line.Contains(Phone.Password, StringComparison.Ordinal));
        Assert.True(home.Hub.Lines.Count < 200, $"the hub logged {home.Hub.Lines.Count} lines");
    }

    [Fact]
    public async Task A_slow_and_lossy_network_delays_and_loses_nothing()
    {
        var (home, phone) = await StartAsync();
        await using var _ = home;
        using var __ = phone;
        home.Link.Delay = TimeSpan.FromMilliseconds(250);
        home.Link.Loss = 0.05;
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(i))).Progress);
        }

        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);
        await phone.WaitForStatusAsync(status => status is { Volume: 10, State: TvState.Playing }, "the status has come");
    }

    private static async Task<(Home Home, Phone Phone)> StartAsync(params string[] hub)
    {
        var (home, phone) = await Home.StartPairedAsync(new HomeOptions { HasFaultyLink = true, Hub = hub });
        await home.WaitForGuideAsync();
        return (home, phone);
    }
}
