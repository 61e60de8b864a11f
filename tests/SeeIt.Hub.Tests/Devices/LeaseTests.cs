using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Devices;

/// <summary>Who has the link of a TV, also when the hub is killed or links come in another order than their leases.</summary>
public sealed class LeaseTests
{
    [Fact]
    public async Task After_the_hub_was_killed_a_box_is_online_for_the_grace_time_and_unreachable_then_and_comes_back_by_itself()
    {
        await using var hub = await HubProcess.StartAsync(null, "--PresenceGraceMs", "4000");
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        await hub.KillAndRestartAsync();

        Assert.Equal(Presence.Online, await PresenceAsync());
        await Eventually.Async(PresenceAsync, presence => presence == Presence.Unreachable);
        await box.DisconnectAsync();
        await box.ConnectAsync();
        Assert.Equal(Presence.Online, await PresenceAsync());

        async Task<Presence> PresenceAsync() => (await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView)).Presence;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_box_that_had_a_link_is_missed_from_when_the_hub_listens_until_it_is_back(bool isBack)
    {
        var time = new FakeTimeProvider();
        using var links = new DeviceLinks(new HubSettings { PresenceGraceMs = 3_000 }, time);
        var unreachable = 0;
        links.Restore("tv");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((Presence.Online, 0), (links.Announced("tv"), unreachable));

        links.Miss("tv", () => unreachable++);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(!isBack || !links.Join("tv", Connection(epoch: 2).Connection), "It was never away.");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(isBack ? (Presence.Online, 0) : (Presence.Unreachable, 1), (links.Announced("tv"), unreachable));
    }

    [Fact]
    public async Task A_box_that_was_away_when_the_hub_ended_is_unreachable_when_it_begins()
    {
        await using var hub = await HubProcess.StartAsync(null, "--PresenceGraceMs", "100");
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        await box.DisconnectAsync();
        await Eventually.Async(PresenceAsync, presence => presence == Presence.Unreachable);
        await hub.KillAndRestartAsync();
        Assert.Equal(Presence.Unreachable, await PresenceAsync());

        async Task<Presence> PresenceAsync() => (await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView)).Presence;
    }

    [Fact]
    public async Task Each_lease_of_a_box_has_a_higher_epoch_also_after_a_restart()
    {
        using var folder = new TestKit.TemporaryFolder();
        List<long> epochs = [];
        for (var start = 0; start < 2; start++)
        {
            await using var table = new CommandTable(new DataFolder(folder.Path));
            epochs.Add(await table.TakeLeaseAsync("tv", "node", Guid.NewGuid(), DateTimeOffset.UnixEpoch));
            epochs.Add(await table.TakeLeaseAsync("tv", "node", Guid.NewGuid(), DateTimeOffset.UnixEpoch));
            Assert.Equal(("tv", epochs[^1]), Assert.Single(table.HeldLeases()));

            // An older one has nothing to give back.
            await table.GiveBackLeaseAsync("tv", epochs[^2], DateTimeOffset.UnixEpoch);
            Assert.Single(table.HeldLeases());
            await table.GiveBackLeaseAsync("tv", epochs[^1], DateTimeOffset.UnixEpoch);
            Assert.Empty(table.HeldLeases());
        }

        Assert.Equal([1, 2, 3, 4], epochs);
    }

    /// <summary>Two hellos at the same time: who took the lease last has the link, whoever comes first to the table of links.</summary>
    [Fact]
    public async Task The_higher_epoch_has_the_link_in_whatever_order_they_come()
    {
        using var links = new DeviceLinks(new HubSettings(), TimeProvider.System);
        var (older, olderEnded) = Connection(epoch: 1);
        var (newer, _) = Connection(epoch: 2);
        Assert.True(links.Join("tv", newer));
        Assert.False(links.Join("tv", older));
        await Eventually.Within(olderEnded);
        Assert.True(links.IsCurrent("tv", newer.ConnectionId));
        Assert.False(links.Leave("tv", older.ConnectionId, () => Assert.Fail("It had no link to lose.")));
    }

    private static (LinkConnection Connection, Task Replaced) Connection(long epoch)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (new LinkConnection(
            $"connection {epoch}", Guid.NewGuid(), epoch, () => { }, () =>
            {
                replaced.SetResult();
                return Task.CompletedTask;
            }, CancellationToken.None), replaced.Task);
    }
}
