using System.Buffers;
using System.Collections.Concurrent;
using SeeIt.Relay.Recordings;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay;

/// <summary>
/// A recording as a source: finished, or still growing. Each viewer begins where it likes and reads at its own pace.
/// Thread-safe.
/// </summary>
public sealed class RecordedShow
{
    private const int Chunk = 700 * TsPacket.Size;

    /// <summary>PAT and PMT come several times a second.</summary>
    private const int TablesWithin = 40 * Chunk;

    /// <summary>How long a recording without an index is looked through before it is played.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How often one that grows is looked at, at its end.</summary>
    private static readonly TimeSpan Growth = TimeSpan.FromMilliseconds(100);

    /// <summary>Those that are being looked through in the background.</summary>
    private static readonly ConcurrentDictionary<string, bool> Indexing = new();

    private readonly string _path;
    private readonly int? _program;
    private readonly TimeProvider _time;

    internal RecordedShow(string path, int? program, TimeProvider time) => (_path, _program, _time) = (path, program, time);

    /// <summary>It is being recorded now.</summary>
    public bool IsGrowing => RecordingFile.IsGrowing(_path);

    /// <summary>
    /// Finds where to begin, and how long the recording is by now. What the index beside it lacks is read and kept; where that
    /// takes long it is read on in the background, and the length is by the part that was read.
    /// </summary>
    /// <param name="at">The key frame at this time is found, or the last one before it.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<(RecordedPlace Place, TimeSpan Length)> FindAsync(TimeSpan at, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var (places, length, isWhole) = await LookThroughAsync(
            seen => seen > at && _time.GetElapsedTime(began) >= Patience, cancellation).ConfigureAwait(false);
        if (!isWhole && Indexing.TryAdd(_path, true))
        {
            _ = IndexAsync();
        }

        var found = places.FindLastIndex(place => place.Time <= at);
        return (found > 0 ? places[found] : default, length);
    }

    /// <summary>Finds where a recording ends by now; its time is the recording's length.</summary>
    /// <param name="known">Where it ended before: only what came since is read. The default when that is not known.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<RecordedPlace> FindEndAsync(RecordedPlace known, CancellationToken cancellation)
    {
        var file = RecordingFile.Read(_path);
        await using (file.ConfigureAwait(false))
        {
            if (known == default && PlaceIndex.Read(_path, file.Length) is [.., var last])
            {
                known = last;
            }

            return await FindFromAsync(file, known, [], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Writes it to one viewer: PAT and PMT, then from there on; one that is growing is followed.</summary>
    /// <param name="viewer">Written to, and not disposed.</param>
    /// <param name="from">Of <see cref="FindAsync"/>; the default is the beginning.</param>
    /// <param name="cancellation">Ends the pump.</param>
    /// <returns>How it ended: the stream's end is that of the recording.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<ViewerEnd> PumpAsync(Stream viewer, RecordedPlace from, CancellationToken cancellation) =>
        PumpAsync(viewer, from, new RecordedEdge(_time), cancellation);

    /// <inheritdoc cref="PumpAsync(Stream, RecordedPlace, CancellationToken)"/>
    /// <param name="viewer">Written to, and not disposed.</param>
    /// <param name="from">Of <see cref="FindAsync"/>; the default is the beginning.</param>
    /// <param name="edge">Told whether the viewer has all that there is.</param>
    /// <param name="cancellation">Ends the pump.</param>
    public async Task<ViewerEnd> PumpAsync(Stream viewer, RecordedPlace from, RecordedEdge edge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(edge);
        var file = RecordingFile.Read(_path);
        await using (file.ConfigureAwait(false))
        {
            var finder = new PlaceFinder(_program);
            await ScanAsync(file, finder, from.Position, from.Position + TablesWithin, [], cancellation).ConfigureAwait(false);
            if (!finder.Tables.IsComplete)
            {
                await ScanAsync(file, finder, 0, TablesWithin, [], cancellation).ConfigureAwait(false);
            }

            file.Seek(from.Position, SeekOrigin.Begin);
            return await TryWriteAsync(viewer, finder.Tables.ToPackets(TsClock.None), cancellation).ConfigureAwait(false)
                ? await CopyAsync(file, viewer, edge, cancellation).ConfigureAwait(false)
                : ViewerEnd.ViewerLeft;
        }
    }

    private async Task IndexAsync()
    {
        try
        {
            await LookThroughAsync(_ => false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It is found when it is played, as far as it can be read.
        }
        finally
        {
            Indexing.TryRemove(_path, out _);
        }
    }

    /// <summary>The index, and what is read beyond it until it is enough. It is kept when that is all there is.</summary>
    private async Task<(List<RecordedPlace> Places, TimeSpan Length, bool IsWhole)> LookThroughAsync(Func<TimeSpan, bool> isEnough, CancellationToken cancellation)
    {
        var isGrowing = IsGrowing;
        var file = RecordingFile.Read(_path);
        await using (file.ConfigureAwait(false))
        {
            var places = PlaceIndex.Read(_path, file.Length);
            var known = places.Count;
            var end = await FindFromAsync(file, known > 0 ? places[^1] : default, places, cancellation, isEnough).ConfigureAwait(false);
            if (end.Position < RecordingFile.WholePackets(file.Length) && !isGrowing)
            {
                return (places, end.Time * (file.Length / (double)end.Position), false);
            }

            if (places.Count > known && !isGrowing)
            {
                PlaceIndex.Keep(_path, places);
            }

            return (places, end.Time, true);
        }
    }

    private async Task<RecordedPlace> FindFromAsync(
        FileStream file, RecordedPlace from, List<RecordedPlace> found, CancellationToken cancellation, Func<TimeSpan, bool>? isEnough = null)
    {
        var finder = new PlaceFinder(_program);
        if (from != default)
        {
            // The tables are at the beginning: the rest cannot be read without.
            await ScanAsync(file, finder, 0, Chunk, [], cancellation).ConfigureAwait(false);
            finder.Jump(from);
        }

        return finder.At(await ScanAsync(file, finder, from.Position, long.MaxValue, found, cancellation, isEnough).ConfigureAwait(false));
    }

    /// <summary>Feeds what lies between the places, to the file's end at most; when only tables are looked for, until they are there.</summary>
    /// <returns>Where it stopped.</returns>
    private static async Task<long> ScanAsync(
        FileStream file, PlaceFinder finder, long from, long to, List<RecordedPlace> found, CancellationToken cancellation, Func<TimeSpan, bool>? isEnough = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            file.Seek(from, SeekOrigin.Begin);
            while (from < to && !(to < long.MaxValue && finder.Tables.IsComplete) && isEnough?.Invoke(finder.Time) != true
                && await ReadAsync(file, buffer.AsMemory(0, Chunk), cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                finder.Feed(buffer.AsSpan(0, count), from, found);
                from += count;
            }

            return from;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ViewerEnd> CopyAsync(FileStream file, Stream viewer, RecordedEdge edge, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (true)
            {
                // In this order: what was written before it stopped growing is read.
                var isGrowing = IsGrowing;
                var count = await ReadAsync(file, buffer.AsMemory(0, Chunk), cancellation).ConfigureAwait(false);
                edge.Read(count);
                if (count > 0 && !await TryWriteAsync(viewer, buffer.AsMemory(0, count), cancellation).ConfigureAwait(false))
                {
                    return ViewerEnd.ViewerLeft;
                }

                if (count == 0 && !isGrowing)
                {
                    return ViewerEnd.StreamEnded;
                }

                if (count == 0)
                {
                    await Task.Delay(Growth, _time, cancellation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>False when the viewer is gone.</summary>
    private static async ValueTask<bool> TryWriteAsync(Stream viewer, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await viewer.WriteAsync(bytes, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whole packets; what is torn at the file's end is read again.</summary>
    private static async ValueTask<int> ReadAsync(FileStream file, Memory<byte> destination, CancellationToken cancellation)
    {
        var count = await file.ReadAtLeastAsync(destination, destination.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        var whole = (int)RecordingFile.WholePackets(count);
        file.Seek(whole - count, SeekOrigin.Current);
        return whole;
    }
}
