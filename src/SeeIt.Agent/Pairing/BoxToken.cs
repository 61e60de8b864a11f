using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Agent.Pairing;

/// <summary>The JSON Web Tokens (RFC 7519, ES256 by RFC 7518 section 3.4) that the box signs with its key.</summary>
internal static class BoxToken
{
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(2);

    /// <summary>Proof, with the device authorization request, that the box holds its key; the public key is in the header.</summary>
    public static string Proof(BoxIdentity identity, Uri hub, string name, string model, int number, DateTimeOffset now)
    {
        var claims = Claims(hub, now);
        claims[Names.BoxIdClaim] = identity.BoxId;
        claims[Names.NameClaim] = name;
        claims[Names.ModelClaim] = model;
        claims[Names.NumberClaim] = number;
        return Sign(identity.Key, new JsonObject { ["typ"] = "box-proof+jwt", ["alg"] = "ES256", ["jwk"] = PublicKey(identity.Key) }, claims);
    }

    /// <summary>The client assertion of private_key_jwt (RFC 7523 section 3, OpenID Connect Core section 9).</summary>
    public static string Assertion(BoxIdentity identity, string clientId, Uri hub, DateTimeOffset now)
    {
        var claims = Claims(hub, now);
        claims["iss"] = clientId;
        claims["sub"] = clientId;
        return Sign(identity.Key, new JsonObject { ["typ"] = "client-authentication+jwt", ["alg"] = "ES256" }, claims);
    }

    private static JsonObject Claims(Uri hub, DateTimeOffset now) => new()
    {
        ["aud"] = hub.AbsoluteUri,
        ["jti"] = Guid.NewGuid().ToString("N"),
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = (now + _life).ToUnixTimeSeconds(),
    };

    /// <summary>RFC 7517; the members of an EC key by RFC 7518 section 6.2.</summary>
    private static JsonObject PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private static string Sign(ECDsa key, JsonObject header, JsonObject claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
