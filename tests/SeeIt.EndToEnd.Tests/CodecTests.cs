using SeeIt.Contracts.Player;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Live streams of other codecs than the demo's, joined between two key frames. Their groups of pictures are open.</summary>
public sealed class CodecTests
{
    private static readonly TimeSpan _betweenKeyFrames = TimeSpan.FromSeconds(4.6);

    [Theory]
    [InlineData("hevc")]
    [InlineData("mpgv")]
    public async Task A_stream_joined_between_its_key_frames_is_shown_from_the_next_one_on(string codec)
    {
        using var clips = new FaultClips();
        var clip = await (codec == "hevc" ? clips.HevcAsync("garden.demo") : clips.Mpeg2Async("garden.demo"));
        await using var marked = new FaultySource(clip) { Begins = _betweenKeyFrames };
        await using var unmarked = new FaultySource(clip.Unmarked()) { Begins = _betweenKeyFrames };
        await using var box = await LoneBox.StartAsync([("marked", marked.Address), ("unmarked", unmarked.Address)]);
        foreach (var (channel, source) in new[] { ("marked", marked), ("unmarked", unmarked) })
        {
            await box.WatchAsync(channel);
            var shown = await box.Screen.WaitForChannelAsync("garden.demo");
            var (status, onAir) = (await box.StatusAsync(), source.OnAir);
            TestContext.Current.TestOutputHelper!.WriteLine($"{channel}: after {status.FirstPictureMs} ms {shown}, and {onAir.TotalSeconds:0.0} s on the air.");

            // The next key frame comes within 1.4 s of the connection. A relay that finds none waits for 5 s.
            Assert.InRange(status.FirstPictureMs!.Value, 0, 4_000);
            Assert.InRange(onAir.TotalSeconds - shown.Second, 0, 4);
            await box.WaitForStatusAsync(now => now.Media?.Tracks.Any(track => track.Kind == TrackKind.Video && track.Codec == codec) == true, codec);
            await box.Screen.WaitForMovingClockAsync("garden.demo");
            Assert.Equal(1, source.Requests);
            await box.DoAsync(new Contracts.Hub.StopVerb());
        }
    }
}
