using System.Text.Json;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
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
    public async Task What_is_played_is_told_as_the_box_says_it()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        await using var events = await SseAsync.OpenAsync(phone);
        await events.NextAsync();
        var media = new MediaStatus(
            PictureHealth.Late, "Channel Two at cable", CanPause: true, CanSeek: true, LengthMs: 5_400_000, Rate: 1.5,
            [
                new Track(TrackKind.Video, 0, "h264", null, null, Selected: true, 1920, 1080),
                new Track(TrackKind.Audio, 1, "mp4a", "deu", null, Selected: true, Channels: 2),
                new Track(TrackKind.Audio, 2, "mp4a", "eng", "Described", Selected: false, Channels: 6),
            ]);
        var status = new TvStatus(
            box.BootId, 1, TvState.Playing, null, "two", "Channel Two", null, null, 0, DateTimeOffset.UnixEpoch, 60, false, null, null, null, 0, [], media);
        await box.StatusAsync(status);

        var told = JsonSerializer.Deserialize((await events.NextAsync()).Data, ApiJson.Default.StatusEvent)!.Status;
        Assert.Equivalent(media, told.Media, strict: true);
        var view = await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView);
        Assert.Equivalent(media, view.Status!.Media, strict: true);
        await box.StatusAsync(status with { Sequence = 2, Media = null });
        Assert.Null(JsonSerializer.Deserialize((await events.NextAsync()).Data, ApiJson.Default.StatusEvent)!.Status.Media);
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
            .SubscribeAsync(household, "ada", () => Task.FromResult<HubEvent?>(new HubEvent(EventNames.Snapshot, $"{++snapshots}")), TestContext.Current.CancellationToken)
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
