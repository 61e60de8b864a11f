using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;

namespace SeeIt.Hub.Api;

/// <summary>The state of a household, as phones see it.</summary>
internal sealed class SnapshotReader(
    CurrentMember members, DeviceLinks links, StatusBook statuses, CommandTable table, CommandService commands)
{
    private const int LatestCommands = 10;

    public TvView View(Tv tv) => new(
        tv.Id, tv.Name, tv.Model, links.Announced(tv.Id),
        tv.LastSeenMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(tv.LastSeenMs),
        statuses.Latest(tv));

    public async Task<IReadOnlyList<TvView>> TvsAsync(Person person) =>
        [.. (await members.TvsAsync(person)).Select(View)];

    public IReadOnlyList<CommandView> Commands(Person person, string tvId) =>
        [.. table.Latest(tvId, person.HouseholdId, LatestCommands).Select(commands.View)];

    public async Task<Snapshot> ReadAsync(Person person)
    {
        var tvs = await members.TvsAsync(person);
        return new Snapshot([.. tvs.Select(View)], [.. tvs.SelectMany(tv => Commands(person, tv.Id))]);
    }
}
