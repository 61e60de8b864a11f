namespace SeeIt.Hub.Commands;

/// <summary>Looks twice a second for commands that were never sent in time.</summary>
internal sealed class CommandExpiry(CommandService commands, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await commands.ExpireAsync();
        }
    }
}
