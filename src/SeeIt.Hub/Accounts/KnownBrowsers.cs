using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SeeIt.Hub.Accounts;

/// <summary>
/// Marks a browser that has signed in to an account, by a cookie of its own that outlives signing out. It is no key to
/// anything: see <see cref="SignInLimits"/>. Signing out everywhere ends it too.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string CookieName = "seeit-known";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("seeit.known-browser").ToTimeLimitedDataProtector();

    public void Remember(HttpContext http, Account account)
    {
        if (IdOf(http, account) is not null)
        {
            return;
        }

        string[] parts = [account.Id, account.SecurityStamp!, RandomNumberGenerator.GetHexString(32)];
        http.Response.Cookies.Append(CookieName, _protector.Protect(string.Join('\n', parts), Life), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            MaxAge = Life,
            IsEssential = true,
        });
    }

    /// <returns>The browser's mark for this account; null when it has none.</returns>
    public string? IdOf(HttpContext http, Account account)
    {
        if (http.Request.Cookies[CookieName] is not { } cookie)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(cookie).Split('\n') is [var id, var stamp, var browser] && id == account.Id && stamp == account.SecurityStamp
                ? browser
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
