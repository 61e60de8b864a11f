using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Sources that fall silent, end or go on otherwise under a picture.</summary>
public sealed class LostPictureTests : IAsyncLifetime
{
    // A box of its own for each: it tries sources last that have failed.
    private readonly Setting _setting = new();

    /// <summary>Seconds: the relay joins at a key frame a second back, these come each second, and reading the screen takes its time.</summary>
    private const double LiveEdge = 4;

    private LoneBox Box => _setting.Box;

    private FaultySource One => _setting.One;

    private FaultySource Two => _setting.Two;

    public ValueTask InitializeAsync() => _setting.InitializeAsync();

    public ValueTask DisposeAsync() => _setting.DisposeAsync();

    /// <summary>
    /// As the status tells it, from the last byte on. The 3 s without progress are counted from one of the player's reports,
    /// of each half a second, which may be one just before that byte.
    /// </summary>
    [Fact]
    public async Task A_source_that_falls_silent_is_said_to_buffer_and_is_replaced_by_the_next_in_time()
    {
        await _setting.WatchAsync("both", "garden.demo");
        var time = TimeProvider.System;
        var asked = One.Requests;
        One.Fault = SourceFault.Silent;

        var buffering = await Box.WaitForStatusAsync(status => status.State != TvState.Playing, "that it buffers");
        var noticedAt = time.GetTimestamp();
        var replacing = await Box.WaitForStatusAsync(status => status.State == TvState.Playing, "that it plays again");
        var (noticed, replaced) = (time.GetElapsedTime(One.SentAt, noticedAt), time.GetElapsedTime(One.SentAt));
        TestContext.Current.TestOutputHelper!.WriteLine($"Noticed after {noticed.TotalSeconds:0.00} s, replaced after {replaced.TotalSeconds:0.0} s.");

        Assert.Equal((TvState.Buffering, PictureHealth.Frozen), (buffering.State, buffering.Media!.Health));
        Assert.Equal("web, 1 of 2", buffering.Media.Source);
        Assert.InRange(noticed, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
        Assert.Equal(PictureHealth.Flowing, replacing.Media!.Health);
        Assert.Equal("web, 2 of 2", replacing.Media.Source);
        Assert.InRange(replaced, TimeSpan.Zero, TimeSpan.FromSeconds(12));
        Assert.Equal(asked + 1, One.Requests);
        await Box.Screen.WaitForMovingClockAsync("harbour.demo");
    }

    /// <summary>As a connection that hangs, of a server that is well: it is opened anew, and where it broke off is long past.</summary>
    [Fact]
    public async Task A_connection_that_hangs_is_replaced_by_a_new_one_at_the_live_edge()
    {
        await _setting.WatchAsync("both", "garden.demo");
        var asked = One.Requests;
        var silent = One.OnAir;
        One.Fault = SourceFault.Stuck;
        await Eventually.TrueAsync(() => One.Requests > asked, "the source is asked again");
        await Eventually.TrueAsync(async () => (await Box.Screen.ReadSourceTimeAsync())?.Second >= silent.TotalSeconds + 3, "a later picture");
        var behind = await BehindAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"Broke off at {silent.TotalSeconds:0.0} s, back at {One.OnAir.TotalSeconds:0.0} s, {behind:0.0} s behind.");
        Assert.InRange(behind, 0, LiveEdge);
        Assert.Equal(asked + 1, One.Requests);
        await Box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media: { Health: PictureHealth.Flowing, Source: "web, 1 of 2" } }, "that it flows");
    }

    /// <summary>How much more, the unit tests follow to the player and to the relay: a machine under load hides it.</summary>
    [Fact]
    public async Task A_source_that_stutters_is_late_and_held_back_longer_at_its_next_opening()
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        One.Fault = SourceFault.Stutters;
        var late = await Box.WaitForStatusAsync(status => status.Media?.Health == PictureHealth.Late, "that it is late");
        Assert.Equal(TvState.Playing, late.State);
        await Box.Agent.WaitForLineAsync(line => line.Contains("came late: its next opening holds 300 ms more back", StringComparison.Ordinal), "that it is held back longer");
        Assert.Equal(asked, One.Requests);
        await _setting.WatchAsync("one", "garden.demo");
    }

    /// <summary>Some pictures come all the time: each time that it is opened it is shown, and stands still again.</summary>
    [Theory]
    [InlineData(SourceFault.Tenth, 30)]
    [InlineData(SourceFault.Trickle, 20)]
    public async Task A_source_that_gives_a_little_of_its_rate_is_replaced_by_the_next(SourceFault fault, int seconds)
    {
        await _setting.WatchAsync("both", "garden.demo");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        One.Fault = fault;

        await Box.Screen.WaitForMovingClockAsync("harbour.demo");
        var replaced = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"Replaced after {replaced.TotalSeconds:0.0} s.");
        Assert.InRange(replaced, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        await Box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it flows");
    }

    /// <summary>Also one that is silent but for a packet a second.</summary>
    [Theory]
    [InlineData(SourceFault.Silent)]
    [InlineData(SourceFault.Trickle)]
    public async Task The_only_source_that_falls_silent_is_said_and_tried_until_it_is_back(SourceFault fault)
    {
        await _setting.WatchAsync("one", "garden.demo");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        One.Fault = fault;

        var error = await Box.WaitForStatusAsync(status => status.State == TvState.Error, "the error");
        Assert.Equal((FailureKind.NoDataTimeout, PictureHealth.Lost), (error.Failure, error.Media!.Health));
        Assert.False(string.IsNullOrWhiteSpace(error.Detail));
        TestContext.Current.TestOutputHelper!.WriteLine($"{time.GetElapsedTime(began).TotalSeconds:0.0} s: {error.Failure}: {error.Detail}");
        await Box.Screen.WaitForTroubleAsync();

        One.Fault = SourceFault.None;
        await Box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.InRange(await BehindAsync(), 0, LiveEdge);
        var back = await Box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
        Assert.Null(back.Failure);
    }

    [Theory]
    [InlineData(TrackKind.Video)]
    [InlineData(TrackKind.Audio)]
    public async Task What_is_switched_off_is_not_lost(TrackKind kind)
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        Assert.Equal(Progress.Done, (await Box.DoAsync(new SelectTrackVerb(kind, null))).Progress);
        await Box.WaitForStatusAsync(
            status => status.Media is { Health: PictureHealth.Flowing } media && media.Tracks.All(track => track.Kind != kind || !track.Selected),
            "that it is off and well");

        // Some pictures have been late for a moment once the sound was off.
        await _setting.StaysWellAsync(TimeSpan.FromSeconds(6), mayBeLate: kind == TrackKind.Audio);
        Assert.Equal(asked, One.Requests);
    }

    [Fact]
    public async Task A_paused_picture_is_not_frozen()
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        Assert.Equal(Progress.Done, (await Box.DoAsync(new PauseVerb())).Progress);

        // Twice as long as a picture may stand that nobody paused.
        await Box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(6));
        var paused = await Box.StatusAsync();
        Assert.Equal((TvState.Paused, PictureHealth.Flowing), (paused.State, paused.Media!.Health));

        Assert.Equal(Progress.Done, (await Box.DoAsync(new ResumeVerb())).Progress);
        await Box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(asked, One.Requests);
    }

    /// <summary>The relay gives a silent source up after 10 s.</summary>
    [Fact]
    public async Task A_source_that_is_lost_under_a_paused_picture_is_opened_again_when_the_picture_goes_on()
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        Assert.Equal(Progress.Done, (await Box.DoAsync(new PauseVerb())).Progress);
        One.Fault = SourceFault.Silent;
        await Box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(13));
        var paused = await Box.StatusAsync();
        Assert.Equal((TvState.Paused, PictureHealth.Flowing), (paused.State, paused.Media!.Health));
        Assert.Equal(asked, One.Requests);

        One.Fault = SourceFault.None;
        Assert.Equal(Progress.Done, (await Box.DoAsync(new ResumeVerb())).Progress);
        await Eventually.TrueAsync(() => One.Requests == asked + 1, "the source is asked again");
        await Box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    [Fact]
    public async Task Live_is_done_when_the_newest_picture_is_on()
    {
        await _setting.WatchAsync("one", "garden.demo");
        Assert.Equal(Progress.Done, (await Box.DoAsync(new PauseVerb())).Progress);
        var paused = await Box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(5));
        Assert.Equal(Progress.Done, (await Box.DoAsync(new SeekToLiveVerb())).Progress);
        var live = await Box.Screen.WaitForChannelAsync("garden.demo", TimeSpan.FromSeconds(1));
        Assert.InRange(live.Second, paused.Second + 4, paused.Second + 15);
        Assert.Equal(TvState.Playing, (await Box.StatusAsync()).State);
    }

    [Fact]
    public async Task Live_that_is_not_there_any_more_fails_as_its_source_does()
    {
        await _setting.WatchAsync("one", "garden.demo");
        await Box.DoAsync(new PauseVerb());
        One.Fault = SourceFault.NotFound;
        One.Close();

        // The relay has noticed by then: a stream that has not ended yet would be joined again.
        await Box.Screen.WaitForStandingClockAsync("garden.demo", TimeSpan.FromSeconds(2));
        var report = await Box.DoAsync(new SeekToLiveVerb());
        Assert.Equal((Progress.Failed, (FailureKind?)FailureKind.SourceUnreachable), (report.Progress, report.Failure));
        Assert.Contains("404", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_ends_is_opened_again()
    {
        await _setting.WatchAsync("both", "garden.demo");
        var asked = One.Requests;
        One.Close();

        await Eventually.TrueAsync(() => One.Requests > asked, "the source is asked again");
        await Box.Screen.WaitForMovingClockAsync("garden.demo");
        await Box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }

    [Fact]
    public async Task A_source_that_ends_again_and_again_is_tried_ever_more_seldom()
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        One.Fault = SourceFault.EndsSoon;

        await Box.WaitForStatusAsync(status => status is { State: TvState.Error, Media.Health: PictureHealth.Lost }, "that it is lost");
        await Box.Screen.WaitForTroubleAsync();
        Assert.InRange(One.Requests - asked, 1, 6);

        One.Fault = SourceFault.None;
        await Box.Screen.WaitForMovingClockAsync("garden.demo");
        await Box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }

    [Fact]
    public async Task Another_size_other_pids_another_sound_and_another_clock_in_mid_stream_are_shown()
    {
        await _setting.WatchAsync("one", "garden.demo");
        var asked = One.Requests;
        (string, TsClip, Predicate<Track>?)[] changes =
        [
            ("harbour.demo", await _setting.Clips.SmallAsync("harbour.demo"), track => track is { Width: 640, Height: 360 }),
            ("news.demo", await _setting.Clips.OtherPidsAsync("news.demo"), null),
            ("garden.demo", await _setting.Clips.SurroundAsync("garden.demo"), null),
            ("harbour.demo", await _setting.Clips.LaterAsync("harbour.demo"), null),
            ("news.demo", await FaultClips.PlainAsync("news.demo"), null),
        ];
        foreach (var (channel, clip, wanted) in changes)
        {
            var began = TimeProvider.System.GetTimestamp();
            One.Clip = clip;
            await Box.Screen.WaitForMovingClockAsync(channel);
            TestContext.Current.TestOutputHelper!.WriteLine($"{channel}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, asked {One.Requests - asked} times");
            if (wanted is not null)
            {
                await Box.WaitForStatusAsync(status => status.Media?.Tracks.Any(track => wanted(track)) == true, $"{channel} is told as it is");
            }

            if (clip != changes[^1].Item2)
            {
                Assert.Equal(asked, One.Requests);
            }
        }

        // The last one's clock is 20 hours before the one before it: LibVLC may be left with pictures that are too late.
        Assert.InRange(One.Requests, asked, asked + 1);

        await Box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "playing");
    }

    [Fact]
    public async Task Radio_is_done_when_it_is_heard()
    {
        await _setting.WatchAsync("two", "harbour.demo");
        One.Clip = await _setting.Clips.RadioAsync("garden.demo");
        await Box.WatchAsync("one");
        await Eventually.TrueAsync(async () => await Box.Screen.ReadSourceTimeAsync() is null, "the radio screen");
        Assert.False(await Box.Screen.ShowsTroubleAsync());
        await _setting.StaysWellAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_still_picture_is_not_frozen()
    {
        await _setting.WatchAsync("two", "harbour.demo");
        var asked = One.Requests;
        One.Clip = await _setting.Clips.StillAsync("garden.demo");
        await Box.WatchAsync("one");
        await Box.Screen.WaitForChannelAsync("garden.demo");
        await _setting.StaysWellAsync(TimeSpan.FromSeconds(8));
        Assert.Equal(asked + 1, One.Requests);
    }

    /// <summary>Seconds from what is on the screen to what is sent.</summary>
    private async Task<double> BehindAsync()
    {
        var shown = await Box.Screen.WaitForChannelAsync("garden.demo");
        return One.OnAir.TotalSeconds - shown.Second;
    }

    private sealed class Setting : IAsyncLifetime
    {
        public LoneBox Box { get; private set; } = null!;

        public FaultySource One { get; private set; } = null!;

        public FaultySource Two { get; private set; } = null!;

        public FaultClips Clips { get; } = new();

        private TsClip Garden { get; set; } = null!;

        private TsClip Harbour { get; set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Garden, Harbour) = (await FaultClips.PlainAsync("garden.demo"), await FaultClips.PlainAsync("harbour.demo"));
            (One, Two) = (new FaultySource(Garden) { RunsOn = true }, new FaultySource(Harbour));
            Box = await LoneBox.StartAsync([("both", One.Address), ("both", Two.Address), ("one", One.Address), ("two", Two.Address)]);
        }

        /// <summary>Everything is well again, and a channel is watched.</summary>
        public async Task WatchAsync(string channel, string shows)
        {
            // What was watched before is kept open for a moment, and would be joined.
            await Box.DoAsync(new StopVerb());
            (One.Fault, One.Clip, Two.Fault, Two.Clip) = (SourceFault.None, Garden, SourceFault.None, Harbour);
            One.Close();
            Two.Close();
            await Box.WatchAsync(channel);
            await Box.Screen.WaitForMovingClockAsync(shows);
        }

        /// <summary>Whatever is on stays on, by the status, for so long.</summary>
        public async Task StaysWellAsync(TimeSpan span, bool mayBeLate = false)
        {
            var time = TimeProvider.System;
            var began = time.GetTimestamp();
            await Eventually.TrueAsync(
                async () =>
                {
                    var status = await Box.StatusAsync();
                    var health = mayBeLate && status.Media?.Health == PictureHealth.Late ? PictureHealth.Flowing : status.Media?.Health;
                    Assert.Equal((TvState.Playing, PictureHealth.Flowing), (status.State, health));
                    return time.GetElapsedTime(began) >= span;
                },
                "the time is over");
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await One.DisposeAsync();
            await Two.DisposeAsync();
            Clips.Dispose();
        }
    }
}
