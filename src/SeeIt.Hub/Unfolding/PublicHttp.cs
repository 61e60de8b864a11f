using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SeeIt.Contracts.Api;
using SeeIt.Relay.Guard;

namespace SeeIt.Hub.Unfolding;

/// <summary>
/// The one way by which the hub opens what a post links to: https at public hosts only. Each name is resolved once, every
/// address that it has is checked, and just a checked one is connected to; so at each redirect. No proxy, cookies or
/// credentials. Thread-safe.
/// </summary>
internal sealed class PublicHttp : IDisposable
{
    private const int Port = 443;
    private const int MostRedirects = 3;

    /// <summary>An address that swallows packets may cost this much, not all the time.</summary>
    private static readonly TimeSpan ConnectShare = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly Network _network;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _invoker;

    public PublicHttp(Network network, TimeProvider clock)
    {
        _network = network;
        _clock = clock;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            ConnectCallback = ConnectAsync,
        };
        if (network.CertificatePolicy is { } policy)
        {
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Gets a page or a JSON document.</summary>
    /// <param name="address">Checked by <see cref="LinkAddress"/>.</param>
    /// <param name="mediaType">What is asked for and taken: <see cref="Fetched.Html"/> or <see cref="Fetched.Json"/>.</param>
    /// <param name="isElsewhere">A redirect to such an address is not followed but returned.</param>
    /// <param name="cancellation">Ends it at any time.</param>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task<Reading<Fetched>> GetAsync(Uri address, string mediaType, Predicate<Uri>? isElsewhere, CancellationToken cancellation)
    {
        try
        {
            for (var redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using var response = await SendAsync(address, mediaType, cancellation);
                if (response.Headers.Location is { } location && (int)response.StatusCode is 301 or 302 or 303 or 307 or 308)
                {
                    if (LinkAddress.Parse(location.OriginalString, from: address) is not { } target)
                    {
                        return LinkFailure.Forbidden;
                    }

                    if (isElsewhere?.Invoke(target) == true)
                    {
                        return new Fetched(target, Text: null);
                    }

                    address = target;
                    continue;
                }

                return response.IsSuccessStatusCode
                    ? await Body.ReadAsync(response, address, mediaType, cancellation)
                    : response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError ? LinkFailure.Unreachable : LinkFailure.Unreadable;
            }

            return LinkFailure.Unreadable;
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is ForbiddenHostException ? LinkFailure.Forbidden : LinkFailure.Unreachable;
        }
        catch (IOException)
        {
            return LinkFailure.Unreachable;
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Uri address, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        request.Headers.AcceptEncoding.ParseAdd(Body.Encodings);
        request.Headers.UserAgent.ParseAdd("seeit-hub (reads the links of shared posts)");
        return await _invoker.SendAsync(request, cancellation);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _network.Resolve(host, cancellation);
        if (context.DnsEndPoint.Port != Port || addresses.Any(address => AddressClasses.Of(address) != AddressClass.Public))
        {
            throw new ForbiddenHostException($"{host} is not a public host at port {Port}.");
        }

        Exception? last = null;
        foreach (var address in addresses)
        {
            using var limit = new CancellationTokenSource(ConnectShare, _clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                return await _network.Connect(new IPEndPoint(address, Port), linked.Token);
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                last = e;
            }
        }

        throw new IOException($"{host} cannot be connected to.", last);
    }

    /// <summary>The only way to say no from within the handler; it comes back as the inner exception.</summary>
    private sealed class ForbiddenHostException(string message) : IOException(message);
}
