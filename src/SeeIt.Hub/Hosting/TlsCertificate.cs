using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SeeIt.Hub.Hosting;

/// <summary>
/// The hub's own certificate, with its chain. Looks at its files every <see cref="Every"/>; what was replaced serves the
/// connections from then on, and those that stand go on as they are. A bad one is told in the log, and the one before
/// stays. Safe for any thread.
/// </summary>
internal sealed partial class TlsCertificate(HubSettings settings, TimeProvider clock, ILogger<TlsCertificate> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private volatile SslStreamCertificateContext? _current;
    private string _loaded = "";
    private string _looked = "";

    /// <summary>Of the next connection.</summary>
    /// <exception cref="InvalidOperationException">There is none yet, and the files hold none.</exception>
    public SslStreamCertificateContext Current => _current ?? LoadFirst();

    /// <summary>What is wrong with the files that the settings name, for the person who starts the hub; null when nothing is.</summary>
    public static string? Fault(HubSettings settings, TimeProvider clock) => Load(settings, Read(settings).Text, clock).Fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    /// <summary>
    /// Certificate and key are two files, and one is replaced before the other: only what was the same at two looks is taken,
    /// or complained of.
    /// </summary>
    private void Look()
    {
        var (text, _) = Read(settings);
        var settled = text == _looked;
        _looked = text;
        if (!settled || text == _loaded)
        {
            return;
        }

        _loaded = text;
        var (context, fault) = Load(settings, text, clock);
        if (context is null)
        {
            LogRefused(fault!);
            return;
        }

        _current = context;
        var own = context.TargetCertificate;
        LogTaken(own.Subject, own.NotAfter);
    }

    private SslStreamCertificateContext LoadFirst()
    {
        var (text, _) = Read(settings);
        var (context, fault) = Load(settings, text, clock);
        (_loaded, _looked) = (text, text);
        return _current = context ?? throw new InvalidOperationException(fault);
    }

    /// <returns>Both files, one behind the other; or why one cannot be read.</returns>
    private static (string Text, string? Fault) Read(HubSettings settings)
    {
        try
        {
            var text = File.ReadAllText(settings.Certificate!);
            return (settings.CertificateKey is { } key ? $"{text}\n{File.ReadAllText(key)}" : text, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("", e.Message);
        }
    }

    private static (SslStreamCertificateContext? Context, string? Fault) Load(HubSettings settings, string text, TimeProvider clock)
    {
        if (text.Length == 0)
        {
            return (null, $"Certificate cannot be read: {Read(settings).Fault ?? "it is empty"}");
        }

        try
        {
            // The first is the hub's; those behind it lead to who signed it.
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text);
            var own = X509Certificate2.CreateFromPem(text, text);
            if (own.NotAfter.ToUniversalTime() <= clock.GetUtcNow().UtcDateTime)
            {
                return (null, $"The certificate in {settings.Certificate} was good until {own.NotAfter.ToUniversalTime():u}.");
            }

            return (SslStreamCertificateContext.Create(own, [.. chain.Skip(1)], offline: true), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return (null, $"{settings.Certificate} and {settings.CertificateKey ?? "its key"} are no certificate with its key, as PEM without a password: {e.Message}");
        }
    }

    [LoggerMessage(111, LogLevel.Information, "New connections are served the new certificate of {Subject}, good until {Until:s}.")]
    private partial void LogTaken(string subject, DateTime until);

    [LoggerMessage(112, LogLevel.Warning, "The new certificate is not taken, and the one before stays. {Fault}")]
    private partial void LogRefused(string fault);
}
