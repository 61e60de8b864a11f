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
        MediaPlayer player, Predicate<MediaPlayerEvent> wanted, List<MediaPlayerEvent>? read = null)
    {
        read ??= [];
        using var patience = new CancellationTokenSource(Patience);
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
