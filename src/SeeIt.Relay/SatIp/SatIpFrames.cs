using System.Runtime.CompilerServices;
using SeeIt.Relay.Datagrams;

namespace SeeIt.Relay.SatIp;

/// <summary>RTP and RTCP as frames in the RTSP connection (RFC 2326, section 10.12), for servers that send no UDP.</summary>
internal sealed class SatIpFrames(SatIpSession session, TimeProvider time) : SatIpBody(session)
{
    public const string Transport = "RTP/AVP/TCP;unicast;interleaved=0-1";

    private const int RtpChannel = 0;
    private const int RtcpChannel = 1;

    private readonly DatagramIntake _intake = new(time);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        await WaitAsync(cancellation).ConfigureAwait(false);
        return _intake.Read(destination.Span);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WaitAsync(CancellationToken cancellation)
    {
        while (_intake.Count == 0)
        {
            if (await Session.Connection.ReadAsync(cancellation).ConfigureAwait(false) is not null)
            {
                continue;
            }

            if (Session.Connection.FrameChannel == RtpChannel)
            {
                _intake.Take(Session.Connection.Frame);
            }
            else if (Session.Connection.FrameChannel == RtcpChannel)
            {
                TakeReport(Session.Connection.Frame);
            }
        }
    }

    protected override Task RunAsync(CancellationToken cancellation) => Session.KeepAliveAsync(_ => Task.CompletedTask, cancellation);

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
