namespace SeeIt.LibVlc.Tests;

public sealed class EventTests(Clips clips) : LibVlcTest
{
    [Fact]
    public async Task A_clip_played_to_its_end_tells_each_step_once_and_in_order()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport);
        Assert.True(player.Play(media));

        var events = await ReadUntil(player, MediaPlayerEventType.Stopped);

        MediaPlayerEventType[] once =
        [
            MediaPlayerEventType.MediaChanged, MediaPlayerEventType.Opening, MediaPlayerEventType.Playing,
            MediaPlayerEventType.EndReached, MediaPlayerEventType.Stopped,
        ];
        Assert.Equal(once, events.Select(e => e.Type).Where(once.Contains));
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.Vout, Number: 1 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.Buffering, Fraction: 100 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.PausableChanged, Number: 1 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.SeekableChanged, Number: 1 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.TimeChanged, Number: > 500 and < 10_000 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.PositionChanged, Fraction: > 0 and <= 1 });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.LengthChanged, Number: > 2_000 and < 4_000 });
        Assert.Equal(2, events.Count(e => e is { Type: MediaPlayerEventType.ESAdded, Track: TrackType.Audio }));
        Assert.Single(events, e => e is { Type: MediaPlayerEventType.ESAdded, Track: TrackType.Video });
        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.ESSelected, Track: TrackType.Video });
        Assert.Superset(
            events.Where(e => e.Type == MediaPlayerEventType.ESAdded).Select(e => e.Number).ToHashSet(),
            events.Where(e => e.Type == MediaPlayerEventType.ESDeleted).Select(e => e.Number).ToHashSet());
        Assert.DoesNotContain(events, e => e.Type == MediaPlayerEventType.EncounteredError);
    }

    [Fact]
    public async Task Pause_resume_and_stop_are_told()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport);
        Assert.False(player.SetPause(true));
        player.Play(media);
        await ReadUntil(player, e => e is { Type: MediaPlayerEventType.Buffering, Fraction: 100 });

        Assert.True(player.SetPause(true));
        await ReadUntil(player, MediaPlayerEventType.Paused);
        Assert.Equal(VLCState.Paused, player.State);
        Assert.True(player.SetPause(false));
        await ReadUntil(player, MediaPlayerEventType.Playing);
        player.Stop();
        await ReadUntil(player, MediaPlayerEventType.Stopped);
    }

    [Fact]
    public async Task Volume_mute_and_snapshot_are_told()
    {
        using var vlc = new LibVLC([.. Options, "--aout=alsa", "--alsa-audio-device=null"]);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport, FromType.FromPath, ":input-repeat=10");
        player.Play(media);
        await Eventually(() => media.Statistics.PlayedAudioBuffers > 0);

        await AskUntil(player, () => player.SetVolume(40), e => e is { Type: MediaPlayerEventType.AudioVolume, Fraction: > 0.39f and < 0.41f });
        await AskUntil(player, () => player.SetMute(true), e => e.Type == MediaPlayerEventType.Muted);
        await AskUntil(player, () => player.SetMute(false), e => e.Type == MediaPlayerEventType.Unmuted);

        await Eventually(() => media.Statistics.DisplayedPictures > 0);
        await AskUntil(player, () => player.TakeSnapshot(0, clips.PathOf("event.png"), 64, 0), e => e.Type == MediaPlayerEventType.SnapshotTaken);
    }

    [Fact]
    public async Task Another_audio_device_is_told()
    {
        using var vlc = new LibVLC([.. Options, "--aout=alsa", "--alsa-audio-device=null"]);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport, FromType.FromPath, ":input-repeat=10");
        player.Play(media);
        await Eventually(() => media.Statistics.PlayedAudioBuffers > 0);

        await AskUntil(player, () => player.SetOutputDevice("null"), e => e.Type == MediaPlayerEventType.AudioDevice);
    }

    [Fact]
    public async Task Video_that_is_encrypted_for_a_while_is_told_to_be_and_to_be_clear_again()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.MakeScrambled());
        player.Play(media);

        var events = await ReadUntil(player, MediaPlayerEventType.EndReached);

        Assert.Equal([0, 1, 0], events.Where(e => e.Type == MediaPlayerEventType.ScrambledChanged).Select(e => e.Number));
    }

    [Fact]
    public async Task What_is_no_media_ends_in_an_error_and_its_reason_is_in_the_log()
    {
        using var vlc = new LibVLC(LogLevel.Error, Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.PathOf("absent.ts"));
        player.Play(media);

        await ReadUntil(player, MediaPlayerEventType.EncounteredError);

        var entry = await ReadLogUntil(vlc.Log, e => e.Message.Contains("absent.ts", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.NotEmpty(entry.Module);
    }

    [Fact]
    public async Task Clock_events_give_way_when_nobody_reads_and_the_end_is_kept()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport);
        for (var i = 0; i < 600; i++)
        {
            player.Media = media;
        }

        player.Play();
        await Eventually(() => player.State == VLCState.Ended);

        var events = await ReadUntil(player, MediaPlayerEventType.EndReached);
        Assert.Equal(600, events.Count(e => e.Type == MediaPlayerEventType.MediaChanged));
        Assert.DoesNotContain(events, e => e.Type is MediaPlayerEventType.TimeChanged or MediaPlayerEventType.PositionChanged);
    }
}
