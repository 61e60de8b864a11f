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
    public async Task Records_from_the_newest_key_frame_until_it_is_stopped()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        await using var viewing = await HoldAsync(server, sources);
        await Wait.Until(() => viewing.Stream.BytesReceived == _stream.Length);
        await using var recording = Start(sources, server, RecordFrom.Now);
        await WaitForAsync(recording, _tables.Length + _stream.Length - (_tables.Length + (80 * 188)));
        Assert.Equal(RecordingEndReason.Stopped, (await recording.StopAsync()).Reason);
        await SeeWrittenAsync([.. _tables, .. _stream[(_tables.Length + (80 * 188))..]]);
        Assert.Equal(new FileInfo(File).Length, recording.Bytes);
        Assert.Empty(recording.Gaps);
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
        var sources = Sources(new RelayOptions());
        await using var viewing = await HoldAsync(server, sources);
        await Wait.Until(() => viewing.Stream.BytesReceived == first.Length);
        await using var recording = Start(sources, server, RecordFrom.Earliest);
        await Wait.Until(() => recording.Bytes == _tables.Length + first.Length);
        _time.Advance(TimeSpan.FromSeconds(2));
        later.Release();
        await Wait.Until(() => recording.Bytes == _tables.Length + _stream.Length);
        Assert.Equal(TimeSpan.FromSeconds(2), recording.Duration);
        await recording.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _stream]);
    }

    [Fact]
    public async Task File_that_is_there_is_continued_behind_its_last_whole_packet()
    {
        await System.IO.File.WriteAllBytesAsync(File, [.. _tables, .. _tables[..100]], TestContext.Current.CancellationToken);
        await using var server = FaultServer.Bytes(_stream);
        await using var recording = Start(Sources(new RelayOptions()), server, RecordFrom.Earliest);
        await WaitForAsync(recording, _tables.Length + _stream.Length);
        await recording.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _tables, .. _stream]);
    }

    [Fact]
    public async Task Source_that_drops_goes_on_in_the_same_file_with_its_tables_and_the_gap_is_noted()
    {
        var connections = 0;
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(_stream, cancellation);
            if (Interlocked.Increment(ref connections) == 1)
            {
                await stream.WriteAsync(_stream.AsMemory(0, 100), cancellation);
            }
            else
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        });
        await using var recording = Start(Sources(new RelayOptions()), server, RecordFrom.Earliest);
        var once = _tables.Length + _stream.Length;
        await WaitForAsync(recording, 2 * once);
        await recording.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _stream, .. _tables, .. _stream]);
        var gap = Assert.Single(recording.Gaps);
        Assert.Equal(once, gap.Position);
        Assert.Equal("127.0.0.1 ended the stream.", gap.Reason);
        Assert.True(gap.Length >= TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task Source_that_who_watches_ends_loses_nothing_that_came_and_goes_on()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        var viewing = await HoldAsync(server, sources);
        await using var recording = Start(sources, server, RecordFrom.Earliest);
        await Wait.Until(() => viewing.Stream.BytesReceived == _stream.Length && viewing.Stream.ViewerCount == 1);
        await viewing.EndSourceAsync();
        await viewing.DisposeAsync();
        var once = _tables.Length + _stream.Length;
        await WaitForAsync(recording, 2 * once);
        Assert.Equal(once, Assert.Single(recording.Gaps).Position);
        await recording.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _stream, .. _tables, .. _stream]);
    }

    /// <summary>A reader that is behind, as a recording whose disk holds it up.</summary>
    [Fact]
    public async Task What_came_before_a_source_was_ended_can_be_read_to_its_end()
    {
        await using var server = FaultServer.Bytes(_stream);
        await using var hold = await HoldAsync(server);
        await Wait.Until(() => hold.Stream.BytesReceived == _stream.Length);
        using (var reader = hold.Stream.OpenReader(isFromStart: true))
        {
            await hold.EndSourceAsync();
            var buffer = new byte[_stream.Length];
            Assert.Equal(_stream.Length, await reader.ReadAsync(buffer, Wait.Limit));
            Assert.Equal(0, await reader.ReadAsync(buffer, Wait.Limit));
            Assert.Equal(_stream, buffer);
        }

        Assert.Throws<ObjectDisposedException>(() => hold.Stream.OpenReader(isFromStart: true));
    }

    /// <summary>The player was killed, or shows another channel: the agent lets its hold go.</summary>
    [Fact]
    public async Task Viewers_that_leave_do_not_cost_the_recording_a_byte()
    {
        using var next = new SemaphoreSlim(0);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            foreach (var part in _stream.Chunk(10 * 188))
            {
                await stream.WriteAsync(part, cancellation);
                await next.WaitAsync(cancellation);
            }

            await Task.Delay(Timeout.Infinite, cancellation);
        });
        var sources = Sources(new RelayOptions());
        await using var recording = Start(sources, server, RecordFrom.Earliest);

        // Else a viewer may be there first, and take the source away with it.
        await Wait.Until(() => recording.Bytes > 0);
        for (var part = 0; part < _stream.Length / (10 * 188); part++)
        {
            using var viewer = new ViewerStream { IsBroken = part % 2 == 0, IsStuck = true };
            using var leaving = new CancellationTokenSource();
            var viewing = await HoldAsync(server, sources, SourceUse.Viewing);
            var pump = viewing.Stream.PumpAsync(viewer, leaving.Token);
            next.Release();
            await leaving.CancelAsync();
            await ((Task)pump).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await viewing.DisposeAsync();
        }

        next.Release();
        await WaitForAsync(recording, _tables.Length + _stream.Length);
        await recording.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _stream]);
        Assert.Empty(recording.Gaps);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Source_that_does_not_come_is_asked_ever_more_seldom_until_the_recording_is_stopped()
    {
        await using var server = FaultServer.Text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        var began = _time.GetUtcNow();
        await using var recording = Start(Sources(new RelayOptions()), server, RecordFrom.Now);
        List<double> asked = [];
        for (var request = 1; request <= 12; request++)
        {
            await AdvanceUntilAsync(() => server.Requests.Count >= request);
            asked.Add((_time.GetUtcNow() - began).TotalSeconds);
        }

        // The clock may move on while a request is under way: never sooner, and by the pauses themselves not later.
        Assert.All(asked.Zip(asked.Skip(1)).Index(), pair =>
            Assert.True(pair.Item.Second - pair.Item.First >= Recording.PauseAfter(pair.Index + 1).TotalSeconds - 1));
        Assert.Equal([0, 0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 9).Select(losses => Recording.PauseAfter(losses).TotalSeconds));
        Assert.Contains("503", Assert.Single(recording.Gaps).Reason, StringComparison.Ordinal);
        Assert.Equal(RecordingEndReason.Stopped, (await recording.StopAsync()).Reason);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n#EXTM3U\n", "only MPEG-TS")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n<!doctype html>", "a web page")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", "not a public host")]
    public async Task Source_that_cannot_be_recorded_ends_it(string answer, string named)
    {
        await using var server = FaultServer.Text(answer);
        await using var recording = Start(Sources(new RelayOptions()), server, RecordFrom.Now);
        var end = await recording.Completion.WaitAsync(Wait.Limit);
        Assert.Equal(RecordingEndReason.SourceUnfit, end.Reason);
        Assert.Contains(named, end.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SourceFault.EndsSoon)]
    [InlineData(SourceFault.Silent)]
    [InlineData(SourceFault.Refused)]
    [InlineData(SourceFault.Unavailable)]
    [InlineData(SourceFault.WebPage)]
    public async Task Recording_outlives_a_fault_of_its_source(SourceFault fault)
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        var time = TimeProvider.System;
        var options = new RelayOptions { NoDataTimeout = TimeSpan.FromSeconds(1), FirstByteTimeout = TimeSpan.FromSeconds(1), OpenTimeout = TimeSpan.FromSeconds(2), Linger = TimeSpan.Zero };
        var sources = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        await using var recording = Recording.Start(sources, new RelaySource(source.Address, [], SourceTrust.Lineup), File, RecordFrom.Now, time);
        await Wait.Until(() => recording.Bytes > 0);
        source.Fault = fault;
        if (fault is not SourceFault.Silent)
        {
            source.Close();
        }

        await Wait.Until(() => recording.Gaps.Count > 0);
        source.Fault = SourceFault.None;
        await Wait.Until(() => recording.Gaps[^1].Length is not null && recording.Bytes > recording.Gaps[^1].Position);
        await recording.StopAsync();

        var written = await ReadAsync();
        Assert.Equal(0, written.Length % 188);
        Assert.All(written.Chunk(188), packet => Assert.Equal(0x47, packet[0]));
        Assert.All(recording.Gaps, gap => Assert.Equal(0, TsClip.Pid(written.AsSpan((int)gap.Position, 188))));
    }

    [Fact]
    public async Task Full_disk_ends_the_recording_and_not_the_viewer()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        await using var viewing = await HoldAsync(server, sources);
        await Wait.Until(() => viewing.Stream.KeyFrames == 3);
        await using var recording = Recording.Start(sources, At(server), "/dev/full", RecordFrom.Earliest, _time,
            path => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0));
        await AdvanceUntilAsync(() => recording.Completion.IsCompleted);
        var end = await recording.Completion;
        Assert.Equal(RecordingEndReason.DiskFull, end.Reason);
        Assert.Contains("No space left", end.Detail, StringComparison.Ordinal);
        await SeeThatViewerIsFedAsync(viewing);
    }

    [Fact]
    public async Task Disk_that_fails_ends_the_recording_and_not_the_viewer()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        await using var viewing = await HoldAsync(server, sources);
        using var disk = new AnonymousPipeServerStream(PipeDirection.Out);
        disk.DisposeLocalCopyOfClientHandle();
        await using var recording = Recording.Start(sources, At(server), File, RecordFrom.Earliest, _time, _ => Pipe(disk));
        await AdvanceUntilAsync(() => recording.Completion.IsCompleted);
        Assert.Equal(RecordingEndReason.WriteFailed, (await recording.Completion).Reason);
        await SeeThatViewerIsFedAsync(viewing);
    }

    [Fact]
    public async Task File_that_cannot_be_made_is_named()
    {
        await using var server = FaultServer.Bytes(_stream);
        var path = Path.Combine(_folder.Path, "absent", "show.ts");
        await using var recording = Recording.Start(Sources(new RelayOptions()), At(server), path, RecordFrom.Now, _time);
        var end = await recording.Completion;
        Assert.Equal(RecordingEndReason.WriteFailed, end.Reason);
        Assert.StartsWith(path, end.Detail, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task File_that_is_being_recorded_is_not_written_by_another()
    {
        await using var server = FaultServer.Bytes(_stream);
        var sources = Sources(new RelayOptions());
        await using var one = Start(sources, server, RecordFrom.Earliest);
        await Wait.Until(() => one.Bytes > 0);
        await using var other = Start(sources, server, RecordFrom.Earliest);
        Assert.Equal(RecordingEndReason.WriteFailed, (await other.Completion.WaitAsync(Wait.Limit)).Reason);
        await WaitForAsync(one, _tables.Length + _stream.Length);
        await one.StopAsync();
        await SeeWrittenAsync([.. _tables, .. _stream]);
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

            await Task.Delay(Timeout.Infinite, cancellation);
        });
        var sources = Sources(new RelayOptions { RingBytes = 320 * 188 * 4 });
        await using var viewing = await HoldAsync(server, sources);
        using var disk = new AnonymousPipeServerStream(PipeDirection.Out);
        using var platter = new AnonymousPipeClientStream(PipeDirection.In, disk.ClientSafePipeHandle);
        await using var recording = Recording.Start(sources, At(server), File, RecordFrom.Earliest, _time, _ => Pipe(disk));
        await Wait.Until(() => viewing.Stream.ViewerCount == 1);
        using var viewer = new ViewerStream();
        using var leaving = new CancellationTokenSource();
        var pump = viewing.Stream.PumpAsync(viewer, leaving.Token);
        var sent = 0;
        foreach (var group in groups)
        {
            sent += group.Length;
            await viewer.WaitForAsync(sent);
            start.Release();
        }

        Assert.True(recording.Bytes < sent / 4);
        var drain = platter.CopyToAsync(System.IO.Stream.Null, TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(() => recording.Gaps is [{ Length: not null }]);
        Assert.Equal(RecordingEndReason.Stopped, (await recording.StopAsync()).Reason);
        Assert.Equal("The disk was too slow.", Assert.Single(recording.Gaps).Reason);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        disk.Dispose();
        await drain;
    }

    private static FileStream Pipe(AnonymousPipeServerStream disk) =>
        new(new SafeFileHandle(disk.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, 0);

    private static RelaySource At(FaultServer server) => new(server.Address, [], SourceTrust.Lineup);

    private static async Task SeeThatViewerIsFedAsync(SourceHold viewing)
    {
        using var viewer = new ViewerStream();
        using var leaving = new CancellationTokenSource();
        var pump = viewing.Stream.PumpAsync(viewer, leaving.Token);
        await viewer.WaitForAsync(4 * 188);
        Assert.False(viewing.Stream.Completion.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
    }

    private async Task SeeWrittenAsync(byte[] expected) => Assert.Equal(expected, await ReadAsync());

    private Task<byte[]> ReadAsync() => System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

    private SharedSources Sources(RelayOptions options) =>
        new(new LiveRelay(options, TimeProvider.System, NullLogger<LiveRelay>.Instance), options with { Linger = TimeSpan.Zero }, _time);

    private Recording Start(SharedSources sources, FaultServer server, RecordFrom from) => Recording.Start(sources, At(server), File, from, _time);

    private async Task<SourceHold> HoldAsync(FaultServer server, SharedSources? sources = null, SourceUse use = SourceUse.Recording) =>
        Assert.IsType<HeldOpening>(await (sources ?? Sources(new RelayOptions())).OpenAsync(At(server), use, Wait.Limit)).Hold;

    /// <summary>Lets the pauses before a source is opened again go by.</summary>
    private Task WaitForAsync(Recording recording, long bytes) => AdvanceUntilAsync(() => recording.Bytes >= bytes);

    private Task AdvanceUntilAsync(Func<bool> isSo) => Wait.Until(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return isSo();
    });
}
