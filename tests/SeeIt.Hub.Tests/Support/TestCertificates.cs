using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SeeIt.Hub.Tests.Support;

/// <summary>An authority, one below it, and certificates by that for 127.0.0.1 and localhost.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _middle;

    public TestCertificates()
    {
        Root = Authority("CN=Test root", _rootKey).CreateSelfSigned(Now.AddDays(-9), Now.AddDays(9));
        _middle = Authority("CN=Test authority", _middleKey).Create(Root, Now.AddDays(-8), Now.AddDays(8), RandomNumberGenerator.GetBytes(8));
    }

    /// <summary>What a client is to trust.</summary>
    public X509Certificate2 Root { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A new certificate with its chain, and its key, both as PEM.</summary>
    public (string Chain, string Key, string Thumbprint) Make(int daysLeft = 7)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var signer = X509SignatureGenerator.CreateForECDsa(_middleKey);
        using var made = request.Create(_middle.SubjectName, signer, Now.AddDays(-7), Now.AddDays(daysLeft), RandomNumberGenerator.GetBytes(8));
        return ($"{made.ExportCertificatePem()}\n{_middle.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem(), made.Thumbprint);
    }

    /// <summary>As a client's callback.</summary>
    public static bool IsOne(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => certificate?.Issuer == "CN=Test authority";

    public void Dispose()
    {
        Root.Dispose();
        _middle.Dispose();
        _rootKey.Dispose();
        _middleKey.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
