using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Pairing;

/// <summary>Counts failed codes in a sliding window: per account, per address, and overall. Safe for any thread.</summary>
public sealed class AttemptLimits(TimeProvider clock)
{
    /// <summary>Failures of one account, or one address, within <see cref="Window"/>.</summary>
    public const int PerKey = 5;

    /// <summary>Failures of everybody together: with a million codes waiting, a guess within the limits still hits one in 10⁵ windows.</summary>
    public const int Overall = 500;

    private const string All = "all";

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly FailureCounts _counts = new(clock, Window);

    /// <summary>Before a code is looked up. It counts as a failure until <see cref="Forgive"/>.</summary>
    /// <returns>False when the account, the address, or everybody has failed too often: not even a right code is taken then.</returns>
    public bool TryBegin(string accountId, string address) =>
        _counts.TryBegin((Account(accountId), PerKey), (Address(address), PerKey), (All, Overall));

    /// <summary>The code was a right one.</summary>
    public void Forgive(string accountId, string address) => _counts.Forgive(Account(accountId), Address(address), All);

    /// <summary>A failure after the code was found: a wrong number.</summary>
    public void Fail(string accountId, string address) => _counts.Add(Account(accountId), Address(address), All);

    /// <summary>Forgets failures that are past.</summary>
    public void Tidy() => _counts.Tidy();

    private static string Account(string id) => $"account {id}";

    private static string Address(string address) => $"address {address}";
}
