using System.Runtime.CompilerServices;

namespace SeeIt.LibVlc.Tests;

public sealed class LifetimeTests(Clips clips, CollectionStress stress) : LibVlcTest
{
    /// <summary>Every order of disposing instance, player and media, while the media plays from callbacks.</summary>
    public static TheoryData<string> Orders => ["vpm", "vmp", "pvm", "pmv", "mvp", "mpv"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Any_order_of_disposing_while_playing_is_safe(string order)
    {
        var vlc = new LibVLC(Options);
        var player = new MediaPlayer(vlc);
        var input = new FileInput(clips.Transport);
        var media = new Media(vlc, input);
        player.Play(media);
        await ReadUntil(player, MediaPlayerEventType.Vout);

        foreach (var which in order)
        {
            IDisposable one = which switch { 'v' => vlc, 'p' => player, _ => media };
            one.Dispose();
        }

        Assert.Equal((1, 1), (input.Opened, input.Closed));
        Assert.Throws<ObjectDisposedException>(() => player.Play());
        Assert.Throws<ObjectDisposedException>(() => media.State);
    }

    [Fact]
    public async Task A_media_disposed_at_once_plays_on()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using (var media = new Media(vlc, new FileInput(clips.Transport)))
        {
            player.Play(media);
        }

        Collect();
        await ReadUntil(player, MediaPlayerEventType.EndReached);
    }

    [Fact]
    public void What_is_forgotten_is_released_by_finalisers_in_any_order()
    {
        var inputs = new List<FileInput>();
        for (var i = 0; i < 12; i++)
        {
            Forget(inputs);
            Collect();
        }

        Assert.All(inputs, input => Assert.Equal(input.Opened, input.Closed));
    }

    [Fact]
    public async Task Media_are_changed_without_a_stop()
    {
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        var inputs = new List<FileInput>();
        for (var i = 0; i < 10; i++)
        {
            inputs.Add(new FileInput(clips.Transport));
            using var media = new Media(vlc, inputs[^1]);
            player.Play(media);
            var events = await ReadUntil(player, MediaPlayerEventType.Playing);
            Assert.Single(events, e => e.Type == MediaPlayerEventType.MediaChanged);
        }

        Assert.All(inputs.Take(9), input => Assert.Equal((1, 1), (input.Opened, input.Closed)));
    }

    /// <summary>
    /// Collections compact while LibVLC's threads are in and out of callbacks, and one begins inside every read: what is not
    /// pinned or rooted moves or goes.
    /// </summary>
    [Fact]
    public async Task Events_log_and_input_callbacks_live_through_collections()
    {
        using var vlc = new LibVLC(LogLevel.Debug, Options);
        for (var i = 0; i < 3; i++)
        {
            using var player = new MediaPlayer(vlc);
            var input = new FileInput(clips.Transport, atMost: 2048, onRead: Compact);
            using (var media = new Media(vlc, input))
            {
                player.Play(media);
            }

            var events = await ReadUntil(
                player,
                e =>
                {
                    Compact();
                    return e.Type == MediaPlayerEventType.EndReached;
                });
            Assert.Contains(events, e => e.Type == MediaPlayerEventType.Vout);
            Assert.True(vlc.Log.TryRead(out _));
            player.Stop();
            Assert.Equal((1, 1), (input.Opened, input.Closed));
            Assert.InRange(input.Reads, 50, int.MaxValue);
        }
    }

    /// <summary>Only where the whole run is to be under stress: says whether it is.</summary>
    [Fact(Explicit = true)]
    public async Task Collections_go_on_all_the_time()
    {
        Assert.True(stress.IsOn);
        using var vlc = new LibVLC(Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, new FileInput(clips.Transport));
        var before = GC.CollectionCount(GC.MaxGeneration);
        player.Play(media);
        await ReadUntil(player, MediaPlayerEventType.EndReached);
        Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - before, 200, int.MaxValue);
    }

    private static void Compact() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget(List<FileInput> inputs)
    {
        var vlc = new LibVLC(Options);
        var player = new MediaPlayer(vlc);
        inputs.Add(new FileInput(clips.Transport));
        player.Play(new Media(vlc, inputs[^1]));
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
