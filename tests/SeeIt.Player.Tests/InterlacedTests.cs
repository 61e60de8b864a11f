using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class InterlacedTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    /// <summary>The frames are the same: it is the mark that tells whether to take them apart.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_marked_as_interlaced_is_deinterlaced_and_nothing_else(bool isMarked)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeInterlaced(isMarked));
        await client.Next<StatisticsEvent>(e => e.DisplayedPictures > 25);
        for (var shot = 0; shot < 3; shot++)
        {
            Assert.Equal(!isMarked, Screen.Take().IsCombed);
        }
    }
}
