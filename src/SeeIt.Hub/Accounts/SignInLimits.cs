namespace SeeIt.Hub.Accounts;

/// <summary>
/// Bounds guesses of passwords, in a sliding window. A stranger who knows the address can use up an account's guesses again
/// and again: that holds off browsers that never signed in to it, and not those that did, each of which has its own count.
/// Passkeys cannot be guessed and are not held off at all.
/// </summary>
internal sealed class SignInLimits(TimeProvider clock)
{
    /// <summary>Wrong passwords for one account, of all who never signed in to it.</summary>
    public const int PerAccount = 5;

    /// <summary>Wrong passwords for one account of a browser that did.</summary>
    public const int PerKnownBrowser = 5;

    /// <summary>Wrong passwords of one address, for whatever accounts.</summary>
    public const int PerAddress = 20;

    private const int LongestEmail = 256;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>What a person is told who has to wait.</summary>
    public const string Words = "Too many wrong passwords. Try again in ten minutes, or sign in with a passkey.";

    private readonly FailureCounts _counts = new(clock, Window);

    /// <summary>Before a password is checked. It counts as wrong until <see cref="Forgive"/>.</summary>
    /// <returns>False when there were too many: not even a right password is taken then.</returns>
    public bool TryBegin(string email, string address, string? knownBrowser) => knownBrowser is null
        ? _counts.TryBegin((Account(email), PerAccount), (Address(address), PerAddress))
        : _counts.TryBegin((Browser(knownBrowser), PerKnownBrowser));

    /// <summary>The password was right.</summary>
    public void Forgive(string email, string address, string? knownBrowser)
    {
        if (knownBrowser is null)
        {
            _counts.Forgive(Account(email), Address(address));
        }
        else
        {
            _counts.Forgive(Browser(knownBrowser));
        }
    }

    /// <summary>Forgets failures that are past.</summary>
    public void Tidy() => _counts.Tidy();

    private static string Account(string email) => $"account {email[..Math.Min(email.Length, LongestEmail)].ToUpperInvariant()}";

    private static string Address(string address) => $"address {address}";

    private static string Browser(string id) => $"browser {id}";
}
