using System.Net;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>Serves the beginnings of streams that lead to where the relay or their host does not let the player go.</summary>
public sealed class RefusedHls : IAsyncDisposable
{
    /// <summary>The file that <c>sout.m3u</c> wants written.</summary>
    public static readonly string Written = Path.Combine(Path.GetTempPath(), "seeit-written.ts");

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <param name="host">An address of this machine; 127.0.0.1 when null.</param>
    public RefusedHls(IPAddress? host = null)
    {
        Address = new Uri($"http://{host ?? IPAddress.Loopback}:{FreePort.Next()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Below it: <c>file</c> redirects to a file; <c>metadata.m3u8</c> has segments that redirect to a cloud's metadata; <c>lan.m3u8</c> has its media playlist on another private host; <c>denied.m3u8</c> has segments that are answered 403; <c>list.m3u</c> names a file; <c>key.m3u8</c> and <c>map.m3u8</c> have their key or initialization there, <c>base.mpd</c> all its segments; those that begin with <c>lan</c> have it on another private host; <c>avio</c>, <c>directory</c> and <c>dump</c> redirect to what those are for LibVLC, and <c>dump.m3u8</c> has such segments; <c>sout.m3u</c> wants LibVLC to write a file; <c>agent</c> redirects to the agent's local API, and <c>agent.m3u8</c> has its segments there, <c>port</c> and <c>port.m3u8</c> another port of the machine.</summary>
    public Uri Address { get; }

    /// <summary>Where the agent's local API listens.</summary>
    public int AgentPort { get; init; }

    /// <summary>At which another program of the machine listens.</summary>
    public int OtherPort { get; init; }

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

    private void Answer(HttpListenerContext context)
    {
        var (status, location, text) = context.Request.Url!.AbsolutePath switch
        {
            "/file" => (302, "file:///etc/passwd", ""),
            "/avio" => (302, "avio://file:/etc/passwd", ""),
            "/directory" => (302, "file:///etc/", ""),
            "/dump" => (302, "http/dump://127.0.0.1/any.ts", ""),
            "/dump.m3u8" => (200, null, Playlist("http/dump://127.0.0.1/any")),
            "/sout.m3u" => (200, null, $"#EXTM3U\n#EXTVLCOPT:sout=#std{{access=file,mux=ts,dst={Written}}}\n#EXTINF:-1,Garden TV\nany.ts\n"),
            "/agent" => (302, $"http://127.0.0.1:{AgentPort}/box", ""),
            "/agent.m3u8" => (200, null, Playlist($"http://127.0.0.1:{AgentPort}/box")),
            "/port" => (302, $"http://127.0.0.1:{OtherPort}/", ""),
            "/port.m3u8" => (200, null, Playlist($"http://127.0.0.1:{OtherPort}/")),
            "/metadata.m3u8" => (200, null, Playlist("metadata")),
            "/list.m3u" => (200, null, "#EXTM3U\n#EXTINF:-1,Garden TV\nfile:///etc/passwd\n"),
            "/key.m3u8" => (200, null, Playlist("any", "#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/passwd\"\n")),
            "/lankey.m3u8" => (200, null, Playlist("any", "#EXT-X-KEY:METHOD=AES-128,URI=\"http://10.11.12.13/key\"\n")),
            "/map.m3u8" => (200, null, Playlist("any", "#EXT-X-MAP:URI=\"file:///etc/passwd\"\n")),
            "/lanmap.m3u8" => (200, null, Playlist("any", "#EXT-X-MAP:URI=\"http://10.11.12.13/init.mp4\"\n")),
            "/base.mpd" => (200, null, Mpd("file:///etc/")),
            "/lanbase.mpd" => (200, null, Mpd("http://10.11.12.13/")),
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

    private static string Mpd(string root) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT12S" minBufferTime="PT2S">
        <BaseURL>{root}</BaseURL>
        <Period><AdaptationSet contentType="video" mimeType="video/mp4"><Representation id="0" codecs="avc1.640028" bandwidth="150000" width="1280" height="720">
        <SegmentTemplate timescale="1" duration="2" initialization="init.mp4" media="$Number$.m4s" startNumber="1"/>
        </Representation></AdaptationSet></Period>
        </MPD>
        """;

    /// <param name="segment">What the segments' names begin with.</param>
    /// <param name="tags">What stands before the first.</param>
    private static string Playlist(string segment, string tags = "") =>
        "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:0\n" + tags
        + string.Concat(Enumerable.Range(0, 6).Select(number => $"#EXTINF:2.000,\n{segment}{number}.ts\n"));
}
