using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web;

/// <summary>What the pages' scripts ask for before they ask the authenticator.</summary>
internal static class PasskeyEndpoints
{
    public static void Map(WebApplication app)
    {
        var passkeys = app.MapGroup("/passkeys").AddEndpointFilter<DemandFormToken>().ExcludeFromDescription();
        passkeys.MapPost("/creation-options", async (HttpContext http, UserManager<Account> accounts, Passkeys keys) =>
            await accounts.GetUserAsync(http.User) is { } account
                ? Results.Content(await keys.CreationOptionsAsync(account), "application/json")
                : Results.Unauthorized());
        passkeys.MapPost("/request-options", async (Passkeys keys) => Results.Content(await keys.RequestOptionsAsync(), "application/json"))
            .AllowAnonymous();
    }
}
