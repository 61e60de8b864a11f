using System.Net;
using System.Net.Http.Headers;

namespace SeeIt.TestKit;

/// <summary>A clip, such as a demo channel's, as a film, MP4 and HLS and DASH that are complete, on a web server that knows ranges.</summary>
public sealed class FilmServer : IAsyncDisposable
{
    /// <summary>Not even of the index.</summary>
    private const int FirstBytes = 4096;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}/");
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private volatile bool _hangs;
    private TestProcess? _live;

    private FilmServer()
    {
        _listener.Prefixes.Add(_address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Mp4 => new(_address, "film.mp4");

    /// <summary>Of an MP4 only the first bytes come, of a segment not even a head; playlists do.</summary>
    public bool Hangs
    {
        get => _hangs;
        set => _hangs = value;
    }

    public Uri Hls => new(_address, "film.m3u8");

    public Uri Dash => new(_address, "film.mpd");

    /// <summary>Values of the Authorization field, one of which every request must have, else it is answered 401; empty for none.</summary>
    public IReadOnlyList<string> Authorizations { get; set; } = [];

    /// <summary>The sound alone.</summary>
    public Uri RadioHls => new(_address, "radio.m3u8");

    public static async Task<FilmServer> StartAsync(string channel) =>
        await OfAsync(Path.Combine(await TestClips.FolderAsync(), channel + ".ts"));

    /// <param name="clip">A file of MPEG-TS, H.264 and AAC.</param>
    public static async Task<FilmServer> OfAsync(string clip)
    {
        var server = new FilmServer();
        try
        {
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

    /// <summary>The film encrypted as a DRM system has it (ISO/IEC 23001-7), and playlists that say so.</summary>
    public async Task<(Uri Hls, Uri Dash)> ProtectAsync()
    {
        const string Encrypted = "encryption_scheme=cenc-aes-ctr:encryption_key=00112233445566778899aabbccddeeff:encryption_kid=112233445566778899aabbccddeeff00";
        var film = _folder.File("film.mp4");
        await MakeAsync(
            film, $"-f hls -hls_time 2 -hls_playlist_type vod -hls_segment_type fmp4 -hls_fmp4_init_filename protected.mp4 -hls_segment_options {Encrypted}", "protected.m3u8");
        await MakeAsync(
            film, $"-f dash -seg_duration 2 -init_seg_name protected$RepresentationID$.m4s -media_seg_name protected$RepresentationID$-$Number$.m4s -format_options {Encrypted}", "protected.mpd");
        await ReplaceAsync(
            "protected.m3u8", "#EXT-X-MAP", "#EXT-X-KEY:METHOD=SAMPLE-AES-CTR,KEYFORMAT=\"urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed\",URI=\"data:text/plain;base64,AAAA\"\n#EXT-X-MAP");
        await ReplaceAsync(
            "protected.mpd", "<SegmentTemplate", "<ContentProtection schemeIdUri=\"urn:mpeg:dash:mp4protection:2011\" value=\"cenc\"/>\n<SegmentTemplate");
        return (new(_address, "protected.m3u8"), new(_address, "protected.mpd"));
    }

    /// <summary>The film on the air, from its beginning and again and again: an MPD of the type "dynamic", whose segments come and go.</summary>
    public async Task<Uri> AirAsync()
    {
        _live = TestProcess.Start(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", _folder.File("film.mp4"), "-c", "copy", "-f", "dash", "-seg_duration", "1",
                "-window_size", "6", "-extra_window_size", "6", "-init_seg_name", "live$RepresentationID$.m4s", "-media_seg_name", "live$RepresentationID$-$Number$.m4s",
                _folder.File("live.mpd"),
            ]);
        await Eventually.TrueAsync(() => File.Exists(_folder.File("live0-3.m4s")) && File.Exists(_folder.File("live.mpd")), "three segments");
        return new(_address, "live.mpd");
    }

    /// <summary>The end of what was on the air: its MPD becomes "static" and says how long it was.</summary>
    public async Task EndAirAsync()
    {
        var live = _live ?? throw new InvalidOperationException("Nothing is on the air.");
        live.Terminate();
        await live.WaitForExitAsync();
        await Eventually.TrueAsync(async () => (await File.ReadAllTextAsync(_folder.File("live.mpd"))).Contains("type=\"static\"", StringComparison.Ordinal), "the last MPD");
    }

    public async ValueTask DisposeAsync()
    {
        if (_live is not null)
        {
            await _live.DisposeAsync();
        }

        await _ending.CancelAsync();
        _listener.Close();
        await _serving;
        _ending.Dispose();
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

    private async Task ReplaceAsync(string name, string what, string by)
    {
        var text = await File.ReadAllTextAsync(_folder.File(name));
        await File.WriteAllTextAsync(_folder.File(name), text.Replace(what, by, StringComparison.Ordinal));
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
            if (Authorizations.Count > 0 && !Authorizations.Contains(context.Request.Headers["Authorization"]))
            {
                response.StatusCode = (int)HttpStatusCode.Unauthorized;
                response.Headers["WWW-Authenticate"] = "Basic realm=\"films\"";
                response.Close();
                return;
            }

            var name = Path.GetFileName(context.Request.Url!.AbsolutePath);
            if (_hangs && Path.GetExtension(name) is ".m4s" or ".ts")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _ending.Token);
            }

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
            if (_hangs && name.EndsWith(".mp4", StringComparison.Ordinal))
            {
                await response.OutputStream.WriteAsync(bytes.AsMemory(from, Math.Min(FirstBytes, to + 1 - from)));
                await response.OutputStream.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _ending.Token);
            }

            await response.OutputStream.WriteAsync(bytes.AsMemory(from..(to + 1)));
            response.Close();
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException)
        {
            // The viewer left, or was left.
        }
    }
}
