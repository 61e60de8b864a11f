using System.Net;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay;

/// <summary>The form that an address must have before anything is resolved or opened.</summary>
public static class SourceAddress
{
    /// <summary>Longer addresses are refused.</summary>
    public const int MaxLength = 2048;

    /// <summary>Makes an address of text that a lineup or a post named.</summary>
    /// <param name="text">As it was found; <c>udp://@:1234</c> and <c>dvb-t://frequency=…</c>, which are no URIs, are understood.</param>
    /// <param name="trust">Who named it.</param>
    /// <param name="failure">Why it is refused; null when it is not.</param>
    /// <returns>The address, or null when it is refused.</returns>
    public static Uri? Parse(string text, SourceTrust trust, out RelayFailure? failure) => Read(text, trust, isHop: false, out failure);

    /// <summary>Checks scheme, user information and length. Null when the address may be resolved.</summary>
    public static RelayFailure? Check(Uri address, SourceTrust trust) => CheckForm(address, trust, isHop: false);

    /// <summary>As <see cref="Parse"/>, for what a server or the player named: http and https only, whoever is trusted.</summary>
    internal static Uri? ParseHop(string text, SourceTrust trust, out RelayFailure? failure) => Read(text, trust, isHop: true, out failure);

    /// <inheritdoc cref="ParseHop"/>
    internal static RelayFailure? CheckHop(Uri address, SourceTrust trust) => CheckForm(address, trust, isHop: true);

    internal static RelayFailure Refuse(string what) => new(RelayFailureKind.Forbidden, $"Refused: {what}.");

    private static Uri? Read(string text, SourceTrust trust, bool isHop, out RelayFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        // On Unix an absolute path parses as a file: address, so the scheme is read from the text.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? text[..colon] : "";
        if (text.Length > MaxLength)
        {
            failure = Refuse($"an address of {text.Length} characters: at most {MaxLength} are allowed");
        }
        else if (colon <= 0 || !Uri.TryCreate(WithHost(scheme, text), UriKind.Absolute, out var address))
        {
            failure = colon > 0 && !IsAllowed(scheme, trust, isHop)
                ? RefuseScheme(scheme, trust, isHop)
                : Refuse("what was named is not an absolute address");
        }
        else
        {
            failure = CheckForm(address, trust, isHop);
            return failure is null ? address : null;
        }

        return null;
    }

    private static RelayFailure? CheckForm(Uri address, SourceTrust trust, bool isHop)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
        {
            return Refuse("what was named is not an absolute address");
        }

        if (!IsAllowed(address.Scheme, trust, isHop))
        {
            return RefuseScheme(address.Scheme, trust, isHop);
        }

        if (trust == SourceTrust.Post && address.Scheme != Uri.UriSchemeHttps)
        {
            return Refuse($"{address.Host} by plain http: what a post names is opened by https only");
        }

        var kind = SourceKinds.Of(address.Scheme);
        if (address.UserInfo.Length > 0 && !(kind == SourceKind.Datagrams && IPAddress.TryParse(address.UserInfo, out _)))
        {
            return Refuse($"{address.Host} with a user name in the address: give it as a header");
        }

        if (address.OriginalString.Length > MaxLength || address.AbsoluteUri.Length > MaxLength)
        {
            return Refuse($"an address longer than {MaxLength} characters");
        }

        return address.Host.Length == 0 && kind is not (SourceKind.Direct or SourceKind.Recording) ? Refuse("an address without a host") : null;
    }

    private static bool IsAllowed(string scheme, SourceTrust trust, bool isHop) =>
        SourceKinds.Of(scheme) is var kind && (kind == SourceKind.Http || (kind != SourceKind.None && trust == SourceTrust.Lineup && !isHop));

    private static RelayFailure RefuseScheme(string scheme, SourceTrust trust, bool isHop) =>
        Refuse($"an address of the kind '{(scheme.Length > 32 ? scheme[..32] + "…" : scheme)}:': only http and https are opened"
            + (trust == SourceTrust.Lineup && !isHop ? ", and udp, rtp, satip and dvb" : ""));

    /// <summary>What players write for "any address of mine" and for an adapter's parameters has no host, which a URI must have.</summary>
    private static string WithHost(string scheme, string text)
    {
        var rest = text.AsSpan(Math.Min(scheme.Length + 3, text.Length));
        return SourceKinds.Of(scheme) switch
        {
            SourceKind.Datagrams when rest.StartsWith("@:") || rest.StartsWith(":") => $"{scheme}://@0.0.0.0{rest[rest.IndexOf(':')..]}",
            SourceKind.Direct when !rest.StartsWith("/") => $"{scheme}:///{rest}",
            _ => text,
        };
    }
}
