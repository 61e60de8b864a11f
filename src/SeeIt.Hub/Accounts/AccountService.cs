using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Households;

namespace SeeIt.Hub.Accounts;

/// <summary>One registration at a time: two first accounts would each believe they are the owner.</summary>
internal sealed class RegistrationGate
{
    public SemaphoreSlim Semaphore { get; } = new(1, 1);
}

/// <summary>Makes accounts and their households.</summary>
internal sealed class AccountService(
    UserManager<Account> accounts, HubDatabase database, HubSettings settings, HouseholdService households, Invitations invitations, RegistrationGate gate,
    SignUpLimits limits)
{
    private const int LongestName = 64;

    /// <summary>Whether a new account may be made now. Who was invited is no stranger: they may while the hub takes anybody at all.</summary>
    public async Task<bool> MayRegisterAsync(string? invitation = null) => settings.Registration switch
    {
        Registration.Open => true,
        Registration.First => !await database.Users.AnyAsync() || await invitations.FindAsync(invitation) is not null,
        _ => false,
    };

    /// <param name="request">What the person says.</param>
    /// <param name="address">Theirs: <see cref="ClientAddress"/>.</param>
    /// <returns>The account; or null and every fault, in words for the person, and whether there were too many from the address.</returns>
    public async Task<(Account? Account, IReadOnlyList<string> Faults, bool TooMany)> RegisterAsync(RegisterRequest request, string address)
    {
        // Who was invited is no stranger; and a hub that is not open takes in no strangers.
        if (settings.Registration == Registration.Open && await invitations.FindAsync(request.Invitation) is null && !limits.TryBegin(address))
        {
            return (null, [SignUpLimits.Words], true);
        }

        await gate.Semaphore.WaitAsync();
        try
        {
            if (!await MayRegisterAsync(request.Invitation))
            {
                return (null, ["This hub takes no new accounts. Ask its owner."], false);
            }

            var email = (request.Email ?? "").Trim();
            var account = new Account
            {
                UserName = email,
                Email = email,
                Name = Text.Cut(request.Name, LongestName, otherwise: email.Split('@')[0]),
            };
            await using var transaction = await database.Database.BeginTransactionAsync();
            var result = await accounts.CreateAsync(account, request.Password ?? "");
            if (!result.Succeeded)
            {
                // The user name is the address: a fault of it would be told twice.
                return (null, [.. result.Errors.Where(e => !e.Code.EndsWith("UserName", StringComparison.Ordinal)).Select(e => e.Description)], false);
            }

            if (request.Invitation is null)
            {
                await households.AddAsync(account.Id, account.Name);
            }
            else if (await households.JoinWithinAsync(account.Id, request.Invitation) is (not HouseholdOutcome.Done and var outcome, _))
            {
                return (null, [HouseholdWords.Of(outcome)], false);
            }

            await transaction.CommitAsync();
            return (account, [], false);
        }
        finally
        {
            gate.Semaphore.Release();
        }
    }
}
