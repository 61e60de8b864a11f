using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>A hub of its own, on a free port, with a data folder that goes when it does.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private const string Announcement = "seeit-hub is listening on ";
    private readonly TemporaryFolder _folder;
    private readonly List<(string Key, string Value)> _settings;

    private Hub(TemporaryFolder folder, List<(string Key, string Value)> settings, TestProcess process, Uri address)
    {
        _folder = folder;
        _settings = settings;
        Process = process;
        Address = address;
    }

    public TestProcess Process { get; private set; }

    public Uri Address { get; }

    public string Folder => _folder.Path;

    /// <summary>Its presence is told at once: no grace for a box that is away.</summary>
    /// <param name="traced">Whether it logs each step of a command.</param>
    /// <param name="secure">Whether it speaks TLS, with a certificate of its own.</param>
    /// <param name="more">Further settings.</param>
    public static async Task<Hub> StartAsync(bool traced, bool secure = false, params IEnumerable<(string Key, string Value)> more)
    {
        var folder = new TemporaryFolder();
        var settings = new List<(string Key, string Value)>(LogLine.Settings)
        {
            ("urls", secure ? "https://127.0.0.1:0" : "http://127.0.0.1:0"),
            ("DataFolder", folder.Path),
            ("PairingPollSeconds", "1"),
            ("PresenceGraceMs", "0"),
            ("Logging:LogLevel:Default", "Warning"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        };
        if (traced)
        {
            settings.Add(("Logging:LogLevel:SeeIt.Hub.Commands", "Debug"));
        }

        if (secure)
        {
            var (certificate, key) = Certificate();
            await File.WriteAllTextAsync(folder.File("hub.pem"), certificate);
            await File.WriteAllTextAsync(folder.File("hub.key"), key);
            settings.AddRange([("Certificate", folder.File("hub.pem")), ("CertificateKey", folder.File("hub.key"))]);
        }

        settings.AddRange(more);
        var (process, address) = await RunAsync(settings);
        return new Hub(folder, settings, process, address);
    }

    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>Where it was before. Returns when it listens.</summary>
    public async Task StartAgainAsync()
    {
        await Process.DisposeAsync();
        _settings[_settings.FindIndex(setting => setting.Key == "urls")] = ("urls", Address.GetLeftPart(UriPartial.Authority));
        (Process, _) = await RunAsync(_settings);
    }

    private static async Task<(TestProcess Process, Uri Address)> RunAsync(IEnumerable<(string Key, string Value)> settings)
    {
        var process = TestProcess.Start(Repository.Hub, settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }));
        var line = await process.WaitForLineAsync(line => line.StartsWith(Announcement, StringComparison.Ordinal), "its address");
        return (process, new Uri(line[Announcement.Length..]));
    }

    private static (string Certificate, string Key) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
