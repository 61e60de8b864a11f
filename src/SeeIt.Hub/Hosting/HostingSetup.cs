using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SeeIt.Hub.Hosting;

/// <summary>How the hub meets the network: TLS, sizes, and whose word counts for who a client is.</summary>
internal static class HostingSetup
{
    /// <summary>The longest post, as a form with every letter escaped, needs a fifth of it.</summary>
    private const long LargestBody = 256 * 1024;

    public static void AddHosting(this IServiceCollection services, HubSettings settings)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        if (settings.Certificate is null)
        {
            return;
        }

        services.AddSingleton<TlsCertificate>();
        services.AddHostedService(provider => provider.GetRequiredService<TlsCertificate>());
        services.AddOptions<KestrelServerOptions>().Configure<TlsCertificate>((kestrel, certificate) => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;

            // The selector knows no chain.
            https.OnAuthenticate = (_, tls) =>
            {
                tls.ServerCertificateSelectionCallback = null;
                tls.ServerCertificateContext = certificate.Current;
            };
        }));
    }

    /// <summary>
    /// Takes the client's address and scheme from the headers of the proxies that the settings name, and from nobody else's.
    /// Before all that looks at either.
    /// </summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<HubSettings>().ProxyNetworks().Networks;
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }
}
