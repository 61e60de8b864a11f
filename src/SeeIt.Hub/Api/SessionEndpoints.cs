using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Api;

internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder visitors) =>
        visitors.MapPost("/account/sign-out-everywhere", SignOutEverywhereAsync)
            .WithSummary("Revokes every cookie, bearer and refresh token of the account.").Produces(204);

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext http, UserManager<Account> accounts, HouseholdEvents events)
    {
        await RevokeAsync(DemandVisitor.VisitorOf(http).AccountId, accounts, events);
        return TypedResults.NoContent();
    }

    /// <summary>Every cookie and token holds the account's stamp, and each request compares it: with a new stamp they are all good for nothing.</summary>
    public static async Task RevokeAsync(string accountId, UserManager<Account> accounts, HouseholdEvents events)
    {
        if (await accounts.FindByIdAsync(accountId) is { } account)
        {
            await accounts.UpdateSecurityStampAsync(account);
            events.DropEverywhere(accountId);
        }
    }
}
