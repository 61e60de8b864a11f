using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A multicast channel of which some datagrams do not arrive.</summary>
public sealed class LostDatagramTests
{
    private static readonly TimeSpan Fault = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_channel_that_loses_datagrams_goes_on_and_is_well_when_it_loses_none_any_more()
    {
        await using var channel = new UdpChannel(await FaultClips.PlainAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", channel.Address)]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var (agent, player) = (box.Agent.Id, await box.PlayerAsync());

        channel.LoseEvery = 50;
        var seconds = await SecondsShownAsync(box, Fault);
        channel.LoseEvery = 0;
        TestContext.Current.TestOutputHelper!.WriteLine($"{channel.Lost} datagrams were lost; the clock showed {string.Join(' ', seconds)}.");
        Assert.InRange(channel.Lost, 3, 50);

        // A key frame that is hurt spoils its second.
        Assert.True(seconds.Count >= 5, $"{seconds.Count} seconds were shown.");

        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var status = await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it flows");
        Assert.Equal(0, status.PlayerRestarts);
        Assert.Equal((agent, player), (box.Agent.Id, await box.PlayerAsync()));
        Assert.False(box.Agent.HasExited);
        Assert.Equal(1, Opened(box));
    }

    /// <summary>The seconds that the picture's clock shows meanwhile, while the status says that it plays.</summary>
    private static async Task<IReadOnlyList<int>> SecondsShownAsync(LoneBox box, TimeSpan span)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var seconds = new List<int>();
        while (time.GetElapsedTime(began) < span)
        {
            var status = await box.StatusAsync();
            Assert.Equal(TvState.Playing, status.State);
            Assert.True(status.Media!.Health is PictureHealth.Flowing or PictureHealth.Late, $"{status.Media.Health}");
            if (await box.Screen.ReadSourceTimeAsync() is { Second: var second } && !seconds.Contains(second))
            {
                seconds.Add(second);
            }
        }

        return seconds;
    }

    /// <summary>How often the player was asked to open something.</summary>
    private static int Opened(LoneBox box) => box.Agent.Lines.Count(line => line.Contains("is asked to open session", StringComparison.Ordinal));
}
