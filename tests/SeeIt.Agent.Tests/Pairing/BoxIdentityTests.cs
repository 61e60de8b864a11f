using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SeeIt.Agent.Pairing;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Agent.Tests.Pairing;

public sealed class BoxIdentityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-identity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_the_same_after_a_restart_and_keeps_its_client()
    {
        var first = BoxIdentity.LoadOrCreate(_folder);
        first.SetClient("box-1");
        var again = BoxIdentity.LoadOrCreate(_folder);
        Assert.Equal((first.BoxId, "box-1"), (again.BoxId, again.ClientId));
        Assert.Equal(first.Key.ExportSubjectPublicKeyInfo(), again.Key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        BoxIdentity.LoadOrCreate(_folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "identity.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "boxId": "a", "key": "no pem", "clientId": null }""")]
    public void A_damaged_file_is_named_and_left_alone(string content)
    {
        var path = Path.Combine(_folder, "identity.json");
        File.WriteAllText(path, content);
        var refusal = Assert.Throws<InvalidDataException>(() => BoxIdentity.LoadOrCreate(_folder));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void The_proof_is_signed_by_the_key_in_its_header()
    {
        var identity = BoxIdentity.LoadOrCreate(_folder);
        var proof = BoxToken.Proof(identity, new Uri("https://hub.example"), "Living room", "Test box", 42, DateTimeOffset.UnixEpoch);

        var parts = proof.Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var jwk = header.RootElement.GetProperty("jwk");
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        });
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal("https://hub.example/", claims.RootElement.GetProperty("aud").GetString());
        Assert.Equal(42, claims.RootElement.GetProperty(Names.NumberClaim).GetInt32());
    }
}
