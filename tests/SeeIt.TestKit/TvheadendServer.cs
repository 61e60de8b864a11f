using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>
/// A Tvheadend on loopback that wants a user name and a password for everything (RFC 7617, RFC 7616): its playlist, with
/// tickets, its guide and its streams. A ticket opens nothing here: it is over already.
/// </summary>
public sealed partial class TvheadendServer : IAsyncDisposable
{
    public const string User = "anna";
    public const string Password = "p@ss:word";

    private const string Realm = "tvheadend";
    private const string Nonce = "CNmDOBSsCvGcSQ==";
    private readonly LoopbackHttp _http;
    private readonly bool _digest;

    /// <param name="digest">It wants digest, and takes no basic.</param>
    public TvheadendServer(bool digest)
    {
        _digest = digest;
        _http = new LoopbackHttp(IPAddress.Loopback, AnswerAsync);
    }

    /// <summary>What its streams send.</summary>
    public byte[] Stream { get; init; } = [];

    public string Authority => _http.Address.Authority;

    public IEnumerable<HttpHead> Requests => _http.Requests;

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    private Task AnswerAsync(HttpHead request, Stream stream, CancellationToken cancellation)
    {
        if (!IsAllowed(request))
        {
            return LoopbackHttp.SendAsync(stream, "401 Unauthorized", "text/html", default, cancellation, _digest
                ? $"WWW-Authenticate: Digest realm=\"{Realm}\", qop=\"auth\", nonce=\"{Nonce}\", opaque=\"WVj7Pw==\", algorithm=MD5"
                : $"WWW-Authenticate: Basic realm=\"{Realm}\"");
        }

        return request.Path switch
        {
            "/playlist/channels" => LoopbackHttp.SendAsync(stream, "200 OK", "audio/x-mpegurl", Encoding.UTF8.GetBytes(
                "#EXTM3U\n"
                + "#EXTINF:-1 logo=\"http://logo/1\" tvg-id=\"f3b4\" tvg-chno=\"1\",BBC ONE\n"
                + $"http://{Authority}/stream/channelid/1?ticket=8B1F&profile=pass\n"
                + "#EXTINF:-1 tvg-id=\"a1c2\" tvg-chno=\"2\",BBC TWO\n"
                + $"http://{Authority}/stream/channelid/2?ticket=8B20&profile=pass\n"), cancellation),
            "/xmltv/channels" => LoopbackHttp.SendAsync(stream, "200 OK", "text/xml", Encoding.UTF8.GetBytes(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv><channel id=\"f3b4\"><display-name>BBC ONE</display-name></channel>"
                + $"<programme start=\"{At(-1)}\" stop=\"{At(1)}\" channel=\"f3b4\"><title>On now</title></programme></tv>"), cancellation),
            var path when path.StartsWith("/stream/channelid/", StringComparison.Ordinal) => LoopbackHttp.SendAsync(stream, "200 OK", "video/mp2t", Stream, cancellation),
            _ => LoopbackHttp.SendAsync(stream, "404 Not Found", "text/html", default, cancellation),
        };
    }

    private bool IsAllowed(HttpHead request)
    {
        var given = request.Headers.GetValueOrDefault("Authorization", "");
        if (!_digest)
        {
            return given == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        }

        var value = Parameter().Matches(given).DistinctBy(match => match.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var own = Md5($"{User}:{Realm}:{Password}");
        var wanted = Md5($"GET:{request.Target}");
        return given.StartsWith("Digest ", StringComparison.Ordinal) && value.GetValueOrDefault("nonce") == Nonce && value.GetValueOrDefault("uri") == request.Target
            && value.GetValueOrDefault("response") == Md5($"{own}:{Nonce}:{value.GetValueOrDefault("nc")}:{value.GetValueOrDefault("cnonce")}:auth:{wanted}");
    }

    private static string At(int hours) =>
        TimeProvider.System.GetUtcNow().AddHours(hours).ToString("yyyyMMddHHmmss +0000", CultureInfo.InvariantCulture);

#pragma warning disable CA5351 // The protocol's own.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("(\\w+)=\"?([^\",]*)\"?")]
    private static partial Regex Parameter();
}
