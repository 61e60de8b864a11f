using System.Net;

namespace SeeIt.Agent.Link;

/// <summary>Keeps what a hub that refuses a connection asks for by Retry-After (RFC 9110 section 10.2.3): SignalR's client does not tell.</summary>
internal sealed class RetryAfterHandler(HttpMessageHandler inner, TimeProvider time, Action<TimeSpan> asked) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            && response.Headers.RetryAfter is { } header
            && (header.Delta ?? header.Date - time.GetUtcNow()) is { } after)
        {
            asked(after);
        }

        return response;
    }
}
