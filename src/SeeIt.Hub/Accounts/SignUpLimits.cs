namespace SeeIt.Hub.Accounts;

/// <summary>
/// Bounds how many accounts one address asks for while the hub takes in anybody (<see cref="Registration.Open"/>), in a sliding
/// window. Whether it gets them does not matter: the answers tell which e-mail addresses have an account. Safe for any thread.
/// </summary>
internal sealed class SignUpLimits(TimeProvider clock)
{
    /// <summary>Accounts that one address asks for within <see cref="Window"/>: a household's, and its visitors'.</summary>
    public const int PerAddress = 20;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>What a person is told who has to wait.</summary>
    public const string Words = "Too many accounts were asked for from your network. Try again in an hour, or ask a household's owner for an invitation.";

    private readonly FailureCounts _counts = new(clock, Window);

    /// <returns>False when the address has asked too often: nothing is looked up or made then.</returns>
    public bool TryBegin(string address) => _counts.TryBegin((address, PerAddress));

    /// <summary>Forgets what is past.</summary>
    public void Tidy() => _counts.Tidy();
}
