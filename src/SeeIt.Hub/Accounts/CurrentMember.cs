using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SeeIt.Hub.Devices;

namespace SeeIt.Hub.Accounts;

/// <summary>A signed-in person and the household that everything is filtered by.</summary>
internal sealed record Person(string AccountId, string Name, Guid HouseholdId, Role Role);

/// <summary>Finds the person of a request anew each time: who was removed is out at once, whatever their token says.</summary>
internal sealed class CurrentMember(HubDatabase database)
{
    public async Task<Person?> FindAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return null;
        }

        return await (
            from member in database.Members
            join account in database.Users on member.AccountId equals account.Id
            where member.AccountId == id
            select new Person(account.Id, account.Name, member.HouseholdId, member.Role)).SingleOrDefaultAsync();
    }

    /// <summary>The TV, if it is this household's. Another household's TV does not exist.</summary>
    public Task<Tv?> TvAsync(Person person, string tvId) =>
        database.Tvs.AsNoTracking().SingleOrDefaultAsync(tv => tv.Id == tvId && tv.HouseholdId == person.HouseholdId);

    public Task<List<Tv>> TvsAsync(Person person) =>
        database.Tvs.AsNoTracking().Where(tv => tv.HouseholdId == person.HouseholdId).OrderBy(tv => tv.Name).ThenBy(tv => tv.Id).ToListAsync();
}
