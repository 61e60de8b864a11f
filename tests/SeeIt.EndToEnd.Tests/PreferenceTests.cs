using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using SeeIt.TestKit.Subtitles;

namespace SeeIt.EndToEnd.Tests;

/// <summary>
/// How the household likes sound and picture, from the agent's settings to the loudspeakers and the screen. The clip is red, its
/// German sound is twice as loud as its English one, and its subtitles are a green rectangle in German and a blue one in English.
/// </summary>
public sealed class PreferenceTests : IAsyncLifetime
{
    /// <summary>How far it goes from silence, of 1: ffmpeg makes a tone of an eighth, and two channels of it.</summary>
    private const float German = 0.125f * 0.707f;
    private const float English = German / 2;

    private readonly TemporaryFolder _folder = new();
    private FaultySource _source = null!;

    public async ValueTask InitializeAsync()
    {
        var (plain, clip) = (_folder.File("plain.ts"), _folder.File("clip.ts"));
        var (code, output) = await TestProcess.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=red:s=640x360:r=25", "-f", "lavfi", "-i", "sine=sample_rate=48000",
                "-filter_complex", "[1:a]asplit[german][loud];[loud]volume=0.5[english]", "-map", "0:v", "-map", "[german]", "-map", "[english]",
                "-metadata:s:a:0", "language=deu", "-metadata:s:a:1", "language=eng", "-t", "60",
                "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "2", "-f", "mpegts", plain]);
        Assert.True(code == 0, output);
        SubtitledClip.Make(plain, clip, new DvbSubtitle("deu", Y: 145, Cr: 34, Cb: 54), new DvbSubtitle("eng", Y: 41, Cr: 110, Cb: 240));
        _source = new FaultySource(new TsClip(clip));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>LibVLC's loudness is the third power of its volume.</summary>
    [Fact]
    public async Task The_owners_limit_is_the_loudest_that_is_heard_and_the_end_of_the_phones_scale()
    {
        const float Limit = German / 8;
        await using var box = await StartAsync(("MaxVolume", 50));
        await using var sound = await HeardSound.OfAsync(box.PlayerSocket);
        await box.WatchAsync("red");
        await EventuallyHeardAsync(sound, Limit, Limit);
        foreach (var (percent, loudness) in new[] { (50, Limit / 8), (100, Limit) })
        {
            Assert.Equal(Progress.Done, (await box.DoAsync(new SetVolumeVerb(percent))).Progress);
            await EventuallyHeardAsync(sound, loudness, Limit);
            Assert.Equal(percent, (await box.StatusAsync()).Volume);
        }
    }

    [Fact]
    public async Task The_dearest_languages_that_there_are_are_heard_and_seen()
    {
        await using var box = await StartAsync(("AudioLanguages", new[] { "cy", "en" }), ("SubtitleLanguages", new[] { "cy", "en" }));
        await using var sound = await HeardSound.OfAsync(box.PlayerSocket);
        await box.WatchAsync("red");
        await box.WaitForStatusAsync(
            status => Selected(status, TrackKind.Audio) == "eng" && Selected(status, TrackKind.Subtitles) == "eng", "that English is told");
        await EventuallyHeardAsync(sound, English, German);
        await Eventually.TrueAsync(
            async () => await box.Screen.ColourAsync(640, 640) is { Red: < 60, Green: < 60, Blue: > 200 }, "the English subtitles");
    }

    [Fact]
    public async Task Without_preferences_the_first_sound_is_heard_in_full_and_no_subtitles_are_seen()
    {
        await using var box = await StartAsync();
        await using var sound = await HeardSound.OfAsync(box.PlayerSocket);
        await box.WatchAsync("red");
        await EventuallyHeardAsync(sound, German, German);
        var status = await box.WaitForStatusAsync(status => Selected(status, TrackKind.Audio) == "deu", "that German is told");
        Assert.Equal(["deu", "eng"], status.Media!.Tracks.Where(track => track.Kind == TrackKind.Subtitles).Select(track => track.Language));
        Assert.Null(Selected(status, TrackKind.Subtitles));
        Assert.True(await box.Screen.ColourAsync(640, 640) is { Red: > 200, Green: < 60, Blue: < 60 });
    }

    private Task<LoneBox> StartAsync(params (string Name, object Value)[] preferences) => LoneBox.StartAsync(
        [("red", _source.Address)],
        player: preferences.Append(("Arguments", new[] { "--aout", "alsa" })).ToDictionary(setting => setting.Item1, setting => setting.Item2));

    private static string? Selected(TvStatus status, TrackKind kind) =>
        status.Media?.Tracks.SingleOrDefault(track => track.Kind == kind && track.Selected)?.Language;

    /// <summary>Returns when it is as loud, and never was louder than the limit meanwhile.</summary>
    private static async Task EventuallyHeardAsync(HeardSound sound, float loudness, float limit)
    {
        const float Exactness = 0.1f;
        var last = 0f;
        try
        {
            await Eventually.TrueAsync(
                () =>
                {
                    last = sound.TakeLoudest();
                    Assert.InRange(last, 0, limit * (1 + Exactness));
                    return Math.Abs(last - loudness) <= loudness * Exactness;
                },
                $"{loudness} is heard");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; {last} was heard last.", exception);
        }
    }
}
