using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace SeeIt.Hub.Accounts;

/// <summary>
/// Makes and takes links by which a forgotten password is replaced. A link is sealed with the hub's own key and holds the
/// account's security stamp, which each new password changes: it works once, and not after anything else that ends all sign-ins.
/// </summary>
internal sealed partial class PasswordReset(
    UserManager<Account> accounts, HubDatabase database, IDataProtectionProvider protection, TimeProvider clock, ILogger<PasswordReset> log)
{
    public const string Path = "/reset-password";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _protector = protection.CreateProtector("seeit.password-reset");

    /// <returns>The link's path and query, good for <see cref="Life"/>; null when no account has this e-mail address.</returns>
    public async Task<string?> LinkAsync(string email)
    {
        if (await accounts.FindByEmailAsync(email.Trim()) is not { } account)
        {
            return null;
        }

        var expires = (clock.GetUtcNow() + Life).ToUnixTimeMilliseconds();
        var code = _protector.Protect(string.Join('\n', account.Id, account.SecurityStamp, expires.ToString(CultureInfo.InvariantCulture)));
        return $"{Path}?code={Uri.EscapeDataString(code)}";
    }

    /// <returns>The account that the link is for; null when it does not work, or not any more.</returns>
    public async Task<Account?> FindAsync(string? code)
    {
        try
        {
            return _protector.Unprotect(code ?? "").Split('\n') is [var id, var stamp, var expires]
                && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(expires, CultureInfo.InvariantCulture)) > clock.GetUtcNow()
                && await accounts.FindByIdAsync(id) is { } account
                && account.SecurityStamp == stamp
                    ? account
                    : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives the account a new password and a new stamp: every cookie and token of it is good for nothing from now on.</summary>
    /// <returns>What is wrong with the password, in words for the person; empty when it is set.</returns>
    public async Task<IReadOnlyList<string>> SetAsync(Account account, string password)
    {
        await using var transaction = await database.Database.BeginTransactionAsync();
        var result = await accounts.RemovePasswordAsync(account);
        if (result.Succeeded)
        {
            result = await accounts.AddPasswordAsync(account, password);
        }

        if (!result.Succeeded)
        {
            return [.. result.Errors.Select(error => error.Description)];
        }

        await transaction.CommitAsync();
        LogReset(account.Id);
        return [];
    }

    [LoggerMessage(202, LogLevel.Information, "Account {Id} has a new password by a reset link.")]
    private partial void LogReset(string id);
}
