using SeeIt.Agent.Reporting;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Systemd;

namespace SeeIt.Agent.Systemd;

/// <summary>
/// Tells systemd in a few words what the TV does, for <c>systemctl status</c>. Neither title nor channel: anyone on the
/// machine may read it.
/// </summary>
internal sealed class ServiceStatus(ServiceNotice notice, StatusReporter status) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
