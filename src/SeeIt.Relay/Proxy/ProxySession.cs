using System.Net;
using System.Text;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;
using SeeIt.Relay.Live;

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

    // Cookies are kept by the relay; what it must read comes unpacked; and of whence the player comes it knows the relay's names only.
    private static readonly HashSet<string> TheRelays = new(StringComparer.OrdinalIgnoreCase)
    {
        "Cookie", "Set-Cookie", "Accept-Encoding", "Referer", "Origin",
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
                "GET" or "HEAD" => await FetchAsync(request, cancellation).ConfigureAwait(false),
                _ => await RefuseAsync("405 Method Not Allowed", "Only GET and HEAD are served.", cancellation).ConfigureAwait(false),
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

    private async Task<bool> FetchAsync(ProxyRequest request, CancellationToken cancellation)
    {
        var (permit, target, refusal) = proxy.Find(request.Target);
        if (permit is null || target is null)
        {
            return await FailAsync(target ?? proxy.Address, permit, refusal!, cancellation).ConfigureAwait(false);
        }

        var timing = new ProxyTiming(time);
        using var idle = new IdleTimer(options.HeadTimeout, time, CancellationToken.None);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, permit.Withdrawn, cancellation);
        try
        {
            using var message = ToMessage(request, target);
            using var response = await timing.WaitAsync(permit.Http.SendAsync(message, linked.Token)).ConfigureAwait(false);
            return await PassOnAsync(request, target, permit, response, timing, idle, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return await FailAsync(target, permit, TimedOut(target, options.HeadTimeout), cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or RelayFailureException)
        {
            return await FailAsync(target, permit, FailureOf.Exception(exception, target), cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> PassOnAsync(
        ProxyRequest request,
        Uri target,
        ProxyPermit permit,
        HttpResponseMessage response,
        ProxyTiming timing,
        IdleTimer idle,
        CancellationToken cancellation)
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
            headers[index] = new("Location", permit.Name(location));
        }
        else
        {
            permit.Answered();
        }

        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        if (request.Method == "HEAD" || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            await WriteHeadAsync(request, status, headers, cancellation).ConfigureAwait(false);
            return request.KeepsAlive;
        }

        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var (first, kind) = await timing.WaitAsync(SniffAsync(body, cancellation)).ConfigureAwait(false);
        if (kind is ContentKind.Hls or ContentKind.Dash && IsWhole(response))
        {
            var text = await timing.WaitAsync(ReadPlaylistAsync(first, body, target, cancellation)).ConfigureAwait(false);
            var playlist = Encoding.UTF8.GetBytes(Renamed(text, kind == ContentKind.Dash, target, permit));
            headers.RemoveAll(header => header.Key.ToUpperInvariant() is "CONTENT-LENGTH" or "CONTENT-RANGE" or "ACCEPT-RANGES");
            headers.Add(new("Content-Length", $"{playlist.Length}"));
            await WriteHeadAsync(request, "200 OK", headers, cancellation).ConfigureAwait(false);
            await client.Stream.WriteAsync(playlist, cancellation).ConfigureAwait(false);
            proxy.Report(target, timing);
            return request.KeepsAlive;
        }

        idle.Suspend();
        var isChunked = request.KeepsAlive && response.Content.Headers.ContentLength is null;
        if (isChunked)
        {
            headers.Add(new("Transfer-Encoding", "chunked"));
        }

        await WriteHeadAsync(request, status, headers, cancellation).ConfigureAwait(false);
        proxy.Report(target, timing);
        await CopyBodyAsync(target, permit, first, body, isChunked, cancellation).ConfigureAwait(false);
        return request.KeepsAlive;
    }

    private ValueTask WriteHeadAsync(ProxyRequest request, string status, List<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        headers.Add(new("Connection", request.KeepsAlive ? "keep-alive" : "close"));
        return client.WriteHeadAsync(status, headers, cancellation);
    }

    /// <summary>Reads as much as tells what it is. By its bytes alone: some servers call a segment a playlist.</summary>
    private static async Task<(ReadOnlyMemory<byte> First, ContentKind Kind)> SniffAsync(Stream body, CancellationToken cancellation)
    {
        var first = new byte[ContentSniffer.EnoughBytes];
        var length = 0;
        var kind = ContentKind.Undecided;
        while (kind == ContentKind.Undecided && await body.ReadAsync(first.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            length += count;
            kind = ContentSniffer.Classify(first.AsSpan(0, length), mediaType: null);
        }

        return (first.AsMemory(0, length), kind);
    }

    /// <summary>LibVLC asks for a range of everything, also of a playlist; a part of one has not all of its addresses.</summary>
    private static bool IsWhole(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK
        || (response.Content.Headers.ContentRange is { From: 0, To: { } to, Length: var length } && (length is null || to == length - 1));

    /// <exception cref="RelayFailureException">It is too long.</exception>
    private static async Task<string> ReadPlaylistAsync(ReadOnlyMemory<byte> first, Stream body, Uri target, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        all.Write(first.Span);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            all.Write(buffer, 0, count);
            if (all.Length > Playlist.MaxLength)
            {
                throw new RelayFailureException(new(
                    RelayFailureKind.Unsupported, $"{target.IdnHost} sends a playlist of more than {Playlist.MaxLength / 1024 / 1024} MB."));
            }
        }

        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    /// <summary>A playlist with the relay's names for what it leads to.</summary>
    private string Renamed(string text, bool isDash, Uri target, ProxyPermit permit)
    {
        permit.IsLive = Playlist.IsLive(text, isDash) ?? permit.IsLive;
        if (Playlist.IsProtected(text, isDash))
        {
            permit.Failed(new(RelayFailureKind.Unsupported, $"{target.IdnHost} sends it encrypted by a DRM system."));
        }

        if (!isDash && Playlist.NamesOutput(text))
        {
            // The player obeys no such option; that it was tried is told.
            proxy.Report(new ProxyRefusal(target, permit, SourceAddress.Refuse($"a playlist of {target.IdnHost} with VLC's option 'sout', which writes files")));
        }

        return new PlaylistNames(proxy, permit, target).Write(text, isDash);
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

    /// <exception cref="IOException">It was cut, which has been reported. The head is gone: to end the connection is the only way to say so.</exception>
    private async Task CopyBodyAsync(Uri target, ProxyPermit permit, ReadOnlyMemory<byte> first, Stream body, bool chunked, CancellationToken cancellation)
    {
        using var idle = new IdleTimer(options.IdleTimeout, time, cancellation);
        try
        {
            await BodyCopy.RunAsync(first, body, client.Stream, chunked, idle).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpIOException || (exception is OperationCanceledException && idle.IsExpired))
        {
            var failure = idle.IsExpired ? TimedOut(target, options.IdleTimeout) : FailureOf.Exception(exception, target);
            proxy.Report(new ProxyRefusal(target, permit, failure));
            throw new IOException(failure.Detail, exception);
        }
    }

    private static HttpRequestMessage ToMessage(ProxyRequest request, Uri target)
    {
        var message = new HttpRequestMessage(request.Method == "HEAD" ? HttpMethod.Head : HttpMethod.Get, target);
        foreach (var (name, value) in request.Headers)
        {
            if (!HopByHop.Contains(name) && !TheRelays.Contains(name))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static IEnumerable<KeyValuePair<string, string>> EndToEnd(HttpResponseMessage response) =>
        from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        where !HopByHop.Contains(header.Key) && !TheRelays.Contains(header.Key)
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
