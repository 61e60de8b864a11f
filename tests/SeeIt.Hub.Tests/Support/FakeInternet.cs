using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SeeIt.Relay.Guard;
using SeeIt.TestKit;

namespace SeeIt.Hub.Tests.Support;

/// <summary>
/// Hosts of a test's own, by https. Whatever address is connected to, the connection lands at the one server behind them
/// all: a connection that should not be made would be answered.
/// </summary>
internal sealed class FakeInternet : IAsyncDisposable
{
    /// <summary>What every host says where the test has put nothing.</summary>
    public const string Secret = "<title>The Secret</title>";

    private readonly ConcurrentDictionary<string, Func<IPAddress[]?>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new(StringComparer.OrdinalIgnoreCase);
    private readonly X509Certificate2 _authority = MakeAuthority();
    private readonly WebApplication _server;
    private int _port;
    private byte _next = 10;

    private FakeInternet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => _certificates.GetOrAdd(name ?? "127.0.0.1", host => TestCertificate.For(host, _authority)));
            });
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public Network Network => new(ResolveAsync, ConnectAsync, new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { _authority },
    });

    /// <summary>Every request: the host and the path with its query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Every request's headers.</summary>
    public ConcurrentQueue<IHeaderDictionary> Headers { get; } = new();

    public ConcurrentQueue<IPEndPoint> Connections { get; } = new();

    public static async Task<FakeInternet> StartAsync()
    {
        var internet = new FakeInternet();
        await internet._server.StartAsync(TestContext.Current.CancellationToken);
        internet._port = new Uri(internet._server.Urls.Single()).Port;
        return internet;
    }

    /// <summary>A host with addresses of its own.</summary>
    public FakeInternet Name(string host, params string[] addresses) => Name(host, () => [.. addresses.Select(IPAddress.Parse)]);

    /// <param name="host">The name.</param>
    /// <param name="resolve">Its addresses, each time that it is asked for; null: the resolver never answers.</param>
    public FakeInternet Name(string host, Func<IPAddress[]?> resolve)
    {
        _names[host] = resolve;
        return this;
    }

    /// <param name="address">Host, path and query, as <c>site.example/a?b=c</c>. The host is public, unless it was given addresses.</param>
    /// <param name="answer">What is said there.</param>
    public FakeInternet Page(string address, RequestDelegate answer)
    {
        var host = address[..address.IndexOf('/', StringComparison.Ordinal)];
        IPAddress[] own = [new([93, 184, 216, _next++])];
        _names.TryAdd(host, () => own);
        _pages[address] = answer;
        return this;
    }

    public FakeInternet Html(string address, string html) => Body(address, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));

    public FakeInternet Json(string address, string json) => Body(address, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    public FakeInternet Body(string address, string type, byte[] body, string? encoding = null) => Page(address, async http =>
    {
        http.Response.ContentType = type;
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }

        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    });

    public FakeInternet Redirect(string address, string location, int status = 302) => Page(address, http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        foreach (var certificate in _certificates.Values)
        {
            certificate.Dispose();
        }

        _authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var address = $"{http.Request.Host.Host}{http.Request.Path}{http.Request.QueryString}";
        Requests.Enqueue(address);
        Headers.Enqueue(new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value)));
        if (_pages.TryGetValue(address, out var answer))
        {
            await answer(http);
        }
        else if (_names.ContainsKey(http.Request.Host.Host) && http.Request.Path != "/secret")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync(Secret, http.RequestAborted);
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (!_names.TryGetValue(host, out var resolve))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (resolve() is not { } addresses)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        }

        return addresses;
    }

    private ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        Connections.Enqueue(endPoint);
        return Network.ConnectTcpAsync(new IPEndPoint(IPAddress.Loopback, _port), cancellation);
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
