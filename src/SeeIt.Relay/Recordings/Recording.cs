using System.Buffers;

namespace SeeIt.Relay;

/// <summary>
/// Writes a live stream into a file, as it came, PAT and PMT first. It has a place of its own in the stream: a disk that
/// is too slow costs the recording a gap, and the viewers nothing. Thread-safe.
/// </summary>
public sealed class Recording : IAsyncDisposable
{
    private const int Chunk = 128 * 1024;

    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(1);

    private readonly SourceHold _hold;
    private readonly RecordFrom _from;
    private readonly TimeProvider _time;
    private readonly Func<string, FileStream> _open;
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _startedAt;
    private long _bytes;
    private long _lastWriteAt;
    private int _gaps;

    private Recording(SourceHold hold, string path, RecordFrom from, TimeProvider time, Func<string, FileStream> open)
    {
        (_hold, Path, _from, _time, _open) = (hold, path, from, time, open);
        _lastWriteAt = _startedAt = time.GetTimestamp();
        Completion = RunAsync();
    }

    public string Path { get; }

    /// <summary>Ends when the file is closed, and all of it is on the disk. Never fails.</summary>
    public Task<RecordingEnd> Completion { get; }

    /// <summary>Bytes written by this recording.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>From the recording's start to the last byte written, by the clock: what the ring had before is not counted.</summary>
    public TimeSpan Duration => _time.GetElapsedTime(_startedAt, Volatile.Read(ref _lastWriteAt));

    /// <summary>How often the disk was too slow, and a part of the stream is missing.</summary>
    public int Gaps => Volatile.Read(ref _gaps);

    /// <summary>Starts to record, at once and in the background.</summary>
    /// <param name="hold">Owned from now on: released when the recording is over.</param>
    /// <param name="path">A file that is there is continued, never overwritten: so a recording goes on after its source was lost.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="time">Clock.</param>
    public static Recording Start(SourceHold hold, string path, RecordFrom from, TimeProvider time) => Start(hold, path, from, time, Open);

    // A test puts its own way to open the file in place.
    internal static Recording Start(SourceHold hold, string path, RecordFrom from, TimeProvider time, Func<string, FileStream> open)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return new Recording(hold, path, from, time, open);
    }

    /// <summary>Ends the recording and returns when the file is complete on the disk.</summary>
    public async Task<RecordingEnd> StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        return await Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.Read,
        BufferSize = 0,
    });

    private async Task<RecordingEnd> RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await RecordAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RecordingEnd(IsDiskFull(exception) ? RecordingEndReason.DiskFull : RecordingEndReason.WriteFailed, $"{Path}: {exception.Message}");
        }
        catch (ObjectDisposedException)
        {
            return new RecordingEnd(RecordingEndReason.SourceEnded, "The stream was closed.");
        }
        finally
        {
            await _hold.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<RecordingEnd> RecordAsync()
    {
        using var reader = _hold.Stream.OpenReader(_from == RecordFrom.Earliest);
        var file = _open(Path);
        await using (file.ConfigureAwait(false))
        {
            await WriteAsync(file, _hold.Stream.TablePackets()).ConfigureAwait(false);
            var end = await CopyAsync(reader, file).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            return end;
        }
    }

    private async Task<RecordingEnd> CopyAsync(LiveStream.RawReader reader, FileStream file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var filled = 0;
        try
        {
            var count = 1;
            while (count > 0 && !_stopping.IsCancellationRequested)
            {
                count = await ReadAsync(reader, buffer.AsMemory(filled, Chunk - filled)).ConfigureAwait(false);
                filled += count;
                Volatile.Write(ref _gaps, reader.Gaps);
                if (filled == Chunk || _time.GetElapsedTime(_lastWriteAt) >= WriteInterval)
                {
                    await WriteAsync(file, buffer.AsMemory(0, filled)).ConfigureAwait(false);
                    filled = 0;
                }
            }

            await WriteAsync(file, buffer.AsMemory(0, filled)).ConfigureAwait(false);
            return _stopping.IsCancellationRequested
                ? new RecordingEnd(RecordingEndReason.Stopped, "Stopped.")
                : new RecordingEnd(RecordingEndReason.SourceEnded, (await _hold.Stream.Completion.ConfigureAwait(false)).Detail);
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
            return await reader.ReadAsync(destination, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes)
    {
        await file.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        Volatile.Write(ref _lastWriteAt, _time.GetTimestamp());
        Volatile.Write(ref _bytes, _bytes + bytes.Length);
    }

    // errno(3): ENOSPC, EDQUOT.
    private static bool IsDiskFull(Exception exception) => exception.HResult is 28 or 122;
}
