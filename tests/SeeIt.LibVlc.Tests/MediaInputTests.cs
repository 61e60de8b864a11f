using System.Collections.Concurrent;

namespace SeeIt.LibVlc.Tests;

public sealed class MediaInputTests(Clips clips) : LibVlcTest
{
    [Fact]
    public async Task A_transport_stream_from_callbacks_plays_and_can_be_paused()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        var input = new FileInput(clips.Transport);
        using var media = new Media(vlc, input);
        player.Play(media);

        var events = await ReadUntil(player, MediaPlayerEventType.EndReached);

        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.PausableChanged, Number: 1 });
        Assert.True(media.Statistics.DecodedVideo > 0);
        player.Stop();
        Assert.Equal((1, 1, 0), (input.Opened, input.Closed, input.Sought));
        Assert.Null(input.Fault);
    }

    /// <summary>The index of an MP4 lies behind its pictures.</summary>
    [Fact]
    public async Task An_input_that_can_seek_is_sought()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        var input = new FileInput(clips.Mp4, canSeek: true);
        using var media = new Media(vlc, input);
        player.Play(media);

        var events = await ReadUntil(player, MediaPlayerEventType.EndReached);

        Assert.Contains(events, e => e is { Type: MediaPlayerEventType.SeekableChanged, Number: 1 });
        Assert.True(input.Sought > 0);
        Assert.True(media.Statistics.DecodedVideo > 0);
    }

    [Theory]
    [InlineData(true, "open broke")]
    [InlineData(false, "close broke")]
    public async Task What_an_input_throws_is_an_error_and_kept(bool openThrows, string last)
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        var input = new BrokenInput(openThrows);
        using var media = new Media(vlc, input);
        player.Play(media);

        await ReadUntil(player, e => e.Type is MediaPlayerEventType.EncounteredError or MediaPlayerEventType.EndReached);

        player.Stop();
        Assert.Equal(last, input.Fault?.Message);
    }

    [Fact]
    public async Task Stop_returns_once_a_blocked_read_is_let_go()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var bytes = new BlockingCollection<byte[]>();
        var input = new QueueInput(bytes);
        using var media = new Media(vlc, input);
        player.Play(media);
        await Eventually(() => input.Waiting);

        var stop = Task.Run(player.Stop, TestContext.Current.CancellationToken);
        bytes.CompleteAdding();
        await stop.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(VLCState.Stopped, player.State);
    }

    private sealed class QueueInput(BlockingCollection<byte[]> bytes) : MediaInput
    {
        private volatile bool _waiting;

        public bool Waiting => _waiting;

        public override bool Open(out ulong size)
        {
            size = UnknownSize;
            return true;
        }

        public override int Read(Span<byte> buffer)
        {
            _waiting = true;
            return bytes.TryTake(out _, Timeout.Infinite) ? 1 : 0;
        }

        public override void Close()
        {
        }
    }
}
