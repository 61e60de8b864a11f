using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

public sealed class BoxDiskTests
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
}
