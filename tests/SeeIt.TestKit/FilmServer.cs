using System.Net;
using System.Net.Http.Headers;

namespace SeeIt.TestKit;

/// <summary>A demo channel's clip as a film, MP4 and HLS and DASH that are complete, on a web server that knows ranges.</summary>
public sealed class FilmServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}/");
    private readonly Task _serving;

    private FilmServer()
    {
        _listener.Prefixes.Add(_address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Mp4 => new(_address, "film.mp4");

    public Uri Hls => new(_address, "film.m3u8");

    public Uri Dash => new(_address, "film.mpd");

    /// <summary>The sound alone.</summary>
    public Uri RadioHls => new(_address, "radio.m3u8");

    public static async Task<FilmServer> StartAsync(string channel)
    {
        var server = new FilmServer();
        try
        {
            var clip = Path.Combine(await TestClips.FolderAsync(), channel + ".ts");
            await server.MakeAsync(clip, "-movflags +faststart", "film.mp4");
            await server.MakeAsync(clip, "-f hls -hls_time 2 -hls_playlist_type vod", "film.m3u8");
            await server.MakeAsync(clip, "-vn -f hls -hls_time 2 -hls_playlist_type vod", "radio.m3u8");
            await server.MakeAsync(server._folder.File("film.mp4"), "-f dash -seg_duration 2", "film.mpd");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _folder.Dispose();
    }

    private async Task MakeAsync(string clip, string options, string name)
    {
        var (code, output) = await TestProcess.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-i", clip, "-c", "copy", .. options.Split(' '), _folder.File(name)]);
        if (code != 0)
        {
            throw new InvalidOperationException($"ffmpeg ended with {code}: {output}");
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var response = context.Response;
        try
        {
            var name = Path.GetFileName(context.Request.Url!.AbsolutePath);
            var bytes = await File.ReadAllBytesAsync(_folder.File(name));
            var (from, to) = (0, bytes.Length - 1);
            if (RangeHeaderValue.TryParse(context.Request.Headers["Range"], out var range) && range.Ranges.First() is { From: { } first } wanted)
            {
                (from, to) = ((int)first, (int)(wanted.To ?? to));
                response.StatusCode = (int)HttpStatusCode.PartialContent;
                response.Headers["Content-Range"] = $"bytes {from}-{to}/{bytes.Length}";
            }

            response.Headers["Accept-Ranges"] = "bytes";
            response.ContentType = Path.GetExtension(name) switch
            {
                ".m3u8" => "application/vnd.apple.mpegurl",
                ".mp4" => "video/mp4",
                ".mpd" => "application/dash+xml",
                ".m4s" => "video/iso.segment",
                _ => "video/mp2t",
            };
            response.ContentLength64 = to + 1 - from;
            await response.OutputStream.WriteAsync(bytes.AsMemory(from..(to + 1)));
            response.Close();
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The viewer left, or was left.
        }
    }
}
