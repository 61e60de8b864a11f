using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Datagrams;

/// <summary>Counts what the whole process allocates, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Burst = 60;

    // An object for each packet would be 24 or more; what each wake-up costs, without optimisation, is shared by a burst.
    private const double Most = 20;

    [Fact]
    public async Task Nothing_is_allocated_per_packet()
    {
        var port = UdpPort.Free();
        // A ring that is full soon: its blocks are allocated once, and used again from then on.
        var opening = new LiveRelay(new RelayOptions { RingBytes = 320 * 188 * 4 }, TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(new Uri($"rtp://@127.0.0.1:{port}"), [], SourceTrust.Lineup), Wait.Limit);
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(IPAddress.Loopback, port);
        var payload = new TsMaker().Picture(false, 7);
        var packet = Rtp.Packet(0, payload);
        var sequence = 0;
        void Send()
        {
            sequence++;
            (packet[2], packet[3]) = ((byte)(sequence >> 8), (byte)sequence);
            sender.Send(packet);
        }

        while (!opening.IsCompleted)
        {
            Send();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await using var live = Assert.IsType<LiveOpening>(await opening).Stream;
        SendMany(3000);

        // The least of some rounds: on a busy machine a burst comes in pieces, each of which wakes the reader.
        var perPacket = Enumerable.Range(0, 5).Min(_ =>
        {
            const int Count = 1200;
            var before = GC.GetTotalAllocatedBytes(precise: true);
            SendMany(Count);
            return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Count;
        });
        TestContext.Current.SendDiagnosticMessage($"{perPacket:0.0} bytes per packet");
        Assert.InRange(perPacket, 0, Most);

        void SendMany(int count)
        {
            for (var sent = 0; sent < count; sent += Burst)
            {
                var until = live.BytesReceived + (Burst * payload.Length);
                for (var index = 0; index < Burst; index++)
                {
                    Send();
                }

                // Not the helper: it allocates.
                Assert.True(SpinUntil(live, until));
            }
        }
    }

    private static bool SpinUntil(LiveStream live, long received)
    {
        var limit = Environment.TickCount64 + (long)Wait.Generous.TotalMilliseconds;
        while (live.BytesReceived < received && Environment.TickCount64 < limit)
        {
            Thread.Yield();
        }

        return live.BytesReceived >= received;
    }
}
