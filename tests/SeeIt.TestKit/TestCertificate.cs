using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SeeIt.TestKit;

/// <summary>Certificates that nobody vouches for but who trusts just them.</summary>
public static class TestCertificate
{
    /// <summary>Good from yesterday to tomorrow. The caller disposes it.</summary>
    /// <param name="host">A name, or an IP address.</param>
    /// <param name="authority">Who signs it; null: itself.</param>
    public static X509Certificate2 For(string host, X509Certificate2? authority = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var (from, to) = (now.AddDays(-1), now.AddDays(1));
        using var signed = authority is null ? null : request.Create(authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var certificate = signed?.CopyWithPrivateKey(key) ?? request.CreateSelfSigned(from, to);

        // A server's key has to be one that was loaded.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
