using System.Net;
using SeeIt.Relay.Guard;
using SeeIt.Relay.HdHomeRun;
using SeeIt.Relay.Live;

namespace SeeIt.Relay.Http;

/// <summary>Opens http and https addresses: follows checked redirects, and sees what the source sends.</summary>
internal sealed class HttpOpener(Network network, TunerDevices devices, RelayOptions options, TimeProvider time)
{
    /// <exception cref="HttpRequestException">See <see cref="FailureOf"/>.</exception>
    public async Task<RelayOpening> OpenAsync(RelaySource source, CancellationToken cancellation)
    {
        var http = new SourceHttp(source, new SourceGuard(source, network, options, time), network, options);
        RelayOpening? opening = null;
        try
        {
            opening = await OpenAsync(source, http, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (opening is not LiveOpening)
            {
                http.Dispose();
            }
        }

        return opening;
    }

    private async Task<RelayOpening> OpenAsync(RelaySource source, SourceHttp http, CancellationToken cancellation)
    {
        var address = source.Address;
        for (var redirects = 0; redirects <= options.MaxRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
            {
                return await SeeWhatItIsAsync(source, http, response, cancellation).ConfigureAwait(false);
            }

            using (response)
            {
                if (Location(response) is not { } location)
                {
                    return new FailedOpening(FailureOf.Status(response, address));
                }

                var (target, failure) = await http.Guard.CheckRedirectAsync(address, location, cancellation).ConfigureAwait(false);
                if (target is null)
                {
                    return new FailedOpening(failure!);
                }

                address = target;
            }
        }

        return new FailedOpening(FailureOf.Redirects(source.Address, options.MaxRedirects + 1));
    }

    private async Task<RelayOpening> SeeWhatItIsAsync(RelaySource source, SourceHttp http, HttpResponseMessage response, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.FirstByteTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var first = new byte[ContentSniffer.EnoughBytes];
        var length = 0;
        var kind = ContentKind.Undecided;
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (kind == ContentKind.Undecided)
            {
                var count = await stream.ReadAsync(first.AsMemory(length), linked.Token).ConfigureAwait(false);
                length += count;
                kind = ContentSniffer.Classify(first.AsSpan(0, length), mediaType);
                if (count == 0 && kind == ContentKind.Undecided)
                {
                    kind = ContentKind.Other;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Failed(RelayFailureKind.NoData, $"{source.Address.IdnHost} sent {length} bytes within {options.FirstByteTimeout.TotalSeconds:0.#} s.");
        }
        finally
        {
            if (kind != ContentKind.TransportStream)
            {
                response.Dispose();
            }
        }

        return kind switch
        {
            ContentKind.TransportStream => new LiveOpening(new LiveStream(
                source, new HttpBody(first.AsMemory(0, length), stream, response, http) { Tuner = devices.Watch(source) }, options, time)),
            ContentKind.Hls => new ProxiedOpening(ProxiedFormat.Hls),
            ContentKind.Dash => new ProxiedOpening(ProxiedFormat.Dash),
            ContentKind.Mp4 => new ProxiedOpening(ProxiedFormat.Mp4),
            _ when length == 0 => Failed(RelayFailureKind.NoData, $"{source.Address.IdnHost} answered, and ended without a byte."),
            _ => Failed(RelayFailureKind.Unsupported, $"{source.Address.IdnHost} sends {ContentSniffer.Describe(first.AsSpan(0, length), mediaType)}: only MPEG-TS, HLS, DASH and MP4 are played."),
        };
    }

    private static string? Location(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.NonValidated.TryGetValues("Location", out var values)
            ? values.ToString()
            : null;

    private static FailedOpening Failed(RelayFailureKind kind, string detail) => new(new RelayFailure(kind, detail));
}
