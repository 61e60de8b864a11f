using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

/// <summary>What the player tells of its way to a first picture, for traces.</summary>
public sealed class StepTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task An_opening_with_a_trace_is_told_in_steps_and_one_without_is_not()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>(picture => picture.Session == 1);

        await client.Do(new OpenRequest(2, new StreamInput(2), Trace: Trace));
        await using var blue = await TransportFeed.Start(player, 2, Clips.Blue);
        List<StepEvent> steps = [];
        while (steps is not [.., { Step: PlayerStep.Picture }])
        {
            steps.Add(await client.Next<StepEvent>());
        }

        var picture = await client.Next<FirstPictureEvent>();
        Assert.Equal([PlayerStep.Open, PlayerStep.Buffer, PlayerStep.Picture], steps.Select(step => step.Step));
        Assert.All(steps, step =>
        {
            Assert.Equal(2, step.Session);
            Assert.InRange(step.EndedMs, 0, step.BeganMs);
        });

        // Together they are the way to the picture.
        Assert.InRange(steps.Sum(step => step.BeganMs - step.EndedMs), picture.ElapsedMs - 2, picture.ElapsedMs + 2);
    }

    [Fact]
    public async Task A_standby_that_is_shown_with_a_trace_is_told_in_steps()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1), Standby: true));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<StatisticsEvent>(statistics => statistics.DecodedVideo > 10);
        await client.Do(new ShowRequest(1, Trace));
        Assert.Equal(PlayerStep.Show, (await client.Next<StepEvent>()).Step);
        Assert.Equal(PlayerStep.Picture, (await client.Next<StepEvent>()).Step);
    }

    [Fact]
    public async Task A_trace_that_is_none_is_refused()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        Assert.StartsWith("trace must be a traceparent", (await client.Call(new OpenRequest(1, new StreamInput(1), Trace: "x"))).Error, StringComparison.Ordinal);
        Assert.StartsWith("trace must be a traceparent", (await client.Call(new ShowRequest(1, Trace + "x"))).Error, StringComparison.Ordinal);
    }
}
