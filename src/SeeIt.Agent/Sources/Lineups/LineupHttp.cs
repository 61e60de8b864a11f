using System.Net;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>What came of one request: exactly one of the two.</summary>
public readonly record struct LineupAnswer(byte[]? Content, LineupFailure? Failure);

/// <summary>Fetches small things over HTTP, whole, in bounded time and memory. Thread-safe.</summary>
/// <param name="http">Follows no redirect by itself.</param>
/// <param name="time">The clock.</param>
public sealed class LineupHttp(HttpClient http, TimeProvider time)
{
    private const int MostRedirects = 5;

    /// <summary>Lineups of 20,000 channels take some 6 MB.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks just that address: a device that was found leads nowhere else.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public Task<LineupAnswer> GetAsync(Uri address, CancellationToken cancellation) => GetAsync(address, redirects: 0, cancellation);

    /// <summary>Asks an address that the owner named, and where that leads.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public Task<LineupAnswer> GetFollowingAsync(Uri address, CancellationToken cancellation) => GetAsync(address, MostRedirects, cancellation);

    private async Task<LineupAnswer> GetAsync(Uri address, int redirects, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            while (true)
            {
                using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, linked.Token);
                if (response.IsSuccessStatusCode)
                {
                    return await ReadAsync(response.Content, linked.Token);
                }

                // What stands before an "@" is lost where another host is named.
                if (redirects-- <= 0 || response.Headers.Location is not { } location || !Uri.TryCreate(address, location, out var next)
                    || next.Scheme is not ("http" or "https"))
                {
                    return Failed(KindOf(response.StatusCode), $"It answers HTTP {(int)response.StatusCode} {response.ReasonPhrase}{Hint(response.StatusCode)}.");
                }

                address = next;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(LineupFailureKind.Unreachable, "It did not answer in time.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(LineupFailureKind.Unreachable, exception.Message);
        }
    }

    private static async Task<LineupAnswer> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var body = await content.ReadAsStreamAsync(cancellation);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            if (whole.Length + count > MostBytes)
            {
                return Failed(LineupFailureKind.TooLarge, $"It is larger than {MostBytes / (1024 * 1024)} MB.");
            }

            whole.Write(buffer, 0, count);
        }

        return new(whole.ToArray(), null);
    }

    private static LineupFailureKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => LineupFailureKind.Refused,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => LineupFailureKind.NotFound,
        _ => LineupFailureKind.Unreachable,
    };

    private static string Hint(HttpStatusCode status) =>
        status == HttpStatusCode.Unauthorized ? ": write user name and password as http://user:password@host" : "";

    private static LineupAnswer Failed(LineupFailureKind kind, string detail) => new(null, new LineupFailure(kind, detail));
}
