using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>To second 21 of what has its key frames at the seconds 16 and 24.</summary>
public sealed class ExactSeekTests
{
    private const string Show = "garden.demo";

    /// <summary>Of paused HLS, LibVLC shows a picture that is up to a second further on than the place that it tells.</summary>
    [Theory]
    [InlineData("mp4", 21)]
    [InlineData("hls", 22)]
    public async Task A_film_is_sought_to_a_place_between_key_frames_also_when_paused(string kind, int latestPicture)
    {
        using var clips = new FaultClips();
        await using var server = await FilmServer.OfAsync(await clips.SparseAsync(Show));
        await using var box = await LoneBox.StartAsync([("mp4", server.Mp4), ("hls", server.Hls)]);
        await box.WatchAsync(kind);
        await SeekWhenPausedAsync(box);
        await IsAtAsync(box, second: 21, latestPicture);
    }

    /// <summary>
    /// The relay begins at the key frame before the place, and nothing makes LibVLC drop what lies between: so it says where it is.
    /// </summary>
    [Fact]
    public async Task A_recording_is_sought_to_the_key_frame_before_and_the_status_says_so()
    {
        using var clips = new FaultClips();
        var clip = await clips.SparseAsync(Show);
        await using var box = await LoneBox.StartAsync([("show", new Uri("recording:show.ts"))]);
        File.Copy(clip, Path.Combine(Directory.CreateDirectory(box.Recordings).FullName, "show.ts"));
        await box.WatchAsync("show");
        await SeekWhenPausedAsync(box);
        await IsAtAsync(box, second: 16, latestPicture: 16);
    }

    private static async Task SeekWhenPausedAsync(LoneBox box)
    {
        await box.WaitForStatusAsync(status => status.Media is { CanSeek: true, LengthMs: not null }, "that it can seek");
        Assert.Equal(Progress.Done, (await box.DoAsync(new PauseVerb())).Progress);
        Assert.Equal(Progress.Done, (await box.DoAsync(new SeekVerb(21_000))).Progress);
    }

    /// <summary>The status to half a second; the picture that stands, by the seconds that it shows.</summary>
    private static async Task IsAtAsync(LoneBox box, int second, int latestPicture)
    {
        var status = await box.WaitForStatusAsync(status => status.PositionMs >= (second - 3) * 1_000, "that it was sought");
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } time && time.Second >= second - 3, "a picture of there");
        var picture = await box.Screen.WaitForStandingClockAsync(Show);
        status = await box.StatusAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"The status says {status.PositionMs} ms, the picture {picture.Second} s.");
        Assert.Equal(TvState.Paused, status.State);
        Assert.InRange(status.PositionMs, (second * 1_000) - 500, (second * 1_000) + 500);
        Assert.InRange(picture.Second, second - 1, latestPicture);
    }
}
