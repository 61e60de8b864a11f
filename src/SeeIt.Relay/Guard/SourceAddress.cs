namespace SeeIt.Relay;

/// <summary>The form that an address must have before anything is resolved or opened.</summary>
public static class SourceAddress
{
    /// <summary>Longer addresses are refused.</summary>
    public const int MaxLength = 2048;

    /// <summary>Makes an address of text that a lineup, a post or a redirect named.</summary>
    /// <param name="text">As it was found.</param>
    /// <param name="trust">Who named it.</param>
    /// <param name="failure">Why it is refused; null when it is not.</param>
    /// <returns>The address, or null when it is refused.</returns>
    public static Uri? Parse(string text, SourceTrust trust, out RelayFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        // On Unix an absolute path parses as a file: address, so the scheme is read from the text.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (text.Length > MaxLength)
        {
            failure = Refuse($"an address of {text.Length} characters: at most {MaxLength} are allowed");
        }
        else if (colon <= 0 || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            failure = Refuse(colon > 0 && IsNotHttp(text[..colon])
                ? $"an address of the kind {Quote(text[..colon])}: only http and https are opened"
                : "what was named is not an absolute address");
        }
        else
        {
            failure = Check(address, trust);
            return failure is null ? address : null;
        }

        return null;
    }

    /// <summary>Checks scheme, user information and length. Null when the address may be resolved.</summary>
    public static RelayFailure? Check(Uri address, SourceTrust trust)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
        {
            return Refuse("what was named is not an absolute address");
        }

        if (IsNotHttp(address.Scheme))
        {
            return Refuse($"an address of the kind {Quote(address.Scheme)}: only http and https are opened");
        }

        if (trust == SourceTrust.Post && address.Scheme != Uri.UriSchemeHttps)
        {
            return Refuse($"{address.Host} by plain http: what a post names is opened by https only");
        }

        if (address.UserInfo.Length > 0)
        {
            return Refuse($"{address.Host} with a user name in the address: give it as a header");
        }

        if (address.OriginalString.Length > MaxLength || address.AbsoluteUri.Length > MaxLength)
        {
            return Refuse($"an address longer than {MaxLength} characters");
        }

        return address.Host.Length == 0 ? Refuse("an address without a host") : null;
    }

    internal static RelayFailure Refuse(string what) => new(RelayFailureKind.Forbidden, $"Refused: {what}.");

    private static bool IsNotHttp(string scheme) =>
        !scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
        && !scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string scheme) => $"'{(scheme.Length > 32 ? scheme[..32] + "…" : scheme)}:'";
}
