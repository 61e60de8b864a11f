using System.Net;
using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Hub.Tests.Commands;

/// <summary>The hub's data are on a disk that is full: what it cannot store it does not take, and what it took stays.</summary>
public sealed class FullDiskTests
{
    private static readonly SetVolumeVerb Volume = new(10);

    [Fact]
    public async Task Nothing_is_taken_that_cannot_be_stored_and_nothing_taken_is_lost()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can mount a small disk.");
        using var disk = new SmallDisk(megabytes: 16);
        await using var hub = await HubProcess.StartAsync(disk.Path);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var taken = await phone.CommandAsync(box.Id, Volume);
        Assert.Equal(taken.Id, (await box.NextCommandAsync()).Id);
        var viewing = new Viewing(Guid.NewGuid(), taken.Id, "two", "The Night Garden", "Ada", taken.CreatedAt, taken.CreatedAt.AddHours(1), ViewingOutcome.Finished);

        disk.Fill();
        await RefusedAsync(async () => (await phone.SendAsync(box.Id, Volume)).StatusCode == HttpStatusCode.ServiceUnavailable);
        await Assert.ThrowsAsync<HubException>(() => box.ReportAsync(taken.Id, Progress.Done));
        await Assert.ThrowsAsync<HubException>(() => box.ViewingsAsync(viewing));
        Assert.Equal(Progress.Sent, (await phone.CommandAsync(taken.Id)).Progress);

        disk.Free();
        await box.ReportAsync(taken.Id, Progress.Done);
        await box.ViewingsAsync(viewing);
        await hub.KillAndRestartAsync();
        Assert.Equal(Progress.Done, (await phone.CommandAsync(taken.Id)).Progress);
        Assert.Equal([viewing], await phone.GetAsync($"/api/v1/tvs/{box.Id}/viewings", ApiJson.Default.IReadOnlyListViewing));
        await box.DisconnectAsync();
        await box.ConnectAsync();
        var next = await phone.CommandAsync(box.Id, Volume);
        Assert.True(next.Sequence > taken.Sequence);
    }

    /// <summary>The log may have a few pages left that were allocated before.</summary>
    private static async Task RefusedAsync(Func<Task<bool>> isRefused)
    {
        for (var tries = 0; tries < 64; tries++)
        {
            if (await isRefused())
            {
                return;
            }
        }

        Assert.Fail("A full disk took 64 commands.");
    }
}
