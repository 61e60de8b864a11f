using System.Net;
using SeeIt.Guide;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>
/// Fetches a guide over HTTP into a file of the state folder that has no name and is gone with its handle: what came is whole
/// before any of it is imported, and takes no memory. As packed as the server sends it. Thread-safe.
/// </summary>
public sealed class GuideDownload : IDisposable
{
    /// <summary>A million programmes take 160 MB packed, and 800 MB as they are.</summary>
    private const long MostBytes = 2_000_000_000;

    private static readonly TimeSpan _answerWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _idleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _wholeWithin = TimeSpan.FromMinutes(20);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly long _mostBytes;
    private readonly HttpClient _http;

    /// <param name="folder">Where the file lies; on a disk, not in memory.</param>
    /// <param name="time">For the limits.</param>
    /// <param name="mostBytes">Of a download.</param>
    public GuideDownload(string folder, TimeProvider time, long mostBytes = MostBytes)
    {
        (_folder, _time, _mostBytes) = (folder, time, mostBytes);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            Credentials = new UserInfoCredentials(),
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The guide; or that it has not changed since <paramref name="known"/>; or why it could not be had.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    internal async Task<GuideInput> GetAsync(string name, GuidePlace place, GuideVersion? known, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_answerWithin, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, place.Address);
            request.Headers.Add("Accept-Encoding", "gzip");
            known?.AddTo(request.Headers);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
            {
                return GuideInput.Unchanged(name);
            }

            if (!response.IsSuccessStatusCode)
            {
                return Failed(name, $"It answers HTTP {(int)response.StatusCode} {response.ReasonPhrase}{Hint(response.StatusCode)}.");
            }

            return await SaveAsync(response.Content, limit, linked.Token) is { } file
                ? new GuideInput(name, file) { Version = GuideVersion.Of(place, response)?.ToString() }
                : Failed(name, $"It is larger than {_mostBytes / 1_000_000} MB.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(name, "It did not answer in time.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            return Failed(name, $"It could not be fetched: {exception.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Null when it is too large.</summary>
    private async Task<FileStream?> SaveAsync(HttpContent content, CancellationTokenSource limit, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var path = Path.Combine(_folder, $"guide-{Guid.NewGuid():N}.download");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        try
        {
            File.Delete(path);
            await using var body = await content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var left = _wholeWithin - _time.GetElapsedTime(began);
                limit.CancelAfter(left < _idleLimit ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : _idleLimit);
                var count = await body.ReadAsync(buffer, cancellation);
                if (count == 0)
                {
                    file.Position = 0;
                    return file;
                }

                if (file.Length + count > _mostBytes)
                {
                    await file.DisposeAsync();
                    return null;
                }

                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static string Hint(HttpStatusCode status) =>
        status == HttpStatusCode.Unauthorized ? ": write user name and password as http://user:password@host" : "";

    private static GuideInput Failed(string name, string message) => new(name, null, new Problem(name, 0, message));
}
