using SeeIt.Contracts.Systemd;

namespace SeeIt.Player;

/// <summary>
/// Keeps systemd's watchdog quiet while this process runs at all: one that was stopped, or whose threads stand, is ended by
/// systemd. What stands within LibVLC the deadline finds, and what else does not answer the agent.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly ITimer? _timer;

    public Heartbeat(ServiceNotice notice, TimeProvider time)
    {
        notice.Ready();
        if (notice.Watchdog is { } limit)
        {
            _timer = time.CreateTimer(_ => notice.Ping(), null, TimeSpan.Zero, limit / 3);
        }
    }

    public void Dispose() => _timer?.Dispose();
}
