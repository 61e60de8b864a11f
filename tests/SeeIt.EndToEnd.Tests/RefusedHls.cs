using System.Net;
using System.Text;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Serves the beginnings of streams that lead to where the relay or their host does not let the player go.</summary>
internal sealed class RefusedHls : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public RefusedHls()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Below it: <c>file</c> redirects to a file; <c>metadata.m3u8</c> has segments that redirect to a cloud's metadata; <c>lan.m3u8</c> has its media playlist on another private host; <c>denied.m3u8</c> has segments that are answered 403.</summary>
    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                Answer(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static void Answer(HttpListenerContext context)
    {
        var (status, location, text) = context.Request.Url!.AbsolutePath switch
        {
            "/file" => (302, "file:///etc/passwd", ""),
            "/metadata.m3u8" => (200, null, Playlist("metadata")),
            "/denied.m3u8" => (200, null, Playlist("denied")),
            "/lan.m3u8" => (200, null, "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\nhttp://10.11.12.13/media.m3u8\n"),
            var path when path.StartsWith("/metadata", StringComparison.Ordinal) => (302, "http://169.254.169.254/latest", ""),
            _ => (403, (string?)null, "no"),
        };
        try
        {
            context.Response.StatusCode = status;
            context.Response.RedirectLocation = location;
            context.Response.ContentType = "application/vnd.apple.mpegurl";
            context.Response.Close(Encoding.ASCII.GetBytes(text), willBlock: true);
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The player left.
        }
    }

    private static string Playlist(string segment) =>
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n"
        + string.Concat(Enumerable.Range(0, 6).Select(number => $"#EXTINF:2.000,\n{segment}{number}.ts\n"));
}
