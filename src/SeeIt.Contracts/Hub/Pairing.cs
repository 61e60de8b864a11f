namespace SeeIt.Contracts.Hub;

/// <summary>
/// Names on the wire of pairing: the OAuth 2.0 Device Authorization Grant (RFC 8628) on a public client, with proof of
/// the box's P-256 key; after approval, client_credentials with private_key_jwt (RFC 7523). See docs/protocol.md.
/// </summary>
public static class Pairing
{
    /// <summary>The public client that unpaired boxes use.</summary>
    public const string PublicClientId = "seeit-box";

    /// <summary>The one scope: to be a box.</summary>
    public const string Scope = "box";

    /// <summary>RFC 8628 device authorization endpoint.</summary>
    public const string DevicePath = "/connect/device";

    /// <summary>RFC 6749 token endpoint.</summary>
    public const string TokenPath = "/connect/token";

    /// <summary>
    /// Parameter of the device authorization request: an ES256 JWT signed by the box's key, its public JWK in the header (<c>jwk</c>).
    /// Claims: <c>aud</c> the hub's address, <c>iat</c>, <c>exp</c>, <c>jti</c>, and the four below.
    /// </summary>
    public const string ProofParameter = "box_proof";

    /// <summary>Claim: the box's id, 32 lower-case hex digits.</summary>
    public const string BoxIdClaim = "box_id";

    /// <summary>Claim: the TV's name.</summary>
    public const string NameClaim = "name";

    /// <summary>Claim: the hardware model.</summary>
    public const string ModelClaim = "model";

    /// <summary>Claim: the number from 10 to 99 that the TV shows; the person approving picks it from three.</summary>
    public const string NumberClaim = "number";

    /// <summary>
    /// Header <c>typ</c> of the client assertion of client_credentials; <c>iss</c> and <c>sub</c> are the box's client id,
    /// <c>aud</c> the hub's address with a closing slash, <c>jti</c> new each time: an assertion is taken once.
    /// </summary>
    public const string AssertionType = "client-authentication+jwt";

    /// <summary>Extra member of the token response that ends the device flow: the box's own client id from now on.</summary>
    public const string ClientIdMember = "box_client_id";
}
