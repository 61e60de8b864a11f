using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>A key frame on the air; timestamps of the TimeProvider.</summary>
internal sealed record KeyFrame(long Begins, long Complete);

/// <summary>
/// Watches a live MPEG-TS for its key frames: no receiver that joins it now can show anything before the next one is
/// complete. Also picks moments for taps, so that all legs meet the same waits.
/// </summary>
internal sealed class KeyFrameClock : IAsyncDisposable
{
    private const int PacketSize = 188;

    private readonly Lock _lock = new();
    private readonly List<KeyFrame> _frames = [];
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly Task _reading;
    private long? _begun;

    /// <param name="source">MPEG-TS by HTTP, whole packets from its first byte on.</param>
    /// <param name="every">From key frame to key frame.</param>
    /// <param name="time">Clock.</param>
    public KeyFrameClock(Uri source, TimeSpan every, TimeProvider time)
    {
        (_every, _time) = (every, time);
        _reading = ReadAsync(source);
    }

    /// <summary>Returns when this part of the time between two key frames is over.</summary>
    /// <param name="phase">0 to 1.</param>
    public async Task WaitForAsync(double phase)
    {
        var last = await Eventually.GetAsync(() => Task.FromResult(Last()), "a key frame is on the air");
        var since = _time.GetElapsedTime(last.Begins);
        var wait = (phase * _every) - since;
        while (wait < TimeSpan.Zero)
        {
            wait += _every;
        }

        await Task.Delay(wait, _time);
    }

    /// <summary>From a moment until the next key frame that begins after it is complete.</summary>
    public async Task<TimeSpan> NextAfterAsync(long moment)
    {
        var next = await Eventually.GetAsync(() => Task.FromResult(FirstAfter(moment)), "the next key frame is on the air");
        return _time.GetElapsedTime(moment, next.Complete);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _end.Dispose();
    }

    private KeyFrame? Last()
    {
        lock (_lock)
        {
            return _frames.LastOrDefault();
        }
    }

    private KeyFrame? FirstAfter(long moment)
    {
        lock (_lock)
        {
            return _frames.Find(frame => frame.Begins >= moment);
        }
    }

    private async Task ReadAsync(Uri source)
    {
        await using var stream = await _http.GetStreamAsync(source, _end.Token);
        var packet = new byte[PacketSize];
        await using var buffered = new BufferedStream(stream, 64 * 1024);
        while (true)
        {
            await buffered.ReadExactlyAsync(packet, _end.Token);
            if (BeginsPicture(packet))
            {
                BeginPicture(IsRandomAccess(packet));
            }
        }
    }

    private void BeginPicture(bool isKeyFrame)
    {
        var now = _time.GetTimestamp();
        if (_begun is { } begun)
        {
            lock (_lock)
            {
                _frames.Add(new KeyFrame(begun, now));
            }
        }

        _begun = isKeyFrame ? now : null;
    }

    /// <summary>ISO/IEC 13818-1: a payload that starts (2.4.3.2) with a PES packet of video (2.4.3.7, stream_id).</summary>
    private static bool BeginsPicture(ReadOnlySpan<byte> packet)
    {
        var payload = (packet[3] & 0x20) == 0 ? 4 : 5 + packet[4];
        return (packet[1] & 0x40) != 0
            && payload + 4 <= PacketSize
            && packet[payload..] is [0, 0, 1, >= 0xE0 and <= 0xEF, ..];
    }

    /// <summary>The random_access_indicator (2.4.3.5).</summary>
    private static bool IsRandomAccess(ReadOnlySpan<byte> packet) => (packet[3] & 0x20) != 0 && packet[4] > 0 && (packet[5] & 0x40) != 0;
}
