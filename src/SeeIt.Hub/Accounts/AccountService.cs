using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Accounts;

/// <summary>One registration at a time: two first accounts would each believe they are the owner.</summary>
internal sealed class RegistrationGate
{
    public SemaphoreSlim Semaphore { get; } = new(1, 1);
}

/// <summary>Makes accounts and their households.</summary>
internal sealed class AccountService(
    UserManager<Account> accounts, HubDatabase database, HubSettings settings, RegistrationGate gate, TimeProvider clock)
{
    private const int LongestName = 64;

    /// <summary>Whether a new account may be made now.</summary>
    public async Task<bool> MayRegisterAsync() => settings.Registration switch
    {
        Registration.Open => true,
        Registration.First => !await database.Users.AnyAsync(),
        _ => false,
    };

    /// <returns>The account; or null and every fault, in words for the person.</returns>
    public async Task<(Account? Account, IReadOnlyList<string> Faults)> RegisterAsync(RegisterRequest request)
    {
        await gate.Semaphore.WaitAsync();
        try
        {
            if (!await MayRegisterAsync())
            {
                return (null, ["This hub takes no new accounts. Ask its owner."]);
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
                return (null, [.. result.Errors.Where(e => !e.Code.EndsWith("UserName", StringComparison.Ordinal)).Select(e => e.Description)]);
            }

            var household = new Household
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Name = account.Name,
                CreatedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            database.Households.Add(household);
            database.Members.Add(new Member { AccountId = account.Id, HouseholdId = household.Id, Role = Role.Owner });
            await database.SaveChangesAsync();
            await transaction.CommitAsync();
            return (account, []);
        }
        finally
        {
            gate.Semaphore.Release();
        }
    }
}
