using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Datagrams;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Live;

[Collection(nameof(AllocationTests))]
public sealed class HttpAllocationTests
{
    private const int Bursts = 300;

    // What each read and write costs, without optimisation, is shared by a burst; an object for each packet would be 24 or more.
    private const double Most = 20;

    [Fact]
    public async Task Nothing_is_allocated_per_packet_with_a_viewer()
    {
        var opened = new TaskCompletionSource<Stream>();
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n", cancellation);
            opened.SetResult(stream);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        // A ring that is full soon: its blocks are allocated once, and used again from then on.
        var opening = new LiveRelay(new RelayOptions { RingBytes = 320 * 188 * 4 }, TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(server.Address, [], SourceTrust.Lineup), Wait.Limit);
        var source = await opened.Task.WaitAsync(Wait.Limit);
        var burst = new TsMaker().Groups(1, packets: 14);
        source.Write(burst);
        await using var live = Assert.IsType<LiveOpening>(await opening).Stream;
        using var viewer = new CountingViewer();
        using var leaving = new CancellationTokenSource();
        var pump = live.PumpAsync(viewer, leaving.Token);
        SendMany();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        SendMany();
        var perPacket = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Bursts * burst.Length / TsPacket.Size);
        TestContext.Current.SendDiagnosticMessage($"{perPacket:0.0} bytes per packet");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        Assert.InRange(perPacket, 0, Most);

        void SendMany()
        {
            for (var sent = 0; sent < Bursts; sent++)
            {
                var until = viewer.Count + burst.Length;
                source.Write(burst);
                Assert.True(viewer.SpinUntil(until));
            }
        }
    }

    /// <summary>Takes all at once, and allocates nothing.</summary>
    private sealed class CountingViewer : MemoryStream
    {
        private long _count;

        public long Count => Volatile.Read(ref _count);

        public bool SpinUntil(long count)
        {
            var limit = Environment.TickCount64 + (long)Wait.Generous.TotalMilliseconds;
            while (Count < count && Environment.TickCount64 < limit)
            {
                Thread.Yield();
            }

            return Count >= count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Volatile.Write(ref _count, _count + buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
