using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What has a length and can seek.</summary>
public sealed class FilmTests
{
    private const int Middle = 30;
    private const int Near = 3;

    /// <summary>Seconds: so often is a place kept.</summary>
    private const int KeptEvery = 10;

    /// <summary>LibVLC has minutes of a film in its buffers.</summary>
    [Fact]
    public async Task A_film_is_off_when_what_was_wanted_in_its_place_cannot_be_had()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var gone = new FaultySource(await FaultClips.PlainAsync("harbour.demo")) { Fault = SourceFault.NotFound };
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("gone", gone.Address)]);
        await box.WatchAsync("mp4");
        await box.Screen.WaitForChannelAsync("garden.demo");

        Assert.Equal(FailureKind.SourceUnreachable, (await box.SeeItAsync("gone")).Failure);
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is null, "the film is off");
        await Eventually.TrueAsync(async () => (await box.AskPlayerForSessionsAsync()).Count == 0, "nothing plays");
        Assert.Equal(TvState.Error, (await box.StatusAsync()).State);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("hls")]
    public async Task A_film_goes_on_at_the_same_place_when_the_player_was_killed(string kind)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("hls", server.Hls)]);
        var before = await WatchMiddleAsync(box, kind);

        Signals.Send(await box.PlayerAsync(), Signals.Kill);
        await box.WaitForStatusAsync(status => status.PlayerRestarts == 1, "a restart");
        await GoesOnAsync(box, before);
    }

    [Fact]
    public async Task A_film_goes_on_at_the_same_place_when_the_player_was_killed_again_at_once()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4)]);
        var before = await WatchMiddleAsync(box, "mp4");

        Signals.Send(await box.PlayerAsync(), Signals.Kill);
        await box.WaitForStatusAsync(status => status is { PlayerRestarts: 1, State: TvState.Playing }, "that it is back");
        Signals.Send(await box.PlayerAsync(), Signals.Kill);
        await box.WaitForStatusAsync(status => status.PlayerRestarts == 2, "a restart");
        await GoesOnAsync(box, before);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("hls")]
    public async Task A_film_goes_on_at_the_same_place_when_the_agent_was_killed(string kind)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("hls", server.Hls)]);
        var before = await WatchMiddleAsync(box, kind);
        await box.KillAgentAsync();
        await GoesOnAsync(box, before, before.Second - KeptEvery - Near);
        var status = await box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
        Assert.Equal((ViewingOutcome.Interrupted, "the box"), (status.Last?.Outcome, status.RequestedBy));

        // Killed again: what was resumed is resumed.
        await box.KillAgentAsync();
        Assert.InRange((await box.Screen.WaitForChannelAsync("garden.demo")).Second, before.Second - (2 * KeptEvery), int.MaxValue);

        await box.DoAsync(new StopVerb());
        await box.WatchAsync(kind);
        await IsAtAsync(box, 1);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("hls")]
    [InlineData("dash")]
    [InlineData("mp4 by https")]
    [InlineData("dash by https")]
    public async Task The_status_tells_the_place_that_was_sought_also_when_paused(string kind)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var front = new TlsFront(server.Mp4);
        Uri Secure(Uri film) => new(front.Address, film.AbsolutePath);
        await using var box = await LoneBox.StartAsync(
            [
                ("mp4", server.Mp4), ("hls", server.Hls), ("dash", server.Dash),
                ("mp4 by https", Secure(server.Mp4)), ("dash by https", Secure(server.Dash)),
            ],
            authority: front.Authority);
        await WatchMiddleAsync(box, kind);
        await IsAtAsync(box, Middle);

        await box.DoAsync(new SeekVerb(5_000));
        await IsAtAsync(box, 5);
        await box.DoAsync(new PauseVerb());
        await box.DoAsync(new SeekVerb(20_000));
        await IsAtAsync(box, 20);

        // And the picture is the one of that place. Of DASH, LibVLC may leave the one before until it plays.
        if (kind.StartsWith("dash", StringComparison.Ordinal))
        {
            await box.DoAsync(new ResumeVerb());
            await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { Second: >= 19 and <= 23 }, "it plays from second 20");
            return;
        }

        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { Second: >= 19 and <= 21 }, "the picture of second 20");
        Assert.InRange((await box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(1))).Second, 19, 21);
    }

    [Theory]
    [InlineData("mp4")]
    [InlineData("hls")]
    public async Task A_film_is_not_live(string kind)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("hls", server.Hls)]);
        await WatchMiddleAsync(box, kind);
        var report = await box.DoAsync(new SeekToLiveVerb());
        Assert.Equal((Progress.Failed, (FailureKind?)FailureKind.Unsupported), (report.Progress, report.Failure));
        Assert.Contains("is not live", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Radio_in_HLS_is_heard_under_a_screen_that_says_so()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("radio", server.RadioHls)]);
        await box.WatchAsync("mp4");
        await box.DoAsync(new StopVerb());
        var idle = await box.Screen.FingerprintAsync();
        await box.WatchAsync("mp4");
        await box.Screen.WaitForChannelAsync("garden.demo");

        await box.WatchAsync("radio");
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is null, "the picture before it is gone");

        // What does not go on is frozen after 3 s.
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await Eventually.TrueAsync(
            async () =>
            {
                var status = await box.StatusAsync();
                Assert.Equal((TvState.Playing, PictureHealth.Flowing), (status.State, status.Media!.Health));
                return time.GetElapsedTime(began) >= TimeSpan.FromSeconds(5);
            },
            "the time is over");
        Assert.Equal(TrackKind.Audio, Assert.Single((await box.StatusAsync()).Media!.Tracks).Kind);
        var screen = await box.Screen.FingerprintAsync();
        Assert.NotEqual(idle, screen);
        Assert.Equal(screen, await box.Screen.FingerprintAsync());
    }

    private static Task<TvStatus> IsAtAsync(LoneBox box, int second) => box.WaitForStatusAsync(
        status => status.PositionMs >= (second - 2) * 1_000 && status.PositionMs <= (second + 4) * 1_000, $"that it is at second {second}");

    private static async Task<SourceTime> WatchMiddleAsync(LoneBox box, string channel)
    {
        await box.WatchAsync(channel);
        await box.WaitForStatusAsync(status => status.Media is { CanSeek: true, LengthMs: not null }, "that it can seek");
        Assert.Equal(Progress.Done, (await box.DoAsync(new SeekVerb(Middle * 1_000))).Progress);
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { Second: >= Middle + 2 }, "it plays from its middle");
        return await box.Screen.WaitForChannelAsync("garden.demo");
    }

    private static async Task GoesOnAsync(LoneBox box, SourceTime before, int? from = null)
    {
        var after = await box.Screen.WaitForChannelAsync("garden.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"Killed at second {before.Second}, back at second {after.Second}.");
        Assert.InRange(after.Second, from ?? before.Second - Near, before.Second + Near);
        await box.Screen.WaitForMovingClockAsync("garden.demo");
    }
}
