using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Win32.SafeHandles;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Recordings;

public sealed class RecordingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly byte[] _stream = new TsMaker().Groups(3);
    private readonly byte[] _tables = [.. TsMaker.Pat(), .. new TsMaker().Pmt()];

    private string File => Path.Combine(_folder.Path, "show.ts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Records_from_the_newest_key_frame_until_the_source_ends()
    {
        await using var server = FaultServer.Bytes(_stream, thenClose: true);
        var hold = await HoldAsync(server);
        await hold.Stream.Completion;
        await using var recording = Recording.Start(hold, File, RecordFrom.Now, _time);
        Assert.Equal(RecordingEndReason.SourceEnded, (await recording.Completion).Reason);
        var written = await ReadAsync();
        Assert.Equal([.. _tables, .. _stream[(_tables.Length + (80 * 188))..]], written);
        Assert.Equal(new FileInfo(File).Length, recording.Bytes);
        Assert.Equal(0, recording.Gaps);
    }

    [Fact]
    public async Task Time_shift_records_all_that_the_ring_has()
    {
        using var later = new SemaphoreSlim(0);
        var (first, rest) = (_stream[..(50 * 188)], _stream[(50 * 188)..]);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(first, cancellation);
            await later.WaitAsync(cancellation);
            await stream.WriteAsync(rest, cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        var hold = await HoldAsync(server);
        await Wait.Until(() => hold.Stream.KeyFrames == 2);
        var recording = Recording.Start(hold, File, RecordFrom.Earliest, _time);
        await Wait.Until(() => recording.Bytes == _tables.Length);
        _time.Advance(TimeSpan.FromSeconds(2));
        later.Release();
        await Wait.Until(() => recording.Bytes > _tables.Length);
        Assert.Equal(TimeSpan.FromSeconds(2), recording.Duration);
        await Wait.Until(() => hold.Stream.BytesReceived == _stream.Length);
        Assert.Equal(RecordingEndReason.Stopped, (await recording.StopAsync()).Reason);
        var written = await ReadAsync();
        // What had come when it was stopped: all of the first part, and of the rest perhaps not all.
        byte[] whole = [.. _tables, .. _stream];
        Assert.InRange(written.Length, _tables.Length + first.Length, whole.Length);
        Assert.Equal(whole[..written.Length], written);
        Assert.Equal(LiveEndReason.Closed, (await hold.Stream.Completion).Reason);
        await recording.DisposeAsync();
    }

    [Fact]
    public async Task File_that_is_there_is_continued()
    {
        await System.IO.File.WriteAllBytesAsync(File, _tables, TestContext.Current.CancellationToken);
        await using var server = FaultServer.Bytes(_stream, thenClose: true);
        var hold = await HoldAsync(server);
        await hold.Stream.Completion;
        await using var recording = Recording.Start(hold, File, RecordFrom.Earliest, _time);
        await recording.Completion;
        var written = await ReadAsync();
        Assert.Equal([.. _tables, .. _tables, .. _stream], written);
    }

    [Fact]
    public async Task Full_disk_ends_the_recording_and_not_the_viewer()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        var hold = await HoldAsync(server, sources);
        var viewing = await HoldAsync(server, sources);
        await Wait.Until(() => hold.Stream.KeyFrames == 3);
        await using var recording = Recording.Start(hold, "/dev/full", RecordFrom.Earliest, _time, path => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0));
        var end = await recording.Completion;
        Assert.Equal(RecordingEndReason.DiskFull, end.Reason);
        Assert.Contains("No space left", end.Detail, StringComparison.Ordinal);
        using var viewer = new ViewerStream();
        var pump = viewing.Stream.PumpAsync(viewer, Wait.Limit);
        await viewer.WaitForAsync(_tables.Length);
        Assert.False(viewing.Stream.Completion.IsCompleted);
        await viewing.DisposeAsync();
        await pump;
    }

    [Fact]
    public async Task File_that_cannot_be_made_is_named()
    {
        await using var server = FaultServer.Bytes(_stream);
        var path = Path.Combine(_folder.Path, "absent", "show.ts");
        await using var recording = Recording.Start(await HoldAsync(server), path, RecordFrom.Now, _time);
        var end = await recording.Completion;
        Assert.Equal(RecordingEndReason.WriteFailed, end.Reason);
        Assert.StartsWith(path, end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_disk_costs_the_recording_a_gap_and_the_viewers_nothing()
    {
        using var start = new SemaphoreSlim(0);
        var groups = Enumerable.Range(0, 40).Select(_ => new TsMaker().Groups(1, packets: 40)).ToList();
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            foreach (var group in groups)
            {
                await stream.WriteAsync(group, cancellation);
                await start.WaitAsync(cancellation);
            }
        });
        var sources = Sources(new RelayOptions { RingBytes = 320 * 188 * 4 });
        var hold = await HoldAsync(server, sources);
        var viewing = await HoldAsync(server, sources);
        using var disk = new AnonymousPipeServerStream(PipeDirection.Out);
        using var platter = new AnonymousPipeClientStream(PipeDirection.In, disk.ClientSafePipeHandle);
        await using var recording = Recording.Start(hold, "pipe", RecordFrom.Earliest, _time,
            _ => new FileStream(new SafeFileHandle(disk.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, 0));
        using var viewer = new ViewerStream();
        var pump = viewing.Stream.PumpAsync(viewer, Wait.Limit);
        var sent = 0;
        foreach (var group in groups)
        {
            sent += group.Length;
            await viewer.WaitForAsync(sent);
            start.Release();
        }

        await viewing.Stream.Completion;
        Assert.True(recording.Bytes < sent / 4);
        var drain = platter.CopyToAsync(System.IO.Stream.Null, TestContext.Current.CancellationToken);
        Assert.Equal(RecordingEndReason.SourceEnded, (await recording.Completion).Reason);
        Assert.Equal(1, recording.Gaps);
        Assert.Equal(ViewerEnd.StreamEnded, await pump);
        disk.Dispose();
        await drain;
    }

    private Task<byte[]> ReadAsync() => System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

    private SharedSources Sources(RelayOptions options) =>
        new(new LiveRelay(options, TimeProvider.System, NullLogger<LiveRelay>.Instance), options with { Linger = TimeSpan.Zero }, _time);

    private async Task<SourceHold> HoldAsync(FaultServer server, SharedSources? sources = null) =>
        Assert.IsType<HeldOpening>(await (sources ?? Sources(new RelayOptions())).OpenAsync(
            new RelaySource(server.Address, [], SourceTrust.Lineup), SourceUse.Recording, Wait.Limit)).Hold;
}
