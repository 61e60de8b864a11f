using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Households;
using SeeIt.Hub.Pairing;

namespace SeeIt.Hub;

/// <summary>Once an hour, and at start: removes expired tokens, invitations and pairings, and posts and commands of more than 30 days.</summary>
internal sealed partial class Housekeeping(IServiceScopeFactory scopes, AttemptLimits codes, SignInLimits passwords, SignUpLimits signUps, CommandTable commands, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException or AggregateException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TidyAsync(CancellationToken cancel)
    {
        codes.Tidy();
        passwords.Tidy();
        signUps.Tidy();
        commands.Forget(clock.GetUtcNow() - Kept);
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(now - Every, cancel);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(now - Every, cancel);

        await scope.ServiceProvider.GetRequiredService<Invitations>().ForgetExpiredAsync(cancel);
        var database = scope.ServiceProvider.GetRequiredService<HubDatabase>();
        var oldPairing = (now - Every).ToUnixTimeMilliseconds();
        var oldPost = (now - Kept).ToUnixTimeMilliseconds();
        await database.Pairings.Where(p => p.ExpiresAtMs < oldPairing).ExecuteDeleteAsync(cancel);
        await database.Posts.Where(p => p.SharedAtMs < oldPost).ExecuteDeleteAsync(cancel);
    }

    [LoggerMessage(101, LogLevel.Warning, "Old rows could not be removed; tried again in an hour.")]
    private partial void LogFailed(Exception e);
}
