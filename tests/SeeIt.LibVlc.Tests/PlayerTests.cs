namespace SeeIt.LibVlc.Tests;

public sealed class PlayerTests(Clips clips) : LibVlcTest
{
    [Fact]
    public async Task Statistics_size_tracks_and_snapshot_tell_of_the_picture()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport, FromType.FromPath, ":input-repeat=10");
        player.Play(media);
        await Eventually(() => media.Statistics is { DisplayedPictures: > 0, PlayedAudioBuffers: > 0, ReadBytes: > 0, InputBitrate: > 0 });

        var statistics = media.Statistics;
        Assert.True(statistics.DecodedVideo >= statistics.DisplayedPictures / 2);
        Assert.Equal(1u, player.VoutCount);
        Assert.True(player.Size(0, out var width, out var height));
        Assert.Equal((320u, 180u), (width, height));

        var video = Assert.Single(media.Tracks, t => t.Type == TrackType.Video);
        Assert.Equal(("h264", 320u, 180u, 25.0), (video.Codec, video.Width, video.Height, video.FrameRate));
        Assert.Equal(2, media.Tracks.Count(t => t.Type == TrackType.Audio));
        Assert.Contains(media.Tracks, t => t is { Type: TrackType.Audio, Codec: "mp4a", Channels: > 0, Rate: 44_100 });

        var png = clips.PathOf("snapshot.png");
        Assert.True(player.TakeSnapshot(0, png, 160, 0));
        var bytes = await File.ReadAllBytesAsync(png, TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal([0, 0, 0, 160, 0, 0, 0, 90], bytes[16..24]);
    }

    /// <summary>The option is forgotten when a window is set; what is set after it holds.</summary>
    [Fact]
    public async Task A_video_output_that_is_set_after_the_window_is_used()
    {
        using var vlc = new LibVLC(LogLevel.Debug, Options);
        using var player = new MediaPlayer(vlc) { XWindow = 0 };
        player.SetVideoOutput("vdummy");
        using var media = new Media(vlc, clips.Transport);
        player.Play(media);
        var asked = await ReadLogUntil(vlc.Log, e => e.Message.StartsWith("looking for vout display module", StringComparison.Ordinal));
        Assert.Contains("\"vdummy\"", asked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracks_are_chosen()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport, FromType.FromPath, ":input-repeat=10");
        player.Play(media);
        await Eventually(() => player.AudioTrackDescription.Count == 3 && player.AudioTrack > 0);

        var other = player.AudioTrackDescription.Single(t => t.Id > 0 && t.Id != player.AudioTrack);
        Assert.True(player.SetAudioTrack(other.Id));
        await Eventually(() => player.AudioTrack == other.Id);
        Assert.True(player.SetAudioTrack(-1));
        await Eventually(() => player.AudioTrack == -1);
        Assert.False(player.SetAudioTrack(9_999));
        Assert.Equal(2, player.VideoTrackDescription.Count);
        Assert.Empty(player.SpuDescription);
        Assert.Equal(-1, player.Spu);
    }

    [Fact]
    public async Task Rate_time_and_length_follow()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        Assert.Equal(-1, player.Time);
        using var media = new Media(vlc, clips.Transport);
        player.Play(media);
        await ReadUntil(player, MediaPlayerEventType.Vout);

        Assert.True(player.SetRate(2));
        await Eventually(() => player.Rate is > 1.9f and < 2.1f);
        Assert.InRange(player.Length, 2_000, 4_000);
        await ReadUntil(player, MediaPlayerEventType.EndReached);
        Assert.Equal(VLCState.Ended, media.State);
    }

    [Fact]
    public void The_window_is_kept_for_the_next_video_output()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc) { XWindow = 0x1234, EnableKeyInput = false, EnableMouseInput = false };
        Assert.Equal(0x1234u, player.XWindow);
    }

    [Fact]
    public void A_location_keeps_its_name()
    {
        using var vlc = new LibVLC(Options);
        using var media = new Media(vlc, new Uri("http://127.0.0.1:9/a%20b?c=d"));
        Assert.Equal("http://127.0.0.1:9/a%20b?c=d", media.Mrl);
        Assert.Equal(VLCState.NothingSpecial, media.State);
    }
}
