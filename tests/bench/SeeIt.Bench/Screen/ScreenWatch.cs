using SeeIt.TestKit;

namespace SeeIt.Bench.Screen;

/// <summary>A frame that came on the screen.</summary>
/// <param name="At">A timestamp of the TimeProvider, late by a millisecond at most on a machine that has time.</param>
/// <param name="Frame">Which.</param>
internal sealed record Change(long At, Frame Frame);

/// <summary>Looks at a screen once a millisecond, on a thread of its own, and writes down which frame came when.</summary>
internal sealed class ScreenWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly List<Change> _changes = [];
    private readonly ManualResetEventSlim _stop = new();
    private readonly FrameBuffer _screen;
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    public ScreenWatch(XvfbDisplay display, TimeProvider time)
    {
        _screen = new FrameBuffer(display.FrameBuffer);
        _time = time;
        _thread = new Thread(Look) { IsBackground = true, Name = "screen" };
        _thread.Start();
    }

    /// <summary>Waits until a channel's pictures flow that came after <paramref name="since"/>.</summary>
    /// <returns>When its first picture was there, and when motion began.</returns>
    /// <exception cref="TimeoutException">They did not.</exception>
    public async Task<Motion> MotionAsync(long since, int channel, TimeSpan timeout)
    {
        try
        {
            return await Eventually.GetAsync(
                () => Task.FromResult(Motion.Find(Changes(since), channel)), $"the pictures of channel {channel} flow", timeout);
        }
        catch (TimeoutException exception)
        {
            var shown = Changes(since).CountBy(change => change.Frame.Channel).Select(channel => $"{channel.Value} of channel {channel.Key}");
            throw new TimeoutException($"{exception.Message}. On the screen were {string.Join(", ", shown.DefaultIfEmpty("none"))} pictures.", exception);
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _screen.Dispose();
        _stop.Dispose();
    }

    private List<Change> Changes(long since)
    {
        lock (_lock)
        {
            return [.. _changes.SkipWhile(change => change.At < since)];
        }
    }

    private void Look()
    {
        Frame? last = null;
        while (!_stop.Wait(LookEvery))
        {
            if (FrameStrip.Read(_screen.ReadBlocks()) is { } frame && frame != last)
            {
                last = frame;
                lock (_lock)
                {
                    _changes.Add(new Change(_time.GetTimestamp(), frame));
                }
            }
        }
    }
}
