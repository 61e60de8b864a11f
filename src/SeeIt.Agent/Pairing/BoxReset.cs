using SeeIt.Agent.Link;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Pairing;

/// <summary>
/// Makes this box a new one, as before it is given away: unpaired, with another id and key, and without a trace of who watched
/// what. Lineup, guide, recordings and settings stay.
/// </summary>
public sealed partial class BoxReset(
    LocalCommands commands, LinkConnection link, BoxIdentity identity, StateStore store, TimeProvider time, ILogger<BoxReset> log)
{
    /// <summary>The pairing screen is to be there in two seconds, whatever the hub does.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(700);

    public async Task<ResetReport> RunAsync(CancellationToken stop)
    {
        var stopped = commands.RunAsync(new StopVerb(), null, stop);
        var isHubTold = await link.LeaveAsync(_patience, stop);
        await Task.WhenAny(stopped, Task.Delay(_patience, time, stop));
        store.ForgetHousehold();
        identity.Renew();
        WasReset(isHubTold);
        return new ResetReport(isHubTold);
    }

    [LoggerMessage(204, LogLevel.Information, "The box was reset: it is a new one. The hub was told: {IsHubTold}.")]
    private partial void WasReset(bool isHubTold);
}
