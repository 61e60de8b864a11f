using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Hosting;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;
using Eventually = SeeIt.Hub.Tests.Support.Eventually;

namespace SeeIt.Hub.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly LogLines _log = new();

    private string Chain => _folder.File("fullchain.pem");

    private string Key => _folder.File("privkey.pem");

    [Fact]
    public async Task New_certificate_serves_new_connections_and_those_that_stand_go_on()
    {
        var first = Write();
        await using var hub = await StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        await box.ConnectAsync();
        await using var events = await SseAsync.OpenAsync(ada);
        await events.NextAsync();
        Assert.Equal(first, await ServedAsync(hub));

        var second = Write();
        await Eventually.Async(LookAsync(hub), served => served == second);
        await ada.CommandAsync(box.Id, new PauseVerb());
        await box.NextCommandAsync();
        Assert.Equal(EventNames.Command, (await events.NextAsync()).EventType);
        Assert.False(box.Closed.Task.IsCompleted);
        Assert.Contains(_log.Lines, line => line.Contains("served the new certificate of CN=localhost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("")]
    [InlineData("the certificate without its key")]
    [InlineData("expired")]
    [InlineData("gone")]
    public async Task Bad_new_certificate_is_told_and_the_one_before_stays(string bad)
    {
        var first = Write();
        await using var hub = await StartAsync();
        Assert.Equal(first, await ServedAsync(hub));
        switch (bad)
        {
            case "the certificate without its key":
                File.WriteAllText(Chain, _certificates.Make().Chain);
                break;
            case "expired":
                Write(daysLeft: -1);
                break;
            case "gone":
                File.Delete(Chain);
                break;
            default:
                File.WriteAllText(Chain, bad);
                break;
        }

        await Eventually.Async(
            () =>
            {
                _clock.Advance(TlsCertificate.Every);
                return Task.FromResult(_log.Lines);
            },
            lines => lines.Any(line => line.StartsWith("Warning: The new certificate is not taken", StringComparison.Ordinal)));
        Assert.Equal(first, await ServedAsync(hub));
        _clock.Advance(TlsCertificate.Every);
        _clock.Advance(TlsCertificate.Every);
        Assert.Single(_log.Lines, line => line.Contains("is not taken", StringComparison.Ordinal));

        // And it is mended.
        var good = Write();
        await Eventually.Async(LookAsync(hub), served => served == good);
    }

    [Fact]
    public async Task Every_cookie_is_for_tls_alone()
    {
        Write();
        await using var hub = await StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub.Address);
        await browser.SignInAsync(ada.Email);
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/passkeys/request-options");
        ask.Headers.Add("RequestVerificationToken", (await browser.FormAsync("/account", "sign-out-everywhere"))["__RequestVerificationToken"]);
        await browser.Http.SendAsync(ask, TestContext.Current.CancellationToken);
        Assert.Equal(["seeit", "seeit-form", "seeit-known", "seeit-passkey"], browser.Cookies.Select(cookie => cookie.Name).Order());
        Assert.All(browser.Cookies, cookie => Assert.True(cookie.Secure && cookie.HttpOnly, cookie.Name));
    }

    [Fact]
    public void Bad_certificate_and_https_without_one_are_refused_at_start()
    {
        Write();
        string[] basic = ["--DataFolder", _folder.Path, "--urls", "https://127.0.0.1:0"];
        Assert.Contains("Certificate is not set", Faults(basic), StringComparison.Ordinal);
        Assert.Equal("", Faults([.. basic, "--Certificate", Chain, "--CertificateKey", Key]));
        Assert.Contains("are no certificate with its key", Faults([.. basic, "--Certificate", Chain]), StringComparison.Ordinal);
        Assert.Contains("Could not find file", Faults([.. basic, "--Certificate", _folder.File("none.pem")]), StringComparison.Ordinal);
        Assert.Contains("nothing listens by https", Faults(["--DataFolder", _folder.Path, "--urls", "http://127.0.0.1:0", "--Certificate", Chain, "--CertificateKey", Key]), StringComparison.Ordinal);
        Assert.Contains("CertificateKey is set and Certificate is not", Faults(["--DataFolder", _folder.Path, "--CertificateKey", Key]), StringComparison.Ordinal);
        Assert.Contains("Proxies has nginx:", Faults(["--DataFolder", _folder.Path, "--Proxies", "127.0.0.1, nginx"]), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
        _log.Dispose();
    }

    private static string Faults(string[] args)
    {
        using var errors = new StringWriter();
        HubConfiguration.Read(args, errors);
        return errors.ToString();
    }

    private Task<RunningHub> StartAsync() => RunningHub.StartAsync(
        settings => (settings.Certificate, settings.CertificateKey) = (Chain, Key), url: "https://127.0.0.1:0", clock: _clock, log: _log);

    /// <returns>The new certificate's thumbprint.</returns>
    private string Write(int daysLeft = 7)
    {
        var (chain, key, thumbprint) = _certificates.Make(daysLeft);
        File.WriteAllText(Chain, chain);
        File.WriteAllText(Key, key);
        return thumbprint;
    }

    private Func<Task<string>> LookAsync(RunningHub hub) => () =>
    {
        _clock.Advance(TlsCertificate.Every);
        return ServedAsync(hub);
    };

    /// <summary>What a new connection is served; its chain leads to the root.</summary>
    private async Task<string> ServedAsync(RunningHub hub)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, hub.Address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { _certificates.Root },
                },
            },
            TestContext.Current.CancellationToken);
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }
}
