using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Telemetry;

namespace SeeIt.Hub.Accounts;

/// <summary>Checks a password, within <see cref="SignInLimits"/>. The same for the page and for the REST API.</summary>
internal sealed class PasswordSignIn(UserManager<Account> accounts, SignInLimits limits, KnownBrowsers browsers)
{
    public const string WrongWords = "The e-mail address or the password is wrong.";

    /// <summary>What a password is checked against that is for no account: the answer must take as long as for one that exists.</summary>
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, Guid.NewGuid().ToString());

    private static Account Nobody => new() { Name = "" };

    /// <returns>The account when the password is right; else null, and whether there were too many wrong ones.</returns>
    public async Task<(Account? Account, bool TooMany)> CheckAsync(HttpContext http, string? email, string? password)
    {
        email = (email ?? "").Trim();
        if (email.Length == 0 || string.IsNullOrEmpty(password))
        {
            return (null, false);
        }

        var account = await accounts.FindByEmailAsync(email);
        var address = ClientAddress.Of(http);
        var browser = account is null ? null : browsers.IdOf(http, account);
        if (!limits.TryBegin(email, address, browser))
        {
            HubMeter.SignInRefused("TooMany");
            return (null, true);
        }

        if (account is null)
        {
            accounts.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            HubMeter.SignInRefused("Wrong");
            return (null, false);
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            HubMeter.SignInRefused("Wrong");
            return (null, false);
        }

        limits.Forgive(email, address, browser);
        return (account, false);
    }
}
