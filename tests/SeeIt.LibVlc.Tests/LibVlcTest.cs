using System.Threading.Channels;

namespace SeeIt.LibVlc.Tests;

/// <summary>A LibVLC without screen and sound, and waiting for its events.</summary>
public abstract class LibVlcTest
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected static readonly string[] Options =
        ["--no-lua", "--quiet", "--vout=vdummy", "--aout=adummy", "--no-video-title-show", "--no-snapshot-preview"];

    /// <summary>Reads events until one is as wanted; returns all that were read.</summary>
    protected static async Task<List<MediaPlayerEvent>> ReadUntil(
        MediaPlayer player, Predicate<MediaPlayerEvent> wanted, List<MediaPlayerEvent>? read = null, TimeSpan? atMost = null)
    {
        read ??= [];
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        try
        {
            while (true)
            {
                var next = await player.Events.ReadAsync(patience.Token);
                read.Add(next);
                if (wanted(next))
                {
                    return read;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not come. What came: {string.Join(", ", read)}");
        }
    }

    protected static Task<List<MediaPlayerEvent>> ReadUntil(MediaPlayer player, MediaPlayerEventType type)
        => ReadUntil(player, e => e.Type == type);

    /// <summary>Asks again each second: outputs that are being replaced, as at the seam of a repeated clip, forget what they were asked.</summary>
    protected static async Task AskUntil(MediaPlayer player, Action ask, Predicate<MediaPlayerEvent> wanted)
    {
        for (var left = (int)Patience.TotalSeconds; ; left--)
        {
            ask();
            try
            {
                await ReadUntil(player, wanted, atMost: TimeSpan.FromSeconds(1));
                return;
            }
            catch (TimeoutException) when (left > 0)
            {
            }
        }
    }

    protected static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    protected static async Task<LogEntry> ReadLogUntil(ChannelReader<LogEntry> log, Predicate<LogEntry> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var entry = await log.ReadAsync(patience.Token);
            if (wanted(entry))
            {
                return entry;
            }
        }
    }
}
