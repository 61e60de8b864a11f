using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>The disk of the box, and that of the hub.</summary>
public sealed class FullDiskTests
{
    private static readonly SeeItVerb Garden = new(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything"));

    [Fact]
    public async Task On_a_full_disk_the_picture_stays_and_with_room_all_is_as_before()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can mount a small disk.");
        using var disk = new SmallDisk(megabytes: 48);
        var (home, phone) = await Home.StartPairedAsync(new HomeOptions { StateFolder = Path.Combine(disk.Path, "state") });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);

        disk.Fill();
        await phone.TrySendAsync(new SetVolumeVerb(11));
        await phone.TrySendAsync(new SetVolumeVerb(12));
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(Contracts.Api.Presence.Online, (await phone.TvAsync()).Presence);

        disk.Free();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(13))).Progress);
        Assert.Equal(Progress.Done, (await phone.DoAsync(new StopVerb())).Progress);
        var viewing = Assert.Single(await Eventually.GetAsync(async () => await phone.ViewingsAsync() is { Count: > 0 } told ? told : null, "what was watched"));
        Assert.Equal("garden.demo", viewing.ChannelId);
    }

    [Fact]
    public async Task What_a_hub_cannot_store_waits_on_the_box_and_the_link_stands()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can mount a small disk.");
        using var disk = new SmallDisk(megabytes: 48);
        var (home, phone) = await Home.StartPairedAsync(new HomeOptions { HasFaultyLink = true, HubFolder = Path.Combine(disk.Path, "hub") });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);

        var links = home.Link.Connections;
        disk.Fill();
        var (code, output) = await home.RunAgentAsync("stop");
        Assert.True(code == 0, output);
        await home.Agent!.WaitForLineAsync(line => line.Contains("The hub refuses what it is told", StringComparison.Ordinal), "that the hub cannot store it");
        Assert.Empty(await phone.ViewingsAsync());

        disk.Free();
        Assert.Equal("garden.demo", Assert.Single(await Eventually.GetAsync(
            async () => await phone.ViewingsAsync() is { Count: > 0 } told ? told : null, "what was watched")).ChannelId);
        Assert.Equal(links, home.Link.Connections);
    }
}
