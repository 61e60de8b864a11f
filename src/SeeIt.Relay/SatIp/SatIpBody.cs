using SeeIt.Relay.Live;

namespace SeeIt.Relay.SatIp;

/// <summary>What a server sends for one session, however it sends it. Keeps the session alive, and ends it.</summary>
internal abstract class SatIpBody(SatIpSession session) : SourceBody
{
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;
    private SignalReport? _signal;

    public override SignalReport? Signal => Volatile.Read(ref _signal);

    protected SatIpSession Session => session;

    /// <summary>Returns when there is something to read.</summary>
    public abstract ValueTask WaitAsync(CancellationToken cancellation);

    /// <summary>Begins what goes on beside the reading.</summary>
    public void Start() => _running = RunAsync(_closing.Token);

    public sealed override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.TeardownAsync().ConfigureAwait(false);
        session.Dispose();
        await CloseAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    protected abstract Task RunAsync(CancellationToken cancellation);

    protected abstract ValueTask CloseAsync();

    protected void TakeReport(ReadOnlySpan<byte> rtcp) => Volatile.Write(ref _signal, SignalReport.Parse(rtcp) ?? _signal);
}
