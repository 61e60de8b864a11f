using System.Buffers;
using SeeIt.Relay.Recordings;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay;

/// <summary>
/// Writes a live source into a file, as it came, PAT and PMT first, until it is stopped. A source that ends, or is ended by
/// who watches it, is opened again and goes on in the same file. It has a place of its own in the stream: a disk that is
/// too slow costs the recording a gap, and the viewers nothing. Thread-safe.
/// </summary>
public sealed class Recording : IAsyncDisposable
{
    /// <summary>Read and written at once; what is read before the tables have come waits for them up to here.</summary>
    private const int Chunk = 700 * TsPacket.Size;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>A source that held for so long is opened again at once.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private readonly SharedSources _sources;
    private readonly RelaySource _source;
    private readonly RecordFrom _from;
    private readonly TimeProvider _time;
    private readonly Func<string, FileStream> _open;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<RecordingGap> _gaps = [];
    private readonly List<RecordedPlace> _places = [];
    private readonly PlaceFinder _finder;
    private readonly long _startedAt;
    private long _continued;
    private long _bytes;
    private bool _isIndexed;
    private long _lastWriteAt;
    private long _lastReadAt;

    private Recording(SharedSources sources, RelaySource source, string path, RecordFrom from, TimeProvider time, Func<string, FileStream> open)
    {
        (_sources, _source, Path, _from, _time, _open) = (sources, source, path, from, time, open);
        _finder = new PlaceFinder(source.Program);
        _lastReadAt = _lastWriteAt = _startedAt = time.GetTimestamp();
        Completion = RunAsync();
    }

    public string Path { get; }

    /// <summary>Ends when the file is closed, and all of it is on the disk. Never fails.</summary>
    public Task<RecordingEnd> Completion { get; }

    /// <summary>Bytes written by this recording.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>From the recording's start to the last byte written, by the clock: what the ring had before is not counted.</summary>
    public TimeSpan Duration => _time.GetElapsedTime(_startedAt, Volatile.Read(ref _lastWriteAt));

    /// <summary>What is missing, in order. The last one may still last.</summary>
    public IReadOnlyList<RecordingGap> Gaps
    {
        get
        {
            lock (_lock)
            {
                return [.. _gaps];
            }
        }
    }

    /// <summary>Starts to record, at once and in the background.</summary>
    /// <param name="sources">Opened through, and shared with who watches.</param>
    /// <param name="source">What to record: MPEG-TS.</param>
    /// <param name="path">A file that is there is continued, never overwritten: so a recording goes on after a crash.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="time">Clock.</param>
    public static Recording Start(SharedSources sources, RelaySource source, string path, RecordFrom from, TimeProvider time) =>
        Start(sources, source, path, from, time, RecordingFile.Open);

    // A test puts its own way to open the file in place.
    internal static Recording Start(SharedSources sources, RelaySource source, string path, RecordFrom from, TimeProvider time, Func<string, FileStream> open)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(source);
        return new Recording(sources, source, path, from, time, open);
    }

    /// <summary>Ends the recording and returns when the file is complete on the disk.</summary>
    public async Task<RecordingEnd> StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        return await Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task<RecordingEnd> RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using var growing = RecordingFile.Grow(Path);
            var file = _open(Path);
            await using (file.ConfigureAwait(false))
            {
                Continue();
                var end = await RecordAsync(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
                return end;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RecordingEnd(IsDiskFull(exception) ? RecordingEndReason.DiskFull : RecordingEndReason.WriteFailed, $"{Path}: {exception.Message}");
        }
    }

    /// <summary>Of a file that is there the times go on; where they are not known, they are left to be found when it is played.</summary>
    private void Continue()
    {
        _continued = File.Exists(Path) ? new FileInfo(Path).Length : 0;
        var places = PlaceIndex.Read(Path, _continued);
        _isIndexed = _continued == 0 || places.Count > 0;
        if (File.Exists(PlaceIndex.PathOf(Path)))
        {
            // Of what the file does not hold, or what was torn, nothing is kept.
            File.WriteAllBytes(PlaceIndex.PathOf(Path), PlaceIndex.ToBytes(places));
        }

        if (places.Count > 0)
        {
            _finder.Jump(places[^1]);
        }
    }

    /// <summary>Opens the source again and again, ever more slowly while it does not hold.</summary>
    private async Task<RecordingEnd> RecordAsync(FileStream file)
    {
        var quickLosses = 0;
        try
        {
            while (true)
            {
                var openedAt = _time.GetTimestamp();
                var lost = await RecordOnceAsync(file).ConfigureAwait(false);
                if (Bytes == 0 && lost.Kind is RelayFailureKind.Unsupported or RelayFailureKind.Forbidden)
                {
                    return new RecordingEnd(RecordingEndReason.SourceUnfit, lost.Detail);
                }

                _stopping.Token.ThrowIfCancellationRequested();
                BeginGap(Bytes, lost.Detail);
                quickLosses = _time.GetElapsedTime(openedAt) < Settled ? quickLosses + 1 : 0;
                await Task.Delay(PauseAfter(quickLosses), _time, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return new RecordingEnd(RecordingEndReason.Stopped, "Stopped.");
        }
    }

    /// <summary>None, then 0.5 s, and twice as long each time.</summary>
    internal static TimeSpan PauseAfter(int quickLosses) =>
        quickLosses == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(0.25 * Math.Pow(2, quickLosses), LongestPause.TotalSeconds));

    /// <summary>From one opening to its end.</summary>
    /// <returns>Why it is over; of no meaning when the recording is to stop.</returns>
    private async Task<RelayFailure> RecordOnceAsync(FileStream file)
    {
        var opening = await _sources.OpenAsync(_source, SourceUse.Recording, _stopping.Token).ConfigureAwait(false);
        if (opening is not HeldOpening { Hold: var hold } held)
        {
            return ((FailedOpening)opening).Failure;
        }

        await using (hold.ConfigureAwait(false))
        {
            if (held.What is not LiveOpening)
            {
                return new RelayFailure(RelayFailureKind.Unsupported, $"{_source.Address.IdnHost}: only MPEG-TS that the relay receives is recorded.");
            }

            try
            {
                await CopyAsync(hold.Stream, file).ConfigureAwait(false);
                _stopping.Token.ThrowIfCancellationRequested();
                return new RelayFailure(RelayFailureKind.NoData, (await hold.Stream.Completion.ConfigureAwait(false)).Detail);
            }
            catch (ObjectDisposedException)
            {
                return new RelayFailure(RelayFailureKind.NoData, "The stream was closed before it was read.");
            }
        }
    }

    /// <summary>Returns at the stream's end, and when the recording is to stop; all that was read is written then.</summary>
    private async Task CopyAsync(LiveStream stream, FileStream file)
    {
        using var reader = stream.OpenReader(isFromStart: _from == RecordFrom.Earliest || Bytes > 0);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var (count, filled, skipped, isBegun) = (1, 0, 0, false);
            while (count > 0)
            {
                count = await ReadAsync(reader, buffer.AsMemory(filled, Chunk - filled)).ConfigureAwait(false);
                if (reader.Skipped > skipped)
                {
                    skipped = reader.Skipped;
                    BeginGap(Bytes + filled, "The disk was too slow.");
                }

                if (count > 0)
                {
                    EndGap();
                }

                filled += count;
                var tables = isBegun ? [] : stream.TablePackets();
                if (filled > 0 && (isBegun || tables.Length > 0 || filled == Chunk || count == 0))
                {
                    await WriteAsync(file, tables).ConfigureAwait(false);
                    await WriteAsync(file, buffer.AsMemory(0, filled)).ConfigureAwait(false);
                    (filled, isBegun) = (0, true);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>0 at the stream's end, and when the recording is to stop.</returns>
    private async ValueTask<int> ReadAsync(LiveStream.RawReader reader, Memory<byte> destination)
    {
        try
        {
            return _stopping.IsCancellationRequested ? 0 : await reader.ReadAsync(destination, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes)
    {
        await file.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);

        // What is missing of the index is found when the recording is played.
        _places.Clear();
        _finder.Feed(bytes.Span, _continued + _bytes, _places);
        if (_places.Count > 0 && _isIndexed)
        {
            await File.AppendAllBytesAsync(PlaceIndex.PathOf(Path), PlaceIndex.ToBytes(_places)).ConfigureAwait(false);
        }

        Volatile.Write(ref _lastWriteAt, _time.GetTimestamp());
        Volatile.Write(ref _bytes, _bytes + bytes.Length);
    }

    /// <summary>One that lasts already goes on.</summary>
    private void BeginGap(long position, string reason)
    {
        lock (_lock)
        {
            if (_gaps is not [.., { Length: null }])
            {
                _gaps.Add(new RecordingGap(position, reason, Length: null));
            }
        }
    }

    private void EndGap()
    {
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            if (_gaps is [.., { Length: null } gap])
            {
                _gaps[^1] = gap with { Length = _time.GetElapsedTime(_lastReadAt, now) };
            }
        }

        _lastReadAt = now;
    }

    // errno(3): ENOSPC, EDQUOT.
    private static bool IsDiskFull(Exception exception) => exception.HResult is 28 or 122;
}
