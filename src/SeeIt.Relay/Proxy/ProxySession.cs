using System.Net;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;

namespace SeeIt.Relay.Proxy;

/// <summary>Serves the requests of one connection, one after the other.</summary>
internal sealed class ProxySession(ForwardProxy proxy, ClientConnection client, RelayOptions options, TimeProvider time)
{
    // What belongs to one connection, not to the message (RFC 9110, section 7.6.1).
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate",
        "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Expect",
    };

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await ReadHeadAsync(cancellation).ConfigureAwait(false) is not { Length: 0 } and var head)
        {
            if (head is null || ProxyRequest.Parse(head) is not { HasBody: false } request)
            {
                await client.WriteTextAsync("400 Bad Request", "Not a request that this proxy serves.", cancellation).ConfigureAwait(false);
                return;
            }

            var goesOn = request.Method switch
            {
                "CONNECT" => await ConnectAsync(request, cancellation).ConfigureAwait(false),
                "GET" or "HEAD" => await FetchAsync(request, cancellation).ConfigureAwait(false),
                _ => await RefuseAsync("405 Method Not Allowed", "Only GET, HEAD and CONNECT are served.", cancellation).ConfigureAwait(false),
            };
            if (!goesOn)
            {
                return;
            }
        }
    }

    /// <exception cref="OperationCanceledException">It did not come in time: there is nothing to answer.</exception>
    private async Task<byte[]?> ReadHeadAsync(CancellationToken cancellation)
    {
        using var limit = new IdleTimer(options.RequestTimeout, time, cancellation);
        return await client.ReadHeadAsync(limit.Token).ConfigureAwait(false);
    }

    private async Task<bool> ConnectAsync(ProxyRequest request, CancellationToken cancellation)
    {
        if (!Uri.TryCreate($"https://{request.Target}/", UriKind.Absolute, out var target) || target.PathAndQuery != "/")
        {
            return await RefuseAsync("400 Bad Request", "CONNECT needs host:port.", cancellation).ConfigureAwait(false);
        }

        var (permit, refusal) = proxy.FindPermit(target);
        if (permit is null)
        {
            return await FailAsync(target, null, refusal!, cancellation).ConfigureAwait(false);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(permit.Withdrawn, cancellation);
        Stream server;
        try
        {
            server = await permit.Guard.ConnectAsync(target.IdnHost, target.Port, linked.Token).ConfigureAwait(false);
        }
        catch (RelayFailureException exception)
        {
            return await FailAsync(target, permit, exception.Failure, cancellation).ConfigureAwait(false);
        }

        await using (server.ConfigureAwait(false))
        {
            await client.WriteHeadAsync("200 Connection established", [], linked.Token).ConfigureAwait(false);
            await server.WriteAsync(client.TakeRest(), linked.Token).ConfigureAwait(false);
            if (await Tunnel.RunAsync(client.Stream, server, options.IdleTimeout, time, linked.Token).ConfigureAwait(false))
            {
                proxy.Report(new ProxyRefusal(target, permit, TimedOut(target, options.IdleTimeout)));
            }
        }

        return false;
    }

    private async Task<bool> FetchAsync(ProxyRequest request, CancellationToken cancellation)
    {
        var target = SourceAddress.ParseHop(request.Target, SourceTrust.Lineup, out var refusal);
        if (target is null)
        {
            return await FailAsync(proxy.Address, null, refusal!, cancellation).ConfigureAwait(false);
        }

        (var permit, refusal) = proxy.FindPermit(target);
        if (permit is null)
        {
            return await FailAsync(target, null, refusal!, cancellation).ConfigureAwait(false);
        }

        using var idle = new IdleTimer(options.HeadTimeout, time, CancellationToken.None);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, permit.Withdrawn, cancellation);
        try
        {
            using var message = ToMessage(request, target);
            using var response = await permit.Http.SendAsync(message, linked.Token).ConfigureAwait(false);
            return await PassOnAsync(request, target, permit, response, idle, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return await FailAsync(target, permit, TimedOut(target, options.HeadTimeout), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or RelayFailureException)
        {
            return await FailAsync(target, permit, FailureOf.Exception(exception, target), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> PassOnAsync(
        ProxyRequest request, Uri target, ProxyPermit permit, HttpResponseMessage response, IdleTimer idle, CancellationToken cancellation)
    {
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            permit.Failed(FailureOf.Status(response, target));
        }

        var headers = EndToEnd(response).ToList();
        if (headers.FindIndex(header => header.Key.Equals("Location", StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            var (location, refusal) = await permit.Guard.CheckRedirectAsync(target, headers[index].Value, cancellation).ConfigureAwait(false);
            refusal ??= LeadOn(permit, target);
            if (location is null || refusal is not null)
            {
                return await FailAsync(target, permit, refusal!, cancellation).ConfigureAwait(false);
            }

            // Written out, so that the player cannot read it in another way than the guard did.
            headers[index] = new("Location", location.AbsoluteUri);
        }
        else
        {
            permit.Answered();
        }

        idle.Suspend();
        var hasBody = request.Method != "HEAD" && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified);
        var isChunked = hasBody && response.Content.Headers.ContentLength is null;
        if (isChunked && request.KeepsAlive)
        {
            headers.Add(new("Transfer-Encoding", "chunked"));
        }

        headers.Add(new("Connection", request.KeepsAlive ? "keep-alive" : "close"));
        await client.WriteHeadAsync($"{(int)response.StatusCode} {response.ReasonPhrase}", headers, cancellation).ConfigureAwait(false);
        if (hasBody)
        {
            await CopyBodyAsync(target, permit, response, isChunked && request.KeepsAlive, cancellation).ConfigureAwait(false);
        }

        return request.KeepsAlive;
    }

    /// <summary>LibVLC gives up after the third redirect in a row, and does not say why; so it is remembered from there on.</summary>
    /// <returns>Why it is not led on; null when it is.</returns>
    private RelayFailure? LeadOn(ProxyPermit permit, Uri target)
    {
        const int PlayersLimit = 3;
        var count = permit.Redirected();
        if (count >= PlayersLimit)
        {
            permit.Failed(FailureOf.Redirects(target, count));
        }

        return count > options.MaxRedirects ? FailureOf.Redirects(target, count) : null;
    }

    private async Task CopyBodyAsync(Uri target, ProxyPermit permit, HttpResponseMessage response, bool chunked, CancellationToken cancellation)
    {
        using var idle = new IdleTimer(options.IdleTimeout, time, cancellation);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await BodyCopy.RunAsync(body, client.Stream, chunked, idle).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            // The head is gone: cutting the connection is the only way to say that the body is not whole.
            proxy.Report(new ProxyRefusal(target, permit, TimedOut(target, options.IdleTimeout)));
            throw;
        }
        catch (HttpIOException exception)
        {
            proxy.Report(new ProxyRefusal(target, permit, FailureOf.Exception(exception, target)));
            throw;
        }
    }

    private static HttpRequestMessage ToMessage(ProxyRequest request, Uri target)
    {
        var message = new HttpRequestMessage(request.Method == "HEAD" ? HttpMethod.Head : HttpMethod.Get, target);
        foreach (var (name, value) in request.Headers)
        {
            if (!HopByHop.Contains(name))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static IEnumerable<KeyValuePair<string, string>> EndToEnd(HttpResponseMessage response) =>
        from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        where !HopByHop.Contains(header.Key)
        from value in header.Value
        select new KeyValuePair<string, string>(header.Key, value);

    private async Task<bool> FailAsync(Uri target, ProxyPermit? permit, RelayFailure failure, CancellationToken cancellation)
    {
        proxy.Report(new ProxyRefusal(target, permit, failure));
        return await RefuseAsync(
            failure.Kind == RelayFailureKind.Forbidden ? "403 Forbidden" : "502 Bad Gateway",
            failure.Detail,
            cancellation).ConfigureAwait(false);
    }

    private async Task<bool> RefuseAsync(string status, string text, CancellationToken cancellation)
    {
        await client.WriteTextAsync(status, text, cancellation).ConfigureAwait(false);
        return false;
    }

    private static RelayFailure TimedOut(Uri target, TimeSpan limit) =>
        new(RelayFailureKind.Unreachable, $"{target.IdnHost} sent nothing for {limit.TotalSeconds:0.#} s.");
}
