namespace SeeIt.TestKit;

/// <summary>What a hostile server answers, so that a player reads or writes a file, or connects to where it should not.</summary>
public static class MediaAttacks
{
    /// <summary>Where the player is sent; its proxy answers for it.</summary>
    public const string Page = "http://tv.invalid/attack";

    /// <summary>Those that <see cref="Answer"/> knows: for a file to be read, or one to be written.</summary>
    public static readonly string[] OnFiles =
    [
        "redirect to file", "redirect to avio", "redirect to a folder", "redirect to dump", "redirect to concat",
        "playlist", "playlist with options", "HLS segment", "HLS key", "HLS map", "HLS subtitles", "DASH", "option in the address",
    ];

    /// <summary>Schemes by which LibVLC would connect to another port: answer with a <see cref="Redirect"/>.</summary>
    public static readonly string[] OnPorts = ["ftp", "mms", "rtsp", "smb", "tcp"];

    /// <summary>What the player is told to open.</summary>
    /// <param name="attack">One of <see cref="OnFiles"/>.</param>
    /// <param name="written">A file that is to be written.</param>
    public static string Address(string attack, string written) =>
        attack == "option in the address" ? $"{Page} :sout=#file{{dst={written}}}" : Page;

    /// <summary>A whole HTTP answer.</summary>
    /// <param name="attack">One of <see cref="OnFiles"/>.</param>
    /// <param name="canary">A file that is to be read.</param>
    /// <param name="written">A file that is to be written.</param>
    public static string Answer(string attack, string canary, string written) => attack switch
    {
        "redirect to file" => Redirect($"file://{canary}"),
        "redirect to avio" => Redirect($"avio://file:{canary}"),
        "redirect to a folder" => Redirect($"file://{Path.GetDirectoryName(canary)}/"),
        "redirect to dump" => Redirect("http/dump://tv.invalid/red.ts"),
        "redirect to concat" => Redirect($"concat://{canary}"),
        "playlist" => Text("audio/x-mpegurl", $"#EXTM3U\n#EXTINF:6,Blue\nfile://{canary}\n"),
        "playlist with options" => Text(
            "audio/x-mpegurl", $"#EXTM3U\n#EXTINF:6,Red\n#EXTVLCOPT:sout=#file{{dst={written}}}\nhttp://tv.invalid/red.ts\n"),
        "HLS segment" => Hls("", $"file://{canary}"),
        "HLS key" => Hls($"#EXT-X-KEY:METHOD=AES-128,URI=\"file://{canary}\"\n", "red.ts"),
        "HLS subtitles" => Text(
            "application/vnd.apple.mpegurl",
            "#EXTM3U\n#EXT-X-VERSION:6\n"
            + $"#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"s\",NAME=\"English\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,FORCED=YES,URI=\"file://{canary}\"\n"
            + $"#EXT-X-STREAM-INF:BANDWIDTH=1000000,SUBTITLES=\"s\"\nfile://{canary}\n"),
        "HLS map" => Hls($"#EXT-X-MAP:URI=\"file://{canary}\"\n", "red.ts"),
        "DASH" => Text("application/dash+xml", $"""
            <?xml version="1.0"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
            <BaseURL>file://{canary}</BaseURL><Period><AdaptationSet mimeType="video/mp2t"><Representation id="1" bandwidth="1000000">
            <BaseURL>file://{canary}</BaseURL><SegmentList duration="6"><SegmentURL media="file://{canary}"/></SegmentList>
            </Representation></AdaptationSet></Period></MPD>
            """),
        "option in the address" => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "There is no such attack."),
    };

    /// <summary>A whole HTTP answer that leads elsewhere.</summary>
    public static string Redirect(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    private static string Text(string type, string body) => $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static string Hls(string tags, string segment) => Text("application/vnd.apple.mpegurl",
        $"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:6\n#EXT-X-MEDIA-SEQUENCE:0\n{tags}#EXTINF:6,\n{segment}\n#EXT-X-ENDLIST\n");
}
