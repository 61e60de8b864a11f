using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Devices;

namespace SeeIt.Hub.Accounts;

/// <summary>A signed-in person and the household that everything is filtered by.</summary>
internal sealed record Person(string AccountId, string Name, Guid HouseholdId, Role Role);

/// <summary>A signed-in person, whether or not they belong to a household.</summary>
internal sealed record Visitor(string AccountId, string Name, Person? Person);

/// <summary>Finds the person of a request anew each time: who was removed is out at once, whatever their token says.</summary>
internal sealed class CurrentMember(HubDatabase database)
{
    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>Null for who is not signed in, and for a cookie or token from before the account was signed out everywhere.</summary>
    public async Task<Visitor?> VisitorAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || principal.FindFirstValue(StampClaim) is not { } stamp)
        {
            return null;
        }

        var found = await (
            from account in database.Users
            where account.Id == id && account.SecurityStamp == stamp
            from member in database.Members.Where(m => m.AccountId == account.Id).DefaultIfEmpty()
            select new { account.Name, Household = (Guid?)member!.HouseholdId, Role = (Role?)member.Role }).SingleOrDefaultAsync();
        return found is null ? null
            : new Visitor(id, found.Name, found is { Household: { } household, Role: { } role } ? new Person(id, found.Name, household, role) : null);
    }

    /// <summary>Whether the person is still in that household.</summary>
    public Task<bool> IsMemberAsync(Person person) =>
        database.Members.AnyAsync(m => m.AccountId == person.AccountId && m.HouseholdId == person.HouseholdId);

    /// <summary>The TV, if it is this household's. Another household's TV does not exist.</summary>
    public Task<Tv?> TvAsync(Person person, string tvId) =>
        database.Tvs.AsNoTracking().SingleOrDefaultAsync(tv => tv.Id == tvId && tv.HouseholdId == person.HouseholdId);

    public Task<List<Tv>> TvsAsync(Person person) =>
        database.Tvs.AsNoTracking().Where(tv => tv.HouseholdId == person.HouseholdId).OrderBy(tv => tv.Name).ThenBy(tv => tv.Id).ToListAsync();
}
