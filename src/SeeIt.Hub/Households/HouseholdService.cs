using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Pairing;

namespace SeeIt.Hub.Households;

/// <summary>
/// Who belongs to a household, and as what. The same for the pages and for the REST API. Every change is one transaction,
/// and SQLite lets one write at a time: two owners who leave at once cannot both see the other stay.
/// </summary>
internal sealed class HouseholdService(
    HubDatabase database, Invitations invitations, Unpairing unpairing, HouseholdEvents events, HubSettings settings, TimeProvider clock)
{
    public async Task<HouseholdView> ViewAsync(Person person)
    {
        var name = await database.Households.Where(h => h.Id == person.HouseholdId).Select(h => h.Name).SingleAsync();
        var members = await (
            from member in database.Members
            join account in database.Users on member.AccountId equals account.Id
            where member.HouseholdId == person.HouseholdId
            orderby member.Role, account.Name, account.Id
            select new MemberView(account.Id, account.Name, member.Role, account.Id == person.AccountId)).ToListAsync();
        return new HouseholdView(
            person.HouseholdId, name, person.Role, members, person.Role == Role.Owner ? await invitations.ListAsync(person) : []);
    }

    /// <summary>Whether an account without a household may found one, or a new account may: see <see cref="Registration"/>.</summary>
    public async Task<bool> MayFoundAsync() => settings.Registration switch
    {
        Registration.Open => true,
        Registration.First => !await database.Households.AnyAsync(),
        _ => false,
    };

    /// <summary>Adds a household with this account as its owner. In the caller's transaction.</summary>
    public async Task AddAsync(string accountId, string name)
    {
        var now = clock.GetUtcNow();
        var household = new Household { Id = Guid.CreateVersion7(now), Name = name, CreatedAtMs = now.ToUnixTimeMilliseconds() };
        database.Households.Add(household);
        database.Members.Add(new Member { AccountId = accountId, HouseholdId = household.Id, Role = Role.Owner });
        await database.SaveChangesAsync();
    }

    /// <summary>A household of one's own for who is in none.</summary>
    public async Task<HouseholdOutcome> FoundAsync(Visitor visitor)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        if (await database.Members.AnyAsync(m => m.AccountId == visitor.AccountId))
        {
            return HouseholdOutcome.AlreadyMember;
        }

        if (!await MayFoundAsync())
        {
            return HouseholdOutcome.Closed;
        }

        await AddAsync(visitor.AccountId, visitor.Name);
        await transaction.CommitAsync();
        return HouseholdOutcome.Done;
    }

    /// <summary>What a person's joining would meet, without doing it.</summary>
    public async Task<HouseholdOutcome> MayJoinAsync(string accountId, Invitation invitation)
    {
        if (await database.Members.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == accountId) is not { } before)
        {
            return HouseholdOutcome.Done;
        }

        return before.HouseholdId == invitation.HouseholdId ? HouseholdOutcome.AlreadyMember
            : !await IsLastOwnerAsync(before) ? HouseholdOutcome.Done
            : await database.Members.AnyAsync(m => m.HouseholdId == before.HouseholdId && m.AccountId != accountId) ? HouseholdOutcome.LastOwner
            : await database.Tvs.AnyAsync(tv => tv.HouseholdId == before.HouseholdId) ? HouseholdOutcome.HasTvs
            : HouseholdOutcome.Done;
    }

    /// <summary>Uses up an invitation. The household of before is left; one that nobody is in any more is deleted.</summary>
    public async Task<HouseholdOutcome> JoinAsync(string accountId, string? code)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        var (outcome, before) = await JoinWithinAsync(accountId, code);
        if (outcome == HouseholdOutcome.Done)
        {
            await transaction.CommitAsync();
            if (before is { } left)
            {
                events.Drop(left, accountId);
            }
        }

        return outcome;
    }

    /// <summary>As <see cref="JoinAsync"/>, in the caller's transaction.</summary>
    /// <returns>Also the household that was left.</returns>
    public async Task<(HouseholdOutcome Outcome, Guid? Before)> JoinWithinAsync(string accountId, string? code)
    {
        if (await invitations.FindAsync(code) is not var (invitation, _))
        {
            return (HouseholdOutcome.NoInvitation, null);
        }

        var outcome = await MayJoinAsync(accountId, invitation);
        if (outcome != HouseholdOutcome.Done)
        {
            return (outcome, null);
        }

        if (!await invitations.TryTakeAsync(invitation))
        {
            return (HouseholdOutcome.NoInvitation, null);
        }

        var before = await database.Members.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == accountId);
        if (before is not null)
        {
            await database.Members.Where(m => m.AccountId == accountId).ExecuteDeleteAsync();
            await database.Households
                .Where(h => h.Id == before.HouseholdId && !database.Members.Any(m => m.HouseholdId == h.Id))
                .ExecuteDeleteAsync();
        }

        database.Members.Add(new Member { AccountId = accountId, HouseholdId = invitation.HouseholdId, Role = Role.Member });
        await database.SaveChangesAsync();
        return (HouseholdOutcome.Done, before?.HouseholdId);
    }

    /// <summary>Removes a member, or leaves. They are out at once: of their requests, and of the events that they listen to.</summary>
    public async Task<HouseholdOutcome> RemoveAsync(Person person, string memberId)
    {
        if (memberId != person.AccountId && person.Role != Role.Owner)
        {
            return HouseholdOutcome.NotOwner;
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            if (await FindAsync(person.HouseholdId, memberId) is not { } member)
            {
                return HouseholdOutcome.NoSuchMember;
            }

            if (await IsLastOwnerAsync(member))
            {
                return HouseholdOutcome.LastOwner;
            }

            await database.Members.Where(m => m.AccountId == memberId).ExecuteDeleteAsync();
            await transaction.CommitAsync();
        }

        events.Drop(person.HouseholdId, memberId);
        return HouseholdOutcome.Done;
    }

    public async Task<HouseholdOutcome> ChangeRoleAsync(Person person, string memberId, Role role)
    {
        if (person.Role != Role.Owner)
        {
            return HouseholdOutcome.NotOwner;
        }

        await using var transaction = await database.Database.BeginTransactionAsync();
        if (await FindAsync(person.HouseholdId, memberId) is not { } member)
        {
            return HouseholdOutcome.NoSuchMember;
        }

        if (role != Role.Owner && await IsLastOwnerAsync(member))
        {
            return HouseholdOutcome.LastOwner;
        }

        await database.Members.Where(m => m.AccountId == memberId).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, role));
        await transaction.CommitAsync();
        return HouseholdOutcome.Done;
    }

    /// <summary>Unpairs every TV, and then lets everybody go. The accounts stay.</summary>
    public async Task<HouseholdOutcome> DeleteAsync(Person person)
    {
        if (person.Role != Role.Owner)
        {
            return HouseholdOutcome.NotOwner;
        }

        foreach (var tv in await database.Tvs.AsNoTracking().Where(tv => tv.HouseholdId == person.HouseholdId).ToListAsync())
        {
            await unpairing.UnpairAsync(tv);
        }

        await database.Households.Where(h => h.Id == person.HouseholdId).ExecuteDeleteAsync();
        events.DropAll(person.HouseholdId);
        return HouseholdOutcome.Done;
    }

    private Task<Member?> FindAsync(Guid householdId, string memberId) =>
        database.Members.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == memberId && m.HouseholdId == householdId);

    private async Task<bool> IsLastOwnerAsync(Member member) =>
        member.Role == Role.Owner &&
        !await database.Members.AnyAsync(m => m.HouseholdId == member.HouseholdId && m.Role == Role.Owner && m.AccountId != member.AccountId);
}
