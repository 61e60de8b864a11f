using System.Net.Sockets;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class StreamTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private const string NoPictureYet = "There is no picture yet.";

    [Fact]
    public async Task A_stream_is_shown_and_its_first_picture_told_when_it_is_there()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(11)));
        await using var feed = await TransportFeed.Start(player, 11, Clips.Red);

        var picture = await client.Next<FirstPictureEvent>();
        Assert.True(Screen.Take().IsRed);
        Assert.Equal(1, picture.Session);
        Assert.InRange(picture.ElapsedMs, 1, 30_000);
        var statistics = await client.Next<StatisticsEvent>(e => e is { DisplayedPictures: > 10, PlayedAudio: > 0 });
        Assert.True(statistics.ReadBytes > 0 && statistics.DecodedVideo > 0 && statistics.TimeMs > 0);
        Assert.DoesNotContain(client.Drain(), e => e is FirstPictureEvent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task Of_several_programs_the_one_that_is_asked_for_is_shown_and_else_the_first(int? program)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1, program)));
        await using var feed = await TransportFeed.Start(
            player, 1, Clips.MakeBoth(), muxing: "-program program_num=1:st=0:st=1 -program program_num=2:st=2:st=3");
        await client.Next<FirstPictureEvent>();
        var shot = Screen.Take();
        Assert.Equal((program is null, program == 2), (shot.IsRed, shot.IsBlue));
    }

    [Fact]
    public async Task Another_stream_takes_its_place_without_a_stop()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var red = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();

        await using var blue = await TransportFeed.Start(player, 2, Clips.Blue);
        await client.Do(new OpenRequest(2, new StreamInput(2)));
        await client.Next<FirstPictureEvent>(e => e.Session == 2);
        var shot = Screen.Take();
        Assert.True(shot.IsBlue, $"{shot.At(100, 100)}");
        await red.Ended.WaitAsync(PlayerProcess.Patience, TestContext.Current.CancellationToken);
        Assert.All(client.Drain(), e => Assert.Equal(2, e.Session));
    }

    [Fact]
    public async Task Pause_freezes_picture_and_time_and_resume_goes_on()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        Assert.Equal("Session 1 is not on.", (await client.Call(new SetPausedRequest(1, true))).Error);
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        Assert.StartsWith("It cannot be paused", (await client.Call(new SetPausedRequest(1, true))).Error, StringComparison.Ordinal);
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<StatisticsEvent>(e => e.DisplayedPictures > 10);

        await client.Do(new SetPausedRequest(1, true));
        await client.Next<StateEvent>(e => e.State == PlayerState.Paused);
        var statistics = await client.Next<StatisticsEvent>();
        var still = Screen.Take();
        await client.Next<StatisticsEvent>();
        var later = await client.Next<StatisticsEvent>();
        Assert.True(still.Same(Screen.Take()));
        Assert.Equal(statistics.TimeMs, later.TimeMs);

        await client.Do(new SetPausedRequest(1, false));
        await client.Next<StateEvent>(e => e.State == PlayerState.Playing);
        await EventuallyOnScreen(shot => shot.IsRed && !shot.Same(still), "the picture moves again");
    }

    /// <summary>A recording is written as fast as it is read. It is also opened anew under a pause: LibVLC must not lose its place by it.</summary>
    [Fact]
    public async Task A_recording_is_read_as_it_is_shown_and_no_further_while_it_is_paused()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1, IsStored: true)));
        using var socket = await TransportFeed.Connect(player, 1);
        var sending = SendAllAsync(socket, Clips.MakeLong());
        await PauseAsSoonAsItMayAsync(client);
        await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>();
        Assert.False(sending.IsCompleted);

        await client.Do(new SetPausedRequest(1, false));
        await client.Next<StateEvent>(e => e.State == PlayerState.Playing);
        await MovesOnAsync();
        for (var report = 0; report < 6; report++)
        {
            await client.Next<StatisticsEvent>();
        }

        await MovesOnAsync();
        Assert.DoesNotContain(client.Drain(), e => e is EndedEvent or FailedEvent);
        Assert.False(sending.IsCompleted);
        await client.Do(new StopRequest(1));
        await Assert.ThrowsAsync<SocketException>(() => sending);
    }

    [Fact]
    public async Task What_airs_can_be_paused_before_its_first_picture()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await PauseAsSoonAsItMayAsync(client);
        await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>();
        await client.Do(new SetPausedRequest(1, false));
        await client.Next<StateEvent>(e => e.State == PlayerState.Playing);
        await MovesOnAsync();
    }

    [Fact]
    public async Task Stop_takes_the_picture_away_at_once_though_a_read_is_blocked()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        using var silent = await TransportFeed.Connect(player, 1);
        await client.Do(new StopRequest(1));
        await client.Next<StateEvent>(e => e is { Session: 1, State: PlayerState.Stopped });

        await client.Do(new OpenRequest(2, new StreamInput(2)));
        await using var feed = await TransportFeed.Start(player, 2, Clips.Red);
        await client.Next<FirstPictureEvent>(e => e.Session == 2);
        await client.Do(new StopRequest(2));
        await EventuallyOnScreen(shot => shot.IsScreen, "the screen is back");
        Assert.Equal("Session 2 is not on.", (await client.Call(new StopRequest(2))).Error);
        Assert.False(player.HasExited);
    }

    [Fact]
    public async Task A_black_picture_is_a_picture_too_and_is_told_to_be_black()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Black);
        await client.Next<FirstPictureEvent>();
        Assert.True(Screen.Take().IsBlack);
        await client.Next<StatisticsEvent>(e => e.IsBlack);

        await client.Do(new OpenRequest(2, new StreamInput(2)));
        await using var red = await TransportFeed.Start(player, 2, Clips.Red);
        await client.Next<FirstPictureEvent>(e => e.Session == 2);
        await client.Next<StatisticsEvent>(e => e is { Session: 2, IsBlack: false, DisplayedPictures: > 25 });
    }

    [Fact]
    public async Task The_end_of_a_stream_is_told_and_the_screen_comes_back()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(7, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red, endless: false);
        Assert.Equal(7, (await client.Next<EndedEvent>()).Session);
        await EventuallyOnScreen(shot => shot.IsScreen, "the screen is back");
    }

    [Fact]
    public async Task A_media_connection_that_does_not_come_is_a_failure()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(99)));
        var failed = await client.Next<FailedEvent>();
        Assert.Equal((1, FailureKind.NoDataTimeout), (failed.Session, failed.Failure));
        Assert.Contains("did not come", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_transport_stream_is_unsupported()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        using (var socket = await TransportFeed.Connect(player, 1))
        {
            await socket.SendAsync(Enumerable.Repeat((byte)'x', 200_000).ToArray(), TestContext.Current.CancellationToken);
        }

        var failed = await client.Next<FailedEvent>();
        Assert.Equal(FailureKind.Unsupported, failed.Failure);
        Assert.NotEmpty(failed.Detail);
    }

    [Fact]
    public async Task A_snapshot_is_a_png_of_the_picture()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        Assert.Equal(NoPictureYet, (await client.Call(new SnapshotRequest(1, 64))).Error);
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();

        // LibVLC takes the next picture, and just after the first one there may be none for longer than it waits.
        var image = await TestKit.Eventually.GetAsync(
            async () =>
            {
                var reply = await client.Call(new SnapshotRequest(1, 64));
                Assert.True(reply.Error is null or NoPictureYet, reply.Error);
                return reply.Image;
            },
            "a snapshot");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], image[..4]);
        Assert.Equal([0, 0, 0, 64, 0, 0, 0, 36], image[16..24]);
    }

    [Theory]
    [InlineData("-tables_version 5")]
    [InlineData("-tables_version 5 -mpegts_start_pid 0x300")]
    [InlineData("-tables_version 5 -mpegts_start_pid 0x300 -mpegts_pmt_start_pid 0x1200 -mpegts_service_id 7")]
    public async Task Sound_that_becomes_surround_in_mid_stream_is_told_with_its_channels_and_heard(string muxing)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        var surround = Clips.MakeSurround();
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<MediaEvent>(e => Sounds(e) is [{ Codec: "mp4a", Channels: > 0 }]);
        feed.Change(surround, muxing);
        var media = await client.Next<MediaEvent>(e => Sounds(e) is [{ Channels: 6 }]);
        Assert.Equal("a52", Sounds(media)[0].Codec);

        // More than what waited of the sound before.
        var told = await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>(e => e.TimeMs > told.TimeMs + 2_000);
        var later = await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>(e => e.PlayedAudio > later.PlayedAudio);
    }

    private static List<Track> Sounds(MediaEvent media) => [.. media.Tracks.Where(track => track is { Kind: TrackKind.Audio })];

    private static async Task PauseAsSoonAsItMayAsync(PlayerClient client)
    {
        while ((await client.Call(new SetPausedRequest(1, true))).Error is not null)
        {
            // It is not open yet.
        }

        await client.Next<StateEvent>(e => e.State == PlayerState.Paused);
    }

    private async Task MovesOnAsync()
    {
        var still = Screen.Take();
        await EventuallyOnScreen(shot => shot.IsRed && !shot.Same(still), "the picture moves");
    }

    private static async Task SendAllAsync(Socket socket, string file)
    {
        await socket.SendAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        socket.Shutdown(SocketShutdown.Send);
    }
}
