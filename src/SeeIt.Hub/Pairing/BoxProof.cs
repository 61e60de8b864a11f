using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Hub.Pairing;

/// <summary>What a box has proved: that it holds this key, and what it calls itself. <c>Jwk</c> is the public key alone.</summary>
internal sealed record BoxProof(string BoxId, string Name, string Model, int Number, string Jwk, string KeyThumbprint)
{
    private const int LongestName = 64;
    private const int LongestProof = 4_096;

    /// <summary>A proof may live no longer than this; so long its id is remembered.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Verifies the ES256 JWT of <see cref="Names.ProofParameter"/>: its own key's signature, audience, times, and that it was not seen before.</summary>
    /// <returns>The proof; or null and what is wrong, for the box's log.</returns>
    public static async Task<(BoxProof? Proof, string Fault)> VerifyAsync(string? token, Uri issuer, SeenIds seen, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(token) || token.Length > LongestProof)
        {
            return (null, $"{Names.ProofParameter} is missing or longer than {LongestProof} characters.");
        }

        if (ReadKey(token) is not { } key)
        {
            return (null, $"{Names.ProofParameter} is not an ES256 JWT with the public P-256 key as jwk in its header.");
        }

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = false,
            AudienceValidator = (audiences, _, _) => audiences.Any(audience => IsHub(audience, issuer)),
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until, clock.GetUtcNow()),
        });
        if (!result.IsValid)
        {
            return (null, $"{Names.ProofParameter} is not valid: {Reason(result.Exception, issuer)}");
        }

        var jwt = (JsonWebToken)result.SecurityToken;
        if (!jwt.TryGetPayloadValue<string>(Names.BoxIdClaim, out var boxId) || boxId.Length != 32 || !boxId.All(char.IsAsciiHexDigitLower))
        {
            return (null, $"{Names.BoxIdClaim} is not 32 lower-case hex digits.");
        }

        if (!jwt.TryGetPayloadValue<int>(Names.NumberClaim, out var number) || number is < 10 or > 99)
        {
            return (null, $"{Names.NumberClaim} is not from 10 to 99.");
        }

        if (string.IsNullOrEmpty(jwt.Id) || !seen.TryAdd(jwt.Id, LongestLife + ClockSkew))
        {
            return (null, "jti is missing or was used before.");
        }

        jwt.TryGetPayloadValue<string>(Names.NameClaim, out var name);
        jwt.TryGetPayloadValue<string>(Names.ModelClaim, out var model);
        return (new BoxProof(
            boxId, Text.Cut(name, LongestName, "TV"), Text.Cut(model, LongestName, "unknown"), number,
            $$"""{"kty":"EC","crv":"P-256","x":"{{key.X}}","y":"{{key.Y}}"}""",
            Base64UrlEncoder.Encode(key.ComputeJwkThumbprint())), "");
    }

    /// <summary>Both addresses without regard to a closing slash.</summary>
    public static bool IsHub(string audience, Uri issuer) =>
        string.Equals(audience.TrimEnd('/'), issuer.AbsoluteUri.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static JsonWebKey? ReadKey(string token)
    {
        try
        {
            var jwt = new JsonWebToken(token);
            if (jwt.Alg != SecurityAlgorithms.EcdsaSha256 || !jwt.TryGetHeaderValue<JsonElement>("jwk", out var jwk))
            {
                return null;
            }

            // The key is made of its public members alone: whatever else the header says is not kept.
            var key = new JsonWebKey
            {
                Kty = Member(jwk, "kty"),
                Crv = Member(jwk, "crv"),
                X = Member(jwk, "x"),
                Y = Member(jwk, "y"),
            };
            return key is { Kty: "EC", Crv: "P-256" } && IsCoordinate(key.X) && IsCoordinate(key.Y) ? key : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Member(JsonElement jwk, string name) =>
        jwk.ValueKind == JsonValueKind.Object && jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsCoordinate(string? value) =>
        value is { Length: 43 } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsAlive(DateTime? from, DateTime? until, DateTimeOffset now) =>
        until is { } end && end > now - ClockSkew && end <= now + LongestLife + ClockSkew && (from is null || from <= now + ClockSkew);

    private static string Reason(Exception? exception, Uri issuer) => exception switch
    {
        SecurityTokenInvalidAudienceException => $"aud must be {issuer.AbsoluteUri}",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException =>
            $"exp must lie within the next {LongestLife.TotalMinutes} minutes by the hub's clock. Is the box's clock right?",
        _ => "its signature does not fit its key",
    };
}
