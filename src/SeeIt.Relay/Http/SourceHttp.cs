using System.Net;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Http;

/// <summary>
/// The one way by which the relay fetches over HTTP: no proxy from the environment, no redirect by itself, each connection
/// by the guard, and the cookies that the source's servers set as long as it lives. One per source: neither a pooled
/// connection nor a cookie is ever lent to another. Thread-safe.
/// </summary>
internal sealed class SourceHttp : IDisposable
{
    private static readonly HashSet<string> SentEverywhere = new(StringComparer.OrdinalIgnoreCase) { "User-Agent", "Referer", "Origin" };

    private static readonly HashSet<string> NeverSent = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer",
        "Transfer-Encoding", "Content-Length", "Upgrade", "Expect",
    };

    private readonly RelaySource _source;
    private readonly HttpMessageInvoker _invoker;

    public SourceHttp(RelaySource source, SourceGuard guard, Network network, RelayOptions options)
    {
        _source = source;
        Guard = guard;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = true,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 32,
            ConnectCallback = (context, cancellation) =>
                guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
        };
        if (network.CertificatePolicy is { } policy)
        {
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (source.Credentials is { } credentials)
        {
            handler.Credentials = new OwnCredentials(this, credentials);
            handler.PreAuthenticate = true;
        }

        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public SourceGuard Guard { get; }

    /// <summary>Sends one request, and returns at the end of the response's head. Redirects are the caller's.</summary>
    /// <exception cref="HttpRequestException">See <see cref="FailureOf"/>.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Version = HttpVersion.Version11;
        AddHeaders(request);
        return await _invoker.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _invoker.Dispose();

    private void AddHeaders(HttpRequestMessage request)
    {
        var own = IsOwn(request.RequestUri!);
        foreach (var (name, value) in _source.Headers)
        {
            if (!NeverSent.Contains(name) && (own || SentEverywhere.Contains(name)) && !value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>Its own host; and not in the clear what was given for TLS.</summary>
    private bool IsOwn(Uri address) =>
        Guard.IsRootHost(address.IdnHost) && (address.Scheme == Uri.UriSchemeHttps || _source.Address.Scheme == Uri.UriSchemeHttp);

    /// <summary>Asked for by the handler when a server wants to know who it is.</summary>
    private sealed class OwnCredentials(SourceHttp http, NetworkCredential credentials) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) => authType is "Basic" or "Digest" && http.IsOwn(uri) ? credentials : null;
    }
}
