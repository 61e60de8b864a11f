using System.IO.Pipelines;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Live;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Live;

public sealed class LiveStreamTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _source = new(new PipeOptions(pauseWriterThreshold: 0));

    private static RelaySource Source => new(new Uri("http://tv.lan/1"), [], SourceTrust.Lineup);

    [Fact]
    public async Task Viewer_gets_tables_then_the_last_key_frame_a_second_back_then_live()
    {
        await using var stream = Open();
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt()], stream);
        for (byte second = 0; second < 5; second++)
        {
            await SendAsync([.. maker.Picture(true, 3, second), .. maker.Picture(false, 3, second)], stream);
            _time.Advance(TimeSpan.FromSeconds(0.6));
        }

        using var viewer = new ViewerStream();
        var pump = stream.PumpAsync(viewer, Wait.Limit);
        // Key frames are 0.6, 1.2, 1.8, … seconds old: the second youngest it is.
        byte[] tables = [.. TsMaker.Pat(), .. new TsMaker().Pmt()];
        await viewer.WaitForAsync(tables.Length + (12 * 188));
        Assert.Equal(tables, viewer.Received[..tables.Length]);
        Assert.Equal(3, viewer.Received[tables.Length + 187]);
        Assert.Equal(0x41, viewer.Received[tables.Length + 1]);

        await SendAsync(maker.Picture(false, 3, 77), stream);
        await viewer.WaitForAsync(tables.Length + (15 * 188));
        Assert.Equal(77, viewer.Received[^1]);
        await _source.Writer.CompleteAsync();
        Assert.Equal(ViewerEnd.StreamEnded, await pump);
        Assert.Equal(LiveEndReason.SourceEnded, (await stream.Completion).Reason);
    }

    /// <summary>Two programs in turns, whose clocks are hours apart.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Viewers_clock_is_that_of_the_program_that_is_meant(int program)
    {
        const long Ahead = TsClock.Second / 2;
        const long Frame = TsClock.Second / 25;
        int[] pids = [0x101, 0x201];
        long[] began = [5_000, 5 * 3600 * TsClock.Second];
        var (own, other) = (program - 1, 2 - program);
        List<byte> bytes = [.. TsMaker.Programs(pids)];
        for (var time = 0L; time < 2 * TsClock.Second; time += Frame)
        {
            for (var each = 0; each < pids.Length; each++)
            {
                bytes.AddRange([.. TsUnits.KeyClock(pids[each], began[each] + time), .. TsUnits.Unit(pids[each], began[each] + time + Ahead)]);
            }
        }

        await using var stream = new LiveStream(Source with { Program = program }, new HttpBody(default, _source.Reader.AsStream()), new RelayOptions(), _time);
        await SendAsync([.. bytes], stream);
        await _source.Writer.CompleteAsync();
        using var viewer = new ViewerStream();
        await stream.PumpAsync(viewer, Wait.Limit);

        var written = Clocks(pids[own]);
        Assert.InRange(TsClock.Since(began[own], written[0]), Ahead - (TsClock.Second / 50), Ahead);
        Assert.InRange(TsClock.Since(began[own] + (2 * TsClock.Second) - Frame, written[^1]), TsClock.Second / 2, TsClock.Second);
        Assert.Equal(written.Order(), written);
        Assert.All(Clocks(pids[other]), clock => Assert.Equal(0, (clock - began[other]) % Frame));

        List<long> Clocks(int pid) => [.. viewer.Received.Chunk(TsPacket.Size)
            .Where(packet => new TsPacket(packet).Pid == pid && TsClock.Pcr(packet) != TsClock.None).Select(packet => TsClock.Pcr(packet))];
    }

    [Fact]
    public async Task Viewer_waits_for_the_first_key_frame()
    {
        await using var stream = Open();
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt(), .. maker.Picture(false, 5)], stream);
        using var viewer = new ViewerStream();
        var pump = stream.PumpAsync(viewer, Wait.Limit);
        await SendAsync(maker.Picture(false, 5), stream);
        await SendAsync(maker.Picture(true, 1, 9), stream);
        await viewer.WaitForAsync(3 * 188);
        Assert.Equal(9, viewer.Received[^1]);
        await _source.Writer.CompleteAsync();
        await pump;
        Assert.Equal(3 * 188, viewer.Received.Length);
    }

    [Fact]
    public async Task Without_a_key_frame_the_viewer_gets_what_there_is_after_a_while()
    {
        await using var stream = Open();
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt(), .. maker.Picture(false, 5)], stream);
        using var viewer = new ViewerStream();
        var pump = stream.PumpAsync(viewer, Wait.Limit);
        _time.Advance(TimeSpan.FromSeconds(6));
        await SendAsync(maker.Picture(false, 5), stream);
        await viewer.WaitForAsync(14 * 188);
        await _source.Writer.CompleteAsync();
        await pump;
    }

    [Fact]
    public async Task Radio_starts_at_once()
    {
        await using var stream = Open();
        await SendAsync([.. TsMaker.Pat(), .. new TsMaker(streamType: 0x0f).Pmt(), .. new TsMaker().Picture(false, 5)], stream);
        using var viewer = new ViewerStream();
        var pump = stream.PumpAsync(viewer, Wait.Limit);
        await viewer.WaitForAsync(9 * 188);
        await _source.Writer.CompleteAsync();
        await pump;
    }

    [Fact]
    public async Task Any_split_of_the_bytes_gives_the_same()
    {
        byte[] bytes = [.. new byte[] { 1, 2, 3 }, .. new TsMaker().Groups(4, packets: 2)];
        await Gen.Int[1, 700].Array[1, 20].SampleAsync(async sizes =>
        {
            var pipe = new Pipe();
            await using var stream = new LiveStream(Source, new HttpBody(default, new SplitStream(bytes, sizes)), new RelayOptions(), _time);
            Assert.Equal(LiveEndReason.SourceEnded, (await stream.Completion).Reason);
            Assert.Equal(4, stream.KeyFrames);
            Assert.Equal(bytes.Length - 3, stream.BytesReceived);
        }, iter: 200);
    }

    [Fact]
    public async Task Slow_viewer_goes_on_at_a_later_key_frame_and_the_others_do_not_notice()
    {
        await using var stream = Open(new RelayOptions { RingBytes = 320 * 188 * 4 });
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt(), .. maker.Picture(true, 100)], stream);
        using var slow = new ViewerStream { IsStuck = true };
        using var fast = new ViewerStream();
        var slowPump = stream.PumpAsync(slow, Wait.Limit);
        var fastPump = stream.PumpAsync(fast, Wait.Limit);
        long sent = 102 * 188;
        for (byte group = 1; group <= 40; group++)
        {
            await SendAsync([.. maker.Picture(true, 50, group), .. maker.Picture(false, 50, group)], stream);
            sent += 100 * 188;
            await fast.WaitForAsync((int)sent);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, stream.ViewerCount);
        slow.IsStuck = false;
        await _source.Writer.CompleteAsync();
        Assert.Equal(ViewerEnd.StreamEnded, await slowPump);
        Assert.Equal(ViewerEnd.StreamEnded, await fastPump);
        Assert.Equal(sent, fast.Received.Length);
        Assert.InRange(slow.Received.Length, 100 * 188, sent / 2);
        Assert.Equal(40, slow.Received[^1]);
        Assert.Equal(0, slow.Received.Length % 188);
        Assert.Equal(0, stream.ViewerCount);
    }

    [Fact]
    public async Task Connection_stays_until_owner_and_last_viewer_left()
    {
        var stream = Open();
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt(), .. maker.Picture(true, 5)], stream);
        using var viewer = new ViewerStream();
        using var leaving = new CancellationTokenSource();
        var pump = stream.PumpAsync(viewer, leaving.Token);
        await stream.DisposeAsync();
        await SendAsync(maker.Picture(false, 5), stream);
        await viewer.WaitForAsync(12 * 188);
        Assert.False(stream.Completion.IsCompleted);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        Assert.Equal(LiveEndReason.Closed, (await stream.Completion.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken)).Reason);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.PumpAsync(viewer, Wait.Limit));
    }

    [Fact]
    public async Task Viewer_that_closed_is_told_and_ends_alone()
    {
        await using var stream = Open();
        var maker = new TsMaker();
        await SendAsync([.. TsMaker.Pat(), .. maker.Pmt(), .. maker.Picture(true, 5)], stream);
        using var viewer = new ViewerStream { IsBroken = true };
        Assert.Equal(ViewerEnd.ViewerLeft, await stream.PumpAsync(viewer, Wait.Limit));
        Assert.False(stream.Completion.IsCompleted);
    }

    [Fact]
    public async Task Silence_shows_and_ends_the_stream_at_last()
    {
        await using var stream = Open();
        await SendAsync(TsMaker.Pat(), stream);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), stream.SinceLastByte);
        Assert.False(stream.Completion.IsCompleted);
        await SendAsync(TsMaker.Pat(), stream);
        Assert.Equal(TimeSpan.Zero, stream.SinceLastByte);
        // The timer is wound up just before the bytes are taken.
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(LiveEndReason.NoData, (await stream.Completion.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken)).Reason);
    }

    [Fact]
    public async Task Broken_connection_is_told()
    {
        await using var stream = Open();
        await SendAsync(TsMaker.Pat(), stream);
        await _source.Writer.CompleteAsync(new IOException("reset"));
        var end = await stream.Completion;
        Assert.Equal(LiveEndReason.SourceFailed, end.Reason);
        Assert.Contains("reset", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truncated_packet_at_the_end_is_left_out()
    {
        await using var stream = Open();
        await SendAsync([.. TsMaker.Pat(), .. TsMaker.Pat()[..100]], stream, expected: 188);
        await _source.Writer.CompleteAsync();
        await stream.Completion;
        Assert.Equal(188, stream.BytesReceived);
    }

    private LiveStream Open(RelayOptions? options = null) =>
        new(Source, new HttpBody(default, _source.Reader.AsStream()), options ?? new RelayOptions(), _time);

    /// <summary>Sends, and waits until the stream took it.</summary>
    private async Task SendAsync(byte[] bytes, LiveStream stream, int? expected = null)
    {
        var until = stream.BytesReceived + (expected ?? bytes.Length);
        await _source.Writer.WriteAsync(bytes);
        await Wait.Until(() => stream.BytesReceived == until);
    }

    private sealed class SplitStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
    {
        private int _turn;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span[..Math.Min(buffer.Length, sizes[_turn++ % sizes.Length])]));
    }
}
