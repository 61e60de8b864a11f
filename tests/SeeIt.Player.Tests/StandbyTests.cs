using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class StandbyTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    [Fact]
    public async Task A_standby_is_unseen_and_unheard_until_it_is_shown_and_then_what_was_on_ends()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();

        await client.Do(new OpenRequest(2, new StreamInput(2), Standby: true));
        await using var blue = await TransportFeed.Start(player, 2, Clips.Blue);
        var ready = await client.Next<StatisticsEvent>(e => e is { Session: 2, DecodedVideo: > 10 });
        Assert.Equal(0, ready.PlayedAudio);
        Assert.True(Screen.Take().IsRed);

        await client.Do(new ShowRequest(2));
        var picture = await client.Next<FirstPictureEvent>();
        Assert.Equal(2, picture.Session);
        var shot = Screen.Take();
        Assert.True(shot.IsBlue, $"{shot.At(100, 100)}");
        await red.Ended.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
        await client.Next<StatisticsEvent>(e => e is { Session: 2, PlayedAudio: > 0 });
        Assert.Equal("Session 1 is not on.", (await client.Call(new StopRequest(1))).Error);
    }

    [Fact]
    public async Task A_standby_without_a_picture_is_heard_when_it_is_shown()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1), Standby: true));
        await using var radio = await TransportFeed.Start(player, 1, Clips.Radio);
        await client.Next<MediaEvent>(media => media.Tracks.Count > 0);
        await client.Do(new ShowRequest(1));
        await client.Next<StatisticsEvent>(e => e is { Session: 1, PlayedAudio: > 0 });
    }

    [Fact]
    public async Task A_standby_that_is_not_ready_is_shown_when_it_is()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1), Standby: true));
        await client.Do(new ShowRequest(1));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>(e => e.Session == 1);
        Assert.True(Screen.Take().IsRed);
    }

    [Fact]
    public async Task Changing_between_standbys_again_and_again_always_shows_the_right_one()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        for (var session = 1; session <= 6; session++)
        {
            var isRed = session % 2 == 1;
            await client.Do(new OpenRequest(session, new StreamInput(session), Standby: true));
            await using var feed = await TransportFeed.Start(player, session, isRed ? Clips.Red : Clips.Blue);
            await client.Next<StatisticsEvent>(e => e.Session == session && e.DecodedVideo > 5);
            await client.Do(new ShowRequest(session));
            await client.Next<FirstPictureEvent>(e => e.Session == session);
            var shot = Screen.Take();
            Assert.True(isRed ? shot.IsRed : shot.IsBlue, $"{session}: {shot.At(100, 100)}");
        }
    }

    [Fact]
    public async Task A_standby_can_be_stopped_and_what_is_on_does_not_notice()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Do(new OpenRequest(2, new StreamInput(2), Standby: true));
        await using var blue = await TransportFeed.Start(player, 2, Clips.Blue);
        await client.Next<StatisticsEvent>(e => e is { Session: 2, DecodedVideo: > 0 });

        await client.Do(new StopRequest(2));
        Assert.Equal("Session 2 is no standby.", (await client.Call(new ShowRequest(2))).Error);
        await client.Next<StatisticsEvent>(e => e.Session == 1);
        Assert.True(Screen.Take().IsRed);
    }

    [Fact]
    public async Task A_standby_whose_stream_ends_is_told_and_the_picture_stays()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Do(new OpenRequest(2, new StreamInput(2), Standby: true));
        using (var socket = await TransportFeed.Connect(player, 2))
        {
            await socket.SendAsync(Enumerable.Repeat((byte)'x', 200_000).ToArray(), TestContext.Current.CancellationToken);
        }

        var failed = await client.Next<FailedEvent>();
        Assert.Equal((2, FailureKind.Unsupported), (failed.Session, failed.Failure));
        Assert.True(Screen.Take().IsRed);
    }

    [Fact]
    public async Task What_LibVLC_says_of_one_session_is_not_told_of_another()
    {
        // Nobody listens there.
        var proxy = $"http://127.0.0.1:{TestKit.FreePort.Next()}";
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy));
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        using var stream = await TransportFeed.Connect(player, 1);
        await client.Do(new OpenRequest(2, new ProxyInput("http://1.relay.invalid/a/film.mp4", proxy), Standby: true));
        var absent = await client.Next<FailedEvent>();
        Assert.Equal((2, FailureKind.SourceUnreachable), (absent.Session, absent.Failure));
        Assert.Contains("unable to open the MRL", absent.Detail, StringComparison.Ordinal);

        await stream.SendAsync(Enumerable.Repeat((byte)'x', 200_000).ToArray(), TestContext.Current.CancellationToken);
        stream.Close();
        var rubbish = await client.Next<FailedEvent>();
        Assert.Equal((1, FailureKind.Unsupported), (rubbish.Session, rubbish.Failure));
        Assert.DoesNotContain("MRL", rubbish.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("onnect", rubbish.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_three_are_refused()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        for (var session = 1; session <= 3; session++)
        {
            await client.Do(new OpenRequest(session, new StreamInput(session), Standby: true));
        }

        Assert.Equal("3 standbys are open, which is the most.", (await client.Call(new OpenRequest(4, new StreamInput(4), Standby: true))).Error);
        await client.Do(new StopRequest(2));
        await client.Do(new OpenRequest(5, new StreamInput(5), Standby: true));
    }
}
