using System.Buffers;
using System.Threading.Channels;
using SeeIt.Relay.Live;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay;

/// <summary>
/// One open live source: one connection, read without pause into a ring of the last groups of pictures, and handed
/// to any number of viewers. Closed when its owner disposed it and the last viewer left. Thread-safe.
/// </summary>
public sealed partial class LiveStream : IAsyncDisposable
{
    private const int ReadSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly SourceBody _body;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly GroupRing _ring;
    private readonly KeyFrameFinder _finder;
    private readonly ClockLead _lead = new();
    private readonly List<Channel<bool>> _viewers = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task<LiveEnd> _reading;
    private readonly long _openedAt;
    private long _lastByteAt;
    private long _keyFrames;
    private bool _ownerLeft;
    private bool _isOver;

    /// <param name="source">What was opened.</param>
    /// <param name="body">The connection. Owned from now on.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">Clock.</param>
    internal LiveStream(RelaySource source, SourceBody body, RelayOptions options, TimeProvider time)
    {
        (Source, _body, _options, _time) = (source, body, options, time);
        _ring = new GroupRing(options.RingBytes);
        _finder = new KeyFrameFinder(source.Program);
        _openedAt = time.GetTimestamp();
        _lastByteAt = _openedAt;
        _reading = ReadAsync();
    }

    public RelaySource Source { get; }

    /// <summary>Ends with the reason once the stream is over. Never fails.</summary>
    public Task<LiveEnd> Completion => _reading;

    /// <summary>How long the source has been silent.</summary>
    public TimeSpan SinceLastByte => _time.GetElapsedTime(Volatile.Read(ref _lastByteAt));

    /// <summary>Bytes of whole packets so far.</summary>
    public long BytesReceived => _ring.End;

    /// <summary>Key frames seen so far.</summary>
    public long KeyFrames => Volatile.Read(ref _keyFrames);

    /// <summary>Of the program's video.</summary>
    public VideoCodec Codec { get; private set; }

    /// <summary>The video, or of radio the sound, is encrypted: it is passed on, and no player of ours can show it.</summary>
    public bool IsScrambled { get; private set; }

    public int ViewerCount
    {
        get
        {
            lock (_lock)
            {
                return _viewers.Count;
            }
        }
    }

    /// <summary>
    /// Writes the stream to one viewer: PAT and PMT, then from the last key frame at least
    /// <see cref="RelayOptions.JoinBack"/> ago, then live. A viewer that is too slow for the ring goes on at a later
    /// key frame; the others do not notice.
    /// </summary>
    /// <param name="viewer">Written to, and not disposed.</param>
    /// <param name="reserve">How much longer than the stream needs it the player shall hold data back, for a source that stutters.</param>
    /// <param name="cancellation">Ends the pump.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The stream was closed before.</exception>
    public async Task<ViewerEnd> PumpAsync(Stream viewer, TimeSpan reserve, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        Enter(news);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            var (position, clock) = await JoinAsync(viewer, reserve, news.Reader, cancellation).ConfigureAwait(false);
            while (true)
            {
                var count = _ring.Read(position, buffer.AsSpan(0, ReadSize / TsPacket.Size * TsPacket.Size));
                if (count > 0)
                {
                    var (lead, clockPid) = Lead();
                    clock.Restamp(buffer.AsSpan(0, count), lead, clockPid);
                    await viewer.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                    position += count;
                }
                else if (count < 0)
                {
                    (position, clock) = await JoinAsync(viewer, reserve, news.Reader, cancellation).ConfigureAwait(false);
                }
                else if (!await WaitAsync(news.Reader, cancellation).ConfigureAwait(false) && position >= _ring.End)
                {
                    return ViewerEnd.StreamEnded;
                }
            }
        }
        catch (IOException)
        {
            return ViewerEnd.ViewerLeft;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            Leave(news);
        }
    }

    /// <summary>As the other, with no reserve.</summary>
    public Task<ViewerEnd> PumpAsync(Stream viewer, CancellationToken cancellation) => PumpAsync(viewer, TimeSpan.Zero, cancellation);

    /// <summary>The owner's hold ends. With no viewer left, returns once the connection is closed; with viewers, at once.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isLast;
        lock (_lock)
        {
            _ownerLeft = true;
            isLast = _viewers.Count == 0;
        }

        if (isLast)
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private void Enter(Channel<bool> news)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ownerLeft && _viewers.Count == 0, this);
            _viewers.Add(news);
            if (_isOver)
            {
                news.Writer.TryComplete();
            }
        }
    }

    private void Leave(Channel<bool> news)
    {
        bool isLast;
        lock (_lock)
        {
            _viewers.Remove(news);
            isLast = _ownerLeft && _viewers.Count == 0;
        }

        if (isLast)
        {
            _ = CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        bool isRead;
        lock (_lock)
        {
            isRead = _viewers.Count == 0;
        }

        // Else the last who reads what came closes again.
        if (isRead)
        {
            _ring.Dispose();
        }
    }

    /// <summary>Waits for the place to begin at, and sends PAT, PMT and the program clock.</summary>
    private async Task<(long Position, ViewerClock Clock)> JoinAsync(
        Stream viewer, TimeSpan reserve, ChannelReader<bool> news, CancellationToken cancellation)
    {
        KeyFrame? found;
        while ((found = FindJoin()) is null && await WaitAsync(news, cancellation).ConfigureAwait(false))
        {
        }

        var join = found ?? WithoutKeyFrame();
        var clock = new ViewerClock(join.Pcr, join.Dts, _options.JoinMargin + reserve);
        byte[] head;
        lock (_lock)
        {
            head = _finder.Tables.ToPackets(clock.First);
        }

        await viewer.WriteAsync(head, cancellation).ConfigureAwait(false);
        return (join.Position, clock);
    }

    /// <summary>Null while there is nothing to begin with.</summary>
    private KeyFrame? FindJoin()
    {
        var latest = _time.GetTimestamp() - (long)(_options.JoinBack.TotalSeconds * _time.TimestampFrequency);
        if (_ring.FindJoin(latest) is { } join)
        {
            return join;
        }

        bool hasNoVideo;
        lock (_lock)
        {
            hasNoVideo = _finder.Tables is { IsComplete: true, VideoPid: < 0 };
        }

        return hasNoVideo || _time.GetElapsedTime(_openedAt) >= _options.KeyFrameWait ? WithoutKeyFrame() : null;
    }

    private KeyFrame WithoutKeyFrame() => new(_ring.Start, _time.GetTimestamp(), TsClock.None, TsClock.None);

    private (long Least, int ClockPid) Lead()
    {
        lock (_lock)
        {
            return (_lead.Least, _finder.Tables.PcrPid);
        }
    }

    /// <summary>False once the stream is over.</summary>
    private static async ValueTask<bool> WaitAsync(ChannelReader<bool> news, CancellationToken cancellation) =>
        await news.WaitToReadAsync(cancellation).ConfigureAwait(false) && (news.TryRead(out _) || true);

    private async Task<LiveEnd> ReadAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            // The constructor's caller is not kept waiting by a source that has much to give.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await ReadAsync(buffer).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            lock (_lock)
            {
                _isOver = true;
                _viewers.ForEach(viewer => viewer.Writer.TryComplete());
            }

            await _body.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<LiveEnd> ReadAsync(byte[] buffer)
    {
        using var silence = new IdleTimer(_options.NoDataTimeout, _time, _closing.Token);
        var length = 0;
        try
        {
            while (true)
            {
                var count = await _body.ReadAsync(buffer.AsMemory(length, ReadSize - length), silence.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    return new LiveEnd(LiveEndReason.SourceEnded, $"{Source.Address.IdnHost} ended the stream.");
                }

                silence.Touch();
                RelayMeter.Streamed(count);
                Volatile.Write(ref _lastByteAt, _time.GetTimestamp());
                length = Take(buffer, length + count);
            }
        }
        catch (OperationCanceledException)
        {
            return _closing.IsCancellationRequested
                ? new LiveEnd(LiveEndReason.Closed, "Closed.")
                : new LiveEnd(LiveEndReason.NoData, $"{Source.Address.IdnHost} sent nothing for {_options.NoDataTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return new LiveEnd(LiveEndReason.SourceFailed, $"{Source.Address.IdnHost}: {exception.Message}");
        }
    }

    /// <summary>Takes the whole packets of the buffer's first bytes, and moves the rest to its front.</summary>
    /// <returns>How many bytes remain.</returns>
    private int Take(byte[] buffer, int length)
    {
        var rest = buffer.AsSpan(0, length);
        while (rest.Length >= TsPacket.Size)
        {
            var run = rest[..TsFramer.RunLength(rest)];
            if (run.IsEmpty)
            {
                rest = rest[TsFramer.RubbishLength(rest)..];
                continue;
            }

            TakePackets(run);
            rest = rest[run.Length..];
        }

        rest.CopyTo(buffer);
        lock (_lock)
        {
            _viewers.ForEach(viewer => viewer.Writer.TryWrite(true));
        }

        return rest.Length;
    }

    private void TakePackets(ReadOnlySpan<byte> packets)
    {
        var position = _ring.End;
        _ring.Append(packets);
        lock (_lock)
        {
            for (; !packets.IsEmpty; packets = packets[TsPacket.Size..], position += TsPacket.Size)
            {
                if (_finder.Tables.Has(new TsPacket(packets).Pid))
                {
                    _lead.Feed(packets[..TsPacket.Size], _finder.Tables.PcrPid);
                }

                if (_finder.Feed(new TsPacket(packets), position) is >= 0 and var keyFrame)
                {
                    _ring.Mark(new KeyFrame(keyFrame, Volatile.Read(ref _lastByteAt), _lead.Pcr, _lead.NewestDts(_finder.Tables.VideoPid)));
                    _keyFrames++;
                }
            }

            Codec = _finder.Tables.Codec;
            IsScrambled = _finder.IsScrambled;
        }
    }
}
