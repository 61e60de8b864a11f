using System.Text.Json;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Api;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Api;

public sealed class EventTests
{
    [Fact]
    public async Task Snapshot_comes_first_and_then_all_in_order()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await using var events = await SseAsync.OpenAsync(phone);
        var snapshot = await events.NextAsync();
        Assert.Equal(EventNames.Snapshot, snapshot.EventType);
        Assert.Equal(Presence.Unreachable, JsonSerializer.Deserialize(snapshot.Data, ApiJson.Default.Snapshot)!.Tvs.Single().Presence);

        await box.ConnectAsync();
        Assert.Equal(TvChange.Online, JsonSerializer.Deserialize((await events.NextAsync()).Data, ApiJson.Default.TvEvent)!.Change);
        var status = new TvStatus(box.BootId, 1, TvState.Idle, null, null, null, null, null, 0, DateTimeOffset.UnixEpoch, 60, false, null, null, null, 0, []);
        await box.StatusAsync(status);
        Assert.Equal(EventNames.Status, (await events.NextAsync()).EventType);
        await box.StatusAsync(status);

        var taken = await phone.CommandAsync(box.Id, new StopVerb());
        await box.ReportAsync(taken.Id, Progress.Accepted);
        await box.ReportAsync(taken.Id, Progress.Accepted);
        await box.ReportAsync(taken.Id, Progress.Done);
        foreach (var progress in new[] { Progress.Sent, Progress.Accepted, Progress.Done })
        {
            var item = await events.NextAsync();
            Assert.Equal(EventNames.Command, item.EventType);
            Assert.Equal(progress, JsonSerializer.Deserialize(item.Data, ApiJson.Default.CommandView)!.Progress);
        }

        await box.DisconnectAsync();
        Assert.Equal(TvChange.Unreachable, JsonSerializer.Deserialize((await events.NextAsync()).Data, ApiJson.Default.TvEvent)!.Change);
    }

    [Fact]
    public async Task Newest_connection_of_a_box_wins()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var older = box.Closed.Task;
        await box.ConnectAsync();
        await Eventually.Within(older);
        Assert.Equal(Presence.Online, (await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView)).Presence);
        var taken = await phone.CommandAsync(box.Id, new StopVerb());
        Assert.Equal(taken.Id, (await box.NextCommandAsync()).Id);
    }

    [Fact]
    public async Task Slow_phone_gets_a_fresh_snapshot_instead_of_what_it_missed()
    {
        var events = new HouseholdEvents(TimeProvider.System);
        var household = Guid.NewGuid();
        var snapshots = 0;
        await using var slow = events
            .SubscribeAsync(household, () => Task.FromResult(new HubEvent(EventNames.Snapshot, $"{++snapshots}")), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await slow.MoveNextAsync();
        for (var i = 0; i < 1_000; i++)
        {
            events.Publish(household, new HubEvent(EventNames.Tv, $"{i}"));
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.Equal(new HubEvent(EventNames.Snapshot, "2"), slow.Current);
        events.Publish(household, new HubEvent(EventNames.Tv, "last"));
        Assert.True(await slow.MoveNextAsync());
        Assert.Equal("last", slow.Current.Json);
    }
}
