using System.Net;
using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Devices;

public sealed class LinkTests
{
    private static readonly SeeItVerb SeeIt = new(new AiringReference("two", DateTimeOffset.UnixEpoch, "The Night Garden"));

    [Fact]
    public async Task A_box_that_asks_for_what_is_pending_gets_every_open_command_again()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        var first = await phone.CommandAsync(box.Id, SeeIt);
        var second = await phone.CommandAsync(box.Id, SeeIt);
        Assert.Equal([first.Id, second.Id], [(await box.NextCommandAsync()).Id, (await box.NextCommandAsync()).Id]);
        await box.ReportAsync(first.Id, Progress.Done);

        await box.ReconcileAsync();
        Assert.Equal(second.Id, (await box.NextCommandAsync()).Id);
    }

    [Fact]
    public async Task Of_two_boxes_with_one_identity_the_older_is_told_and_the_newer_stays()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var older = await PairedAsync(hub, phone);
        await older.ConnectAsync();
        await using var newer = new SimulatedBox(older);
        await newer.ConnectAsync();

        await Eventually.Within(older.Replaced.Task);
        await Eventually.Within(older.Closed.Task);
        await phone.CommandAsync(newer.Id, SeeIt);
        await newer.NextCommandAsync();
        Assert.False(newer.Replaced.Task.IsCompleted);
        Assert.False(newer.Closed.Task.IsCompleted);
    }

    /// <summary>Its own older link is half open, or is being renewed.</summary>
    [Fact]
    public async Task An_agent_that_links_anew_is_not_told_that_it_is_replaced()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        await using var again = new SimulatedBox(box) { BootId = box.BootId };
        await again.ConnectAsync();
        await Eventually.Within(box.Closed.Task);
        Assert.False(box.Replaced.Task.IsCompleted);
    }

    [Fact]
    public async Task A_hub_that_stops_says_when_to_come_back()
    {
        using var folder = new TestKit.TemporaryFolder();
        var hub = await RunningHub.StartAsync(folder: folder.Path);
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        await hub.DisposeAsync();

        var drain = await Eventually.Within(box.Drained.Task);
        Assert.InRange(drain.LeastMs, 1, 2_000);
        Assert.InRange(drain.MostMs, drain.LeastMs + 1_000, 10_000);
    }

    [Fact]
    public async Task Boxes_that_come_too_many_at_once_are_told_to_come_a_little_later()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.LinksPerSecond = 1);
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        using var http = new HttpClient();
        using var refused = await http.PostAsync(new Uri(hub.Address, $"{DeviceLink.Path}/negotiate?negotiateVersion=1"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        // Phones are not concerned, and who is linked stays so.
        Assert.Equal(Presence.Online, (await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView)).Presence);
    }

    [Fact]
    public async Task An_agent_of_an_older_version_is_served_in_its_own()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone, protocol: 1);
        Assert.Equal(1, (await box.ConnectAsync())!.Protocol);
    }

    [Fact]
    public async Task What_was_watched_is_kept_once_however_often_it_is_told()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var stranger = await hub.NewPhoneAsync("Eve");
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        var start = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Viewing[] watched = [Watched(start.AddHours(-2), ViewingOutcome.Interrupted), Watched(start.AddHours(-1), ViewingOutcome.Finished)];
        await box.ViewingsAsync(watched[0]);
        await box.ViewingsAsync(watched);

        Assert.Equal(watched.Reverse(), await phone.GetAsync($"/api/v1/tvs/{box.Id}/viewings", ApiJson.Default.IReadOnlyListViewing));
        using var foreign = await stranger.Http.GetAsync(new Uri($"/api/v1/tvs/{box.Id}/viewings", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task One_odd_viewing_holds_up_no_other_and_is_kept_as_far_as_it_can_be()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        var good = Watched(DateTimeOffset.UtcNow, ViewingOutcome.Stopped);
        var backwards = Watched(DateTimeOffset.UtcNow, ViewingOutcome.Interrupted);
        var longWinded = Watched(DateTimeOffset.UtcNow, ViewingOutcome.Finished) with { Title = new string('x', 511) + "\U0001F4FA and more", ChannelId = new string('c', 600) };
        await box.ViewingsAsync(
            good with { Id = Guid.Empty },
            good with { Id = Guid.NewGuid(), ChannelId = "" },
            good with { Id = Guid.NewGuid(), Outcome = (ViewingOutcome)99 },
            null!,
            longWinded,
            backwards with { Ended = backwards.Started.AddHours(-1) },
            good);

        var kept = (await phone.GetAsync($"/api/v1/tvs/{box.Id}/viewings", ApiJson.Default.IReadOnlyListViewing)).ToDictionary(viewing => viewing.Id);
        Assert.Equal(new[] { good.Id, longWinded.Id, backwards.Id }.Order(), kept.Keys.Order());
        Assert.Equal(new string('x', 511), kept[longWinded.Id].Title);
        Assert.Equal(new string('c', 512), kept[longWinded.Id].ChannelId);
        Assert.Equal(kept[backwards.Id].Started, kept[backwards.Id].Ended);
    }

    [Fact]
    public async Task More_viewings_than_fit_in_a_call_are_refused_and_the_link_stays()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = await PairedAsync(hub, phone);
        await box.ConnectAsync();
        var good = Watched(DateTimeOffset.UtcNow, ViewingOutcome.Stopped);
        await Assert.ThrowsAsync<HubException>(() => box.ViewingsAsync([.. Enumerable.Repeat(good, 101)]));
        await box.ViewingsAsync(good);
        Assert.Single(await phone.GetAsync($"/api/v1/tvs/{box.Id}/viewings", ApiJson.Default.IReadOnlyListViewing));
    }

    private static Viewing Watched(DateTimeOffset started, ViewingOutcome outcome) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "two", "The Night Garden", "Ada", started, started.AddMinutes(30), outcome);

    private static async Task<SimulatedBox> PairedAsync(RunningHub hub, Phone phone, int protocol = DeviceLink.ProtocolVersion)
    {
        var box = new SimulatedBox(hub.Address) { Protocol = protocol };
        await box.PairAsync(phone);
        return box;
    }
}
