using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace SeeIt.Hub.Accounts;

/// <summary>Registers, lists, removes and takes passkeys. What the browser's authenticator says is checked by Identity.</summary>
internal sealed partial class Passkeys(UserManager<Account> accounts, SignInManager<Account> signIn, ILogger<Passkeys> log)
{
    /// <summary>Of one account.</summary>
    public const int Most = 20;

    private const int LongestName = 64;

    /// <summary>What <c>navigator.credentials.create</c> takes, as JSON. The challenge is kept in a cookie of five minutes.</summary>
    public async Task<string> CreationOptionsAsync(Account account) => await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = account.Id,
        Name = account.Email!,
        DisplayName = account.Name,
    });

    /// <summary>What <c>navigator.credentials.get</c> takes, as JSON; for any account, which the passkey itself names.</summary>
    public async Task<string> RequestOptionsAsync() => await signIn.MakePasskeyRequestOptionsAsync(null);

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(Account account) =>
        [.. (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];

    /// <returns>Null, or what is wrong, in words for the person.</returns>
    public async Task<string?> AddAsync(Account account, string? credential, string? name)
    {
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
        {
            return $"An account has {Most} passkeys at most. Remove one first.";
        }

        var result = await TryAsync(() => signIn.PerformPasskeyAttestationAsync(credential ?? ""));
        if (result is not { Succeeded: true } || result.UserEntity.Id != account.Id)
        {
            LogRefused("registered", result?.Failure?.Message);
            return "The passkey could not be added. Try again.";
        }

        result.Passkey.Name = Text.Cut(name, LongestName, otherwise: "Passkey");
        var added = await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey);
        return added.Succeeded ? null : string.Join(" ", added.Errors.Select(e => e.Description));
    }

    /// <returns>False when the account has no such passkey.</returns>
    public async Task<bool> RemoveAsync(Account account, string? id)
    {
        if (id is null || !Base64Url.IsValid(id) || await accounts.GetPasskeyAsync(account, Base64Url.DecodeFromChars(id)) is not { } passkey)
        {
            return false;
        }

        return (await accounts.RemovePasskeyAsync(account, passkey.CredentialId)).Succeeded;
    }

    /// <returns>The account that the passkey opens; null when it opens none.</returns>
    public async Task<Account?> TakeAsync(string? credential)
    {
        var result = await TryAsync(() => signIn.PerformPasskeyAssertionAsync(credential ?? ""));
        if (result is not { Succeeded: true })
        {
            LogRefused("taken", result?.Failure?.Message);
            return null;
        }

        // With the new count of uses: one that is not above it is of a copy.
        await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return result.User;
    }

    /// <summary>An answer to no question, or one that came too late: Identity throws.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> perform)
        where T : class
    {
        try
        {
            return await perform();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(201, LogLevel.Information, "A passkey was not {What}: {Why}")]
    private partial void LogRefused(string what, string? why);
}
