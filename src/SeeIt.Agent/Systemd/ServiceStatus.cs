using SeeIt.Agent.Reporting;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Systemd;

namespace SeeIt.Agent.Systemd;

/// <summary>
/// Tells systemd in a few words what the TV does, for <c>systemctl status</c>. Neither title nor channel: anyone on the
/// machine may read it.
/// </summary>
/// <remarks>
/// It also says that the service serves. AddSystemd does so only where it can read who its parent is, which ProtectProc=invisible
/// hides from the service; then systemd would wait for it in vain, and end it after TimeoutStartSec.
/// </remarks>
internal sealed class ServiceStatus(ServiceNotice notice, StatusReporter status, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var started = lifetime.ApplicationStarted.Register(notice.Ready);
        while (notice.IsHeard && !stoppingToken.IsCancellationRequested)
        {
            var state = status.State.State;
            notice.Status(Words(state));
            await status.WaitForAsync(now => now.State != state, Timeout.InfiniteTimeSpan, stoppingToken);
        }
    }

    private static string Words(TvState state) => state switch
    {
        TvState.Idle => "Nothing is on.",
        TvState.Error => "What was asked for could not be shown.",
        _ => $"{state}.",
    };
}
