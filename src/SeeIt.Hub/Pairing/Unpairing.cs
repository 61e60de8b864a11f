using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;

namespace SeeIt.Hub.Pairing;

/// <summary>Ends a pairing: the box's client and tokens, its TV, its open commands, its link.</summary>
internal sealed class Unpairing(
    HubDatabase database, BoxClients clients, CommandService commands, StatusBook statuses, IDeviceRouter router, HouseholdEvents events)
{
    public async Task UnpairAsync(Tv tv)
    {
        await RemoveAsync(tv);
        await router.UnpairAsync(tv.Id);
    }

    /// <summary>The box itself ends it: it was reset.</summary>
    public async Task LeaveAsync(string tvId)
    {
        if (await database.Tvs.FindAsync(tvId) is { } tv)
        {
            await RemoveAsync(tv);
        }
    }

    private async Task RemoveAsync(Tv tv)
    {
        await clients.RemoveAsync(tv.Id);
        await database.Tvs.Where(row => row.Id == tv.Id).ExecuteDeleteAsync();
        await ForgetAsync(tv);
    }

    /// <summary>The TV is this household's no longer; nothing it said or was told is left for the next.</summary>
    public async Task ForgetAsync(Tv tv)
    {
        await commands.EndAllAsync(tv.Id);
        statuses.Forget(tv.Id);
        events.Publish(tv.HouseholdId, HubEvent.Of(new TvEvent(tv.Id, tv.Name, TvChange.Unpaired)));
    }
}
