using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

/// <summary>What a person does to what is on.</summary>
public sealed class ControlsTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    [Fact]
    public async Task Seeking_goes_to_the_place_and_back()
    {
        var (player, client, proxy) = await PlayRecorded();
        await using var _ = player;
        await using var __ = client;
        await using var ___ = proxy;
        var media = await client.Next<MediaEvent>(e => e is { CanSeek: true, LengthMs: not null });
        Assert.InRange(media.LengthMs!.Value, 29_000, 31_000);
        await client.Do(new SeekRequest(1, 20_000));
        await client.Next<StatisticsEvent>(e => e.TimeMs is >= 20_000 and < 24_000);
        await client.Do(new SeekRequest(1, 5_000));
        await client.Next<StatisticsEvent>(e => e.TimeMs is >= 5_000 and < 9_000);
    }

    [Fact]
    public async Task What_is_recorded_begins_where_it_is_asked_to()
    {
        var (player, client, proxy) = await PlayRecorded(startMs: 10_000);
        await using var _ = player;
        await using var __ = client;
        await using var ___ = proxy;
        // LibVLC takes the start by the segments' own time stamps, which ffmpeg lets begin at 1.4 s.
        Assert.InRange((await client.Next<StatisticsEvent>(e => e.DisplayedPictures > 2)).TimeMs, 8_000, 20_000);
    }

    [Fact]
    public async Task Slow_motion_makes_media_time_slow()
    {
        var (player, client, proxy) = await PlayRecorded();
        await using var _ = player;
        await using var __ = client;
        await using var ___ = proxy;
        await client.Next<MediaEvent>(e => e.CanSeek);
        await client.Do(new SetRateRequest(1, 0.25));
        await client.Next<StatisticsEvent>();
        var first = await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>();
        await client.Next<StatisticsEvent>();
        var last = await client.Next<StatisticsEvent>();

        // Three reports are one and a half seconds: at this rate under half a second of media.
        Assert.InRange(last.TimeMs - first.TimeMs, 1, 1_000);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Faster_than_normal_makes_media_time_run(double rate)
    {
        var (player, client, proxy) = await PlayRecorded();
        await using var _ = player;
        await using var __ = client;
        await using var ___ = proxy;
        await client.Next<MediaEvent>(e => e.CanSeek);
        await client.Do(new SetRateRequest(1, rate));
        await client.Next<StatisticsEvent>();
        var time = TimeProvider.System;
        var first = await client.Next<StatisticsEvent>();
        var began = time.GetTimestamp();
        var last = await client.Next<StatisticsEvent>(e => e.TimeMs >= first.TimeMs + (3_000 * rate));
        Assert.InRange((last.TimeMs - first.TimeMs) / time.GetElapsedTime(began).TotalMilliseconds, 0.7 * rate, 1.3 * rate);
        Assert.True(last.DecodedVideo > first.DecodedVideo);
    }

    [Fact]
    public async Task Live_media_neither_seeks_nor_changes_its_speed()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        Assert.StartsWith("It cannot seek", (await client.Call(new SeekRequest(1, 1_000))).Error, StringComparison.Ordinal);
        Assert.StartsWith("It has one speed", (await client.Call(new SetRateRequest(1, 2))).Error, StringComparison.Ordinal);
        Assert.Equal("rate is 9; it must be 0.25 to 4.", (await client.Call(new SetRateRequest(1, 9))).Error);
    }

    [Fact]
    public async Task The_dearest_language_is_taken_and_another_can_be_chosen()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { AudioLanguages = ["cy", "en"] }));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.TwoLanguages);
        var media = await client.Next<MediaEvent>(e => Heard(e) is not null && e.Tracks is [{ Width: not null }, _, _]);
        Assert.Equal(["deu", "eng"], media.Tracks.Where(track => track.Kind == TrackKind.Audio).Select(track => track.Language));
        Assert.Equal("eng", Heard(media));
        Assert.Equal((640, 360), media.Tracks.Where(track => track.Kind == TrackKind.Video).Select(track => (track.Width, track.Height)).Single());

        await client.Do(new SelectTrackRequest(1, TrackKind.Audio, media.Tracks.First(track => track.Language == "deu").Id));
        await client.Next<MediaEvent>(e => Heard(e) == "deu");
        await client.Do(new SelectTrackRequest(1, TrackKind.Audio, null));
        await client.Next<MediaEvent>(e => Heard(e) is null);
        Assert.Equal("It has no track 999 of the kind Audio.", (await client.Call(new SelectTrackRequest(1, TrackKind.Audio, 999))).Error);
    }

    [Fact]
    public async Task A_standby_that_is_shown_takes_the_dearest_language_too()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { AudioLanguages = ["en"] }));
        await client.Do(new OpenRequest(1, new StreamInput(1), Standby: true));
        await using var feed = await TransportFeed.Start(player, 1, Clips.TwoLanguages);
        await client.Next<StatisticsEvent>(e => e.DecodedVideo > 5);
        await client.Do(new ShowRequest(1));
        await client.Next<MediaEvent>(e => Heard(e) == "eng");
    }

    [Theory]
    [InlineData("english", null, null, "the language is english")]
    [InlineData(null, "16x9", null, "the ratio is 16x9")]
    [InlineData(null, null, "4:3,:sout=file", "the ratio is 4:3,:sout=file")]
    public async Task Preferences_that_are_none_are_refused_by_name(string? language, string? aspect, string? crop, string error)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        var reply = await client.Call(new SetPreferencesRequest(new PlaybackPreferences
        {
            AudioLanguages = language is null ? [] : [language], AspectRatio = aspect, Crop = crop,
        }));
        Assert.StartsWith(error, reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_has_the_wanted_shape()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { AspectRatio = "1:1", Deinterlacing = Deinterlacing.Always }));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await EventuallyOnScreen(shot => shot.At(10, 360) is { Red: 0 } && shot.At(400, 100) is { Red: > 200 }, "a square with black beside it");
    }

    [Fact]
    public async Task What_is_beyond_the_wanted_shape_is_cut_off_and_comes_back()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Sides);
        await client.Next<FirstPictureEvent>();
        await EventuallyOnScreen(shot => shot.At(10, 360) is { Blue: > 200 } && shot.At(1_270, 360) is { Blue: > 200 }, "blue at both sides");

        // Only squeezed to 4:3, it would still have its blue sides, 120 pixels each.
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { Crop = "4:3" }));
        await EventuallyOnScreen(
            shot => shot.At(10, 360) is { Red: < 10, Blue: < 10 } && shot.At(1_270, 360) is { Red: < 10, Blue: < 10 }
                && shot.At(170, 360) is { Red: > 200, Blue: < 60 } && shot.At(1_110, 360) is { Red: > 200, Blue: < 60 },
            "the red middle, with black beside it");

        await client.Do(new SetPreferencesRequest(new PlaybackPreferences()));
        await EventuallyOnScreen(shot => shot.At(10, 360) is { Blue: > 200 }, "blue again");
    }

    [Fact]
    public async Task An_overlay_lies_over_the_picture_and_goes_by_itself()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Do(new ShowOverlayRequest(new Overlay("Ada asks for\nHarbour One", null, OverlayPlace.TopLeft, DurationMs: 1_500)));
        await EventuallyOnScreen(shot => !shot.IsRed && shot.At(1_000, 600) is { Red: > 200 }, "the overlay is there, over the picture");
        await EventuallyOnScreen(shot => shot.IsRed, "and goes");

        var picture = (await client.Call(new SnapshotRequest(1, 200))).Image;
        await client.Do(new ShowOverlayRequest(new Overlay(null, picture, OverlayPlace.BottomRight)));
        await EventuallyOnScreen(shot => shot.At(1_208, 676) is { Red: < 60 }, "the panel of a picture");
        await client.Do(new ShowOverlayRequest(null));
        await EventuallyOnScreen(shot => shot.At(1_208, 676) is { Red: > 200 }, "taken away");
    }

    [Fact]
    public async Task A_volume_that_fades_is_answered_at_once_and_the_player_goes_on()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Do(new SetVolumeRequest(0, FadeMs: 500));
        await client.Do(new SetVolumeRequest(80, FadeMs: 500));
        await client.Next<StatisticsEvent>(e => e.PlayedAudio > 0);
        Assert.Equal("fadeMs is 9999; it must be 0 to 5000.", (await client.Call(new SetVolumeRequest(1, 9_999))).Error);
    }

    [Fact]
    public async Task An_adapter_that_is_not_there_is_a_failure_and_another_kind_of_address_is_refused()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        Assert.StartsWith("mrl must be one of dvb, dvb-t", (await client.Call(new OpenRequest(1, new TunerInput("file:///etc/passwd", null)))).Error, StringComparison.Ordinal);
        await client.Do(new OpenRequest(2, new TunerInput("dvb-t://frequency=474000000:bandwidth=8", 4_097)));
        var failed = await client.Next<FailedEvent>();
        Assert.Equal((2, FailureKind.TuningFailed), (failed.Session, failed.Failure));
        Assert.Contains("cannot access", failed.Detail, StringComparison.Ordinal);
    }

    private static string? Heard(MediaEvent media) => media.Tracks.FirstOrDefault(track => track is { Kind: TrackKind.Audio, Selected: true })?.Language;

    /// <summary>Half a minute by HLS that is complete.</summary>
    private async Task<(PlayerProcess Player, PlayerClient Client, OriginProxy Proxy)> PlayRecorded(long startMs = 0)
    {
        Clips.MakeHls();
        var proxy = new OriginProxy(Clips.Folder);
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, PlayerProcess.Behind(proxy.Address));
        await client.Do(new OpenRequest(1, new ProxyInput("http://tv.invalid/red.m3u8", proxy.Address), StartMs: startMs));
        await client.Next<FirstPictureEvent>();
        return (player, client, proxy);
    }
}
