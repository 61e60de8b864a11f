using System.Net;
using System.Net.Sockets;
using SeeIt.Relay.Datagrams;

namespace SeeIt.Relay.SatIp;

/// <summary>RTP and RTCP by UDP: the usual way.</summary>
internal sealed class SatIpDatagrams(SatIpSession session, SatIpPorts ports, TimeProvider time) : SatIpBody(session)
{
    /// <summary>Servers report a few times a second.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(250);

    private readonly DatagramBody _stream = new(ports.Rtp, time);

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation) => _stream.ReadAsync(destination, cancellation);

    public override ValueTask WaitAsync(CancellationToken cancellation) => _stream.WaitAsync(cancellation);

    protected override Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(Session.KeepAliveAsync(Session.Connection.ReadResponseAsync, cancellation), ListenAsync(cancellation));

    protected override ValueTask CloseAsync()
    {
        ports.Rtcp.Dispose();
        return _stream.DisposeAsync();
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        using var batch = new DatagramBatch();
        using var timer = new PeriodicTimer(ReportEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                ports.Rtcp.Receive(batch);
                for (var at = 0; at < batch.Count; at++)
                {
                    TakeReport(batch[at]);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The stream does without reports.
        }
    }
}

/// <summary>An even port for RTP and the next one for RTCP (RFC 3550, section 11), open to one server.</summary>
internal sealed record SatIpPorts(DatagramSocket Rtp, DatagramSocket Rtcp) : IDisposable
{
    private const int Tries = 50;

    public string Transport => $"RTP/AVP;unicast;client_port={Rtp.Port}-{Rtcp.Port}";

    /// <exception cref="IOException">No such pair is free.</exception>
    public static SatIpPorts Open(IPAddress server)
    {
        var any = server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        for (var turn = 0; turn < Tries; turn++)
        {
            var rtp = new DatagramSocket(new IPEndPoint(any, 0), server);
            if (rtp.Port % 2 == 0)
            {
                try
                {
                    return new SatIpPorts(rtp, new DatagramSocket(new IPEndPoint(any, rtp.Port + 1), server));
                }
                catch (SocketException)
                {
                    // Taken: another pair.
                }
            }

            rtp.Dispose();
        }

        throw new IOException("No pair of UDP ports is free.");
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }
}
