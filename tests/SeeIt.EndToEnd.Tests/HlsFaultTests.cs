using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>HLS, which LibVLC fetches itself: a request that is never answered must not hang what is on.</summary>
public sealed class HlsFaultTests(Broadcaster broadcaster) : IClassFixture<Broadcaster>
{
    /// <summary>Seconds: a segment has two, and LibVLC begins with one of the last.</summary>
    private const double EdgeSpread = 4;

    [Fact]
    public async Task A_segment_that_is_never_answered_is_noticed_and_another_channel_can_be_seen()
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address), ("news", broadcaster.Channel(3))]);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        hls.Fault = HlsFault.Hangs;

        await box.WaitForStatusAsync(status => status.Media?.Health is PictureHealth.Frozen or PictureHealth.Lost, "frozen");
        TestContext.Current.TestOutputHelper!.WriteLine($"Noticed after {time.GetElapsedTime(began).TotalSeconds:0.0} s, {hls.Hit} segments hang.");
        began = time.GetTimestamp();
        await box.WatchAsync("news");
        await box.Screen.WaitForMovingClockAsync("news.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"Another channel after {time.GetElapsedTime(began).TotalSeconds:0.0} s.");

        hls.Fault = HlsFault.None;
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"The player was started again {(await box.StatusAsync()).PlayerRestarts} times.");
    }

    [Fact]
    public async Task A_segment_that_is_never_answered_is_shown_again_when_the_next_are()
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        await box.WatchAsync("garden");
        var before = await LagAsync(box);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        hls.Fault = HlsFault.Hangs;
        await box.WaitForStatusAsync(status => status.State == TvState.Error, "the error");
        await box.Screen.WaitForTroubleAsync();
        var hung = time.GetElapsedTime(began).TotalSeconds;
        hls.Fault = HlsFault.None;
        await box.Screen.WaitForMovingClockAsync("garden.demo");

        // At the live edge again, or nearer to it than before, and not where it broke off.
        var more = Math.IEEERemainder(await LagAsync(box) - before, TestClips.DefaultSeconds);
        TestContext.Current.TestOutputHelper!.WriteLine($"After {hung:0.0} s {more:0.0} s further behind than before.");
        Assert.InRange(hung, 2 * EdgeSpread, TestClips.DefaultSeconds - (2 * EdgeSpread));
        Assert.InRange(more, -2 * EdgeSpread, EdgeSpread);
        await box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }

    /// <summary>Each variant is another picture here, so that the change is seen.</summary>
    [Fact]
    public async Task Another_variant_is_taken_in_mid_stream_and_the_picture_goes_on()
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1), broadcaster.Hls(2));
        await using var box = await LoneBox.StartAsync([("two", hls.Master)]);
        await box.WatchAsync("two");
        await box.Screen.WaitForMovingClockAsync("harbour.demo", TimeSpan.FromSeconds(60));
        hls.Fault = HlsFault.Slow;
        await box.Screen.WaitForMovingClockAsync("garden.demo", TimeSpan.FromSeconds(150));
        await box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }

    /// <summary>
    /// Another clip of another clock, as where an advertisement is put in. LibVLC plays over one that begins anew; over one that
    /// is 20 hours on it stands still, and is opened again.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_discontinuity_is_got_over(bool isLater)
    {
        using var clips = new FaultClips();
        await using var hls = new FaultyHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        await using var other = await (isLater ? Broadcaster.StartAsync(await clips.WithLaterAsync("news.demo"), tuners: 1) : Broadcaster.StartAsync());
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        hls.Then = other.Hls(3);
        var time = TimeProvider.System;
        var last = time.GetTimestamp();
        await Eventually.TrueAsync(
            async () =>
            {
                var shown = await box.Screen.ReadSourceTimeAsync();
                last = shown?.Channel == "garden.demo" ? time.GetTimestamp() : last;
                return shown?.Channel == "news.demo";
            },
            "the other clip");
        var between = time.GetElapsedTime(last);
        TestContext.Current.TestOutputHelper!.WriteLine($"{between.TotalSeconds:0.0} s between the clips.");
        Assert.InRange(between, TimeSpan.Zero, TimeSpan.FromSeconds(isLater ? 12 : 3));
        await box.Screen.WaitForMovingClockAsync("news.demo");
        await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it flows");
        Assert.True(isLater || !box.Agent.Output.Contains("the picture was lost", StringComparison.Ordinal), box.Agent.Output);
    }

    /// <summary>Of a channel whose last 36 s are in its playlist: LibVLC begins 15 s behind, and then 21 s, which are three segments more.</summary>
    [Fact]
    public async Task Live_hls_that_comes_late_begins_further_behind_live_at_its_next_opening()
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1)) { Earlier = 12 };
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        var before = await BeginAsync();
        var status = await box.WaitForStatusAsync(status => status.Media?.Tracks.Count > 0, "what it is");
        Assert.Equal((false, null), (status.Media!.CanSeek, status.Media.LengthMs));
        hls.Fault = HlsFault.Late;
        await box.Agent.WaitForLineAsync(
            line => line.Contains("came late: its next opening begins 21 s behind live", StringComparison.Ordinal), "that it comes late");
        hls.Fault = HlsFault.None;
        Assert.Equal(Progress.Done, (await box.DoAsync(new StopVerb())).Progress);
        var after = await BeginAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"Begins {before} segments behind the newest, and {after} once it was late.");
        Assert.InRange(after - before, 2, 4);
        await box.Screen.WaitForMovingClockAsync("garden.demo");

        async Task<long> BeginAsync()
        {
            var asked = hls.Behind.Count;
            await box.WatchAsync("garden");

            // The one before may have asked for another when it was stopped: what is behind furthest is where this one begins.
            return hls.Behind.Skip(asked).Max();
        }
    }

    [Fact]
    public async Task A_live_playlist_that_ends_ends_the_show()
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1));
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        await box.WatchAsync("garden");
        hls.Fault = HlsFault.Ended;
        await box.WaitForStatusAsync(status => status.State == TvState.Idle, "the end", TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(HlsFault.RedirectsInside, FailureKind.SourceForbidden, "169.254.169.254")]
    [InlineData(HlsFault.Forbidden, FailureKind.SourceUnreachable, "HTTP 403")]
    [InlineData(HlsFault.RedirectLoop, FailureKind.SourceUnreachable, "redirects")]
    [InlineData(HlsFault.Trickle, FailureKind.NoDataTimeout, "showed no picture")]
    [InlineData(HlsFault.Hangs, FailureKind.NoDataTimeout, "showed no picture")]
    public async Task Segments_that_cannot_be_had_fail_by_their_cause_and_in_time(HlsFault fault, FailureKind kind, string cause)
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1)) { Fault = fault };
        await using var box = await LoneBox.StartAsync([("garden", hls.Address)]);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var report = await box.SeeItAsync("garden");
        var elapsed = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"{elapsed.TotalSeconds:0.0} s: {report.Progress} {report.Failure}: {report.Detail}");
        Assert.Equal(Progress.Failed, report.Progress);
        Assert.Equal(kind, report.Failure);
        Assert.Contains(cause, report.Detail, StringComparison.Ordinal);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(hls.Hit > 0);
    }

    /// <summary>By https too: that is the relay's, and nothing of what goes wrong is hidden in it.</summary>
    [Theory]
    [InlineData(HlsFault.RedirectsInside, FailureKind.SourceForbidden, false)]
    [InlineData(HlsFault.Forbidden, FailureKind.SourceUnreachable, false)]
    [InlineData(HlsFault.Forbidden, FailureKind.SourceUnreachable, true)]
    [InlineData(HlsFault.Trickle, FailureKind.NoDataTimeout, false)]
    public async Task Segments_that_fail_in_mid_stream_are_told_by_their_cause_and_the_picture_comes_back(HlsFault fault, FailureKind kind, bool https)
    {
        await using var hls = new FaultyHls(broadcaster.Hls(1));
        await using var front = new TlsFront(hls.Address);
        await using var box = await LoneBox.StartAsync([("garden", https ? front.Address : hls.Address)], authority: front.Authority);
        await box.WatchAsync("garden");
        hls.Fault = fault;
        var lost = await box.WaitForStatusAsync(status => status.State == TvState.Error, "the error", TimeSpan.FromSeconds(60));
        TestContext.Current.TestOutputHelper!.WriteLine($"{lost.Failure}: {lost.Detail}");
        Assert.True(lost.Failure == kind, $"{lost.Failure}: {lost.Detail}");
        hls.Fault = HlsFault.None;
        await box.Screen.WaitForMovingClockAsync("garden.demo", TimeSpan.FromSeconds(60));
    }

    /// <summary>Seconds from the picture to the clock on the wall, and some constant.</summary>
    private static async Task<double> LagAsync(LoneBox box)
    {
        var shown = await box.Screen.WaitForMovingClockAsync("garden.demo");
        return (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - shown.Second;
    }
}
