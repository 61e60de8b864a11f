using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Households;

/// <summary>
/// Makes, lists, revokes and takes invitations. A code has 256 bits, so that guesses need no limit; it works once, within
/// <see cref="Life"/>.
/// </summary>
internal sealed class Invitations(HubDatabase database, HubSettings settings, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Open ones of a household at a time.</summary>
    public const int Most = 10;

    private const int CodeBytes = 32;

    /// <param name="owner">Who invites.</param>
    /// <param name="request">Its address is the link's, where the hub was told none.</param>
    /// <returns>Null when <see cref="Most"/> are open.</returns>
    public async Task<NewInvitation?> CreateAsync(Person owner, HttpRequest request)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        if (await Open(owner.HouseholdId).CountAsync() >= Most)
        {
            return null;
        }

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        var now = clock.GetUtcNow();
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            HouseholdId = owner.HouseholdId,
            CodeHash = Hash(code),
            CreatedBy = owner.Name,
            ExpiresAtMs = (now + Life).ToUnixTimeMilliseconds(),
        };
        database.Invitations.Add(invitation);
        await database.SaveChangesAsync();
        await transaction.CommitAsync();
        var hub = settings.PublicAddress ?? new Uri($"{request.Scheme}://{request.Host}");
        return new NewInvitation(invitation.Id, new Uri(hub, $"/join?invitation={code}"), now + Life);
    }

    public async Task<IReadOnlyList<InvitationView>> ListAsync(Person owner) =>
    [
        .. (await Open(owner.HouseholdId).OrderBy(i => i.ExpiresAtMs).ToListAsync())
            .Select(i => new InvitationView(i.Id, i.CreatedBy, DateTimeOffset.FromUnixTimeMilliseconds(i.ExpiresAtMs))),
    ];

    /// <returns>False when the household has no such invitation, or not any more.</returns>
    public async Task<bool> RevokeAsync(Person owner, Guid id) =>
        await Open(owner.HouseholdId).Where(i => i.Id == id).ExecuteDeleteAsync() == 1;

    /// <summary>The invitation with this code, and the name of its household; null when it does not work, or not any more.</summary>
    public async Task<(Invitation Invitation, string Household)?> FindAsync(string? code)
    {
        if (code is not { Length: 43 })
        {
            return null;
        }

        var hash = Hash(code);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await (
            from invitation in database.Invitations.AsNoTracking()
            join household in database.Households on invitation.HouseholdId equals household.Id
            where invitation.CodeHash == hash && invitation.ExpiresAtMs > now
            select new { invitation, household.Name }).SingleOrDefaultAsync();
        return found is null ? null : (found.invitation, found.Name);
    }

    /// <summary>Uses it up. In the transaction of the joining.</summary>
    /// <returns>False when somebody else was quicker.</returns>
    public async Task<bool> TryTakeAsync(Invitation invitation) =>
        await database.Invitations.Where(i => i.Id == invitation.Id).ExecuteDeleteAsync() == 1;

    public Task ForgetExpiredAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return database.Invitations.Where(i => i.ExpiresAtMs <= now).ExecuteDeleteAsync(cancel);
    }

    private IQueryable<Invitation> Open(Guid householdId)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return database.Invitations.AsNoTracking().Where(i => i.HouseholdId == householdId && i.ExpiresAtMs > now);
    }

    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
