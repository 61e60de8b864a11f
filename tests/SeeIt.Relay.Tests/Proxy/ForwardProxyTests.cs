using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Proxy;

public sealed class ForwardProxyTests : IAsyncDisposable
{
    private readonly FakeInternet _internet = new();
    private readonly ForwardProxy _proxy;
    private readonly ConcurrentQueue<ProxyRefusal> _refusals = new();

    public ForwardProxyTests()
    {
        var options = new RelayOptions { IdleTimeout = TimeSpan.FromSeconds(0.5), HeadTimeout = TimeSpan.FromSeconds(2) };
        _proxy = new ForwardProxy(options, TimeProvider.System, NullLogger<ForwardProxy>.Instance, _internet.Network);
        _proxy.Refused += _refusals.Enqueue;
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Without_a_permit_nothing_is_served()
    {
        await using var server = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        Assert.StartsWith("HTTP/1.1 403", await AskAsync($"GET {server.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        string named;
        using (var permit = Permit(server.Address))
        {
            named = permit.Address;
            Assert.EndsWith("\r\n\r\nhi", await AskAsync($"GET {named} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 403", await AskAsync($"GET {server.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 405", await AskAsync($"CONNECT 127.0.0.1:{server.Port} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        }

        Assert.StartsWith("HTTP/1.1 403", await AskAsync($"GET {named} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.All(_refusals, refusal => Assert.Equal(RelayFailureKind.Forbidden, refusal.Failure.Kind));
        Assert.Equal(3, _refusals.Count);
    }

    [Fact]
    public async Task Client_fetches_several_things_over_one_connection()
    {
        await using var server = new FaultServer((head, stream, cancellation) => FaultServer.SendAsync(
            stream,
            head.StartsWith("GET /chunked", StringComparison.Ordinal)
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                : head.StartsWith("GET /close", StringComparison.Ordinal)
                    ? "HTTP/1.1 200 OK\r\n\r\nuntil the end"
                    : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/9\r\nContent-Length: 4\r\n\r\npart",
            cancellation));
        using var permit = Permit(server.Address);
        using var client = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(_proxy.Address), MaxConnectionsPerServer = 1 });
        Assert.Equal("hello", await client.GetStringAsync(Named(permit, server, "/chunked"), Wait.Limit));
        Assert.Equal("until the end", await client.GetStringAsync(Named(permit, server, "/close"), Wait.Limit));
        using var request = new HttpRequestMessage(HttpMethod.Get, Named(permit, server, "/part"));
        request.Headers.Range = new(0, 3);
        using var response = await client.SendAsync(request, Wait.Limit);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("bytes 0-3/9", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal("part", await response.Content.ReadAsStringAsync(Wait.Limit));
        Assert.Contains("Range: bytes=0-3", server.Requests.Last(), StringComparison.Ordinal);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Named(permit, server, "/part")), Wait.Limit);
        Assert.Equal(4, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Source_headers_are_added_for_its_own_host_only()
    {
        await using var own = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var other = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        _internet.Host("own.example", own).Host("other.example", other);
        using var permit = _proxy.Permit(new RelaySource(new Uri("http://own.example/"), [new("Authorization", "secret"), new("User-Agent", "See it")], SourceTrust.Lineup));
        await AskAsync($"GET {permit.Name(new Uri("http://own.example/a"))} HTTP/1.0\r\nUser-Agent: VLC\r\nProxy-Connection: close\r\n\r\n");
        await AskAsync($"GET {permit.Name(new Uri("http://other.example/a"))} HTTP/1.0\r\n\r\n");
        Assert.Contains("Authorization: secret", own.Requests.Single(), StringComparison.Ordinal);
        Assert.Contains("User-Agent: See it", own.Requests.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("VLC", own.Requests.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy", own.Requests.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", other.Requests.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://router.lan/")]
    [InlineData("http/dump://x")]
    public async Task Forbidden_redirect_is_answered_by_the_proxy(string location)
    {
        _internet.Name("router.lan", "192.168.1.1");
        await using var server = FaultServer.Text($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        using var permit = Permit(server.Address);
        var answer = await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        if (location.StartsWith("http/", StringComparison.Ordinal))
        {
            // By RFC 3986 that is a path; written out, the player cannot take it for anything else.
            Assert.Contains($"Location: {permit.Name(new Uri(server.Address, "/http/dump://x"))}\r\n", answer, StringComparison.Ordinal);
            return;
        }

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Location", answer, StringComparison.Ordinal);
        Assert.Same(permit, Assert.Single(_refusals).Permit);
    }

    [Fact]
    public async Task Endless_redirects_are_ended()
    {
        await using var server = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: next\r\nContent-Length: 0\r\n\r\n");
        using var permit = Permit(server.Address);
        var answer = "";
        for (var request = 0; request < 6; request++)
        {
            Assert.DoesNotContain("502", answer, StringComparison.Ordinal);
            answer = await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        }

        Assert.StartsWith("HTTP/1.1 502", answer, StringComparison.Ordinal);
        Assert.Contains("redirects 6 times", permit.LastFailure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allowed_redirect_is_passed_on_written_out()
    {
        await using var server = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: next?a=1\r\nContent-Length: 0\r\n\r\n");
        using var permit = Permit(server.Address);
        var answer = await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 302 Found\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Location: {permit.Name(new Uri(server.Address, "/next?a=1"))}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_permit_opens_https_on_public_hosts_only()
    {
        using var certificate = TestCertificate.For("tv.example");
        await using var server = new FaultServer((_, stream, cancellation) => FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", cancellation), certificate);
        _internet.Host("tv.example", server, certificate).Name("lan.example", "10.0.0.1");
        using var permit = _proxy.Permit(new RelaySource(new Uri("https://tv.example/"), [], SourceTrust.Post));
        Assert.StartsWith("http://", permit.Address, StringComparison.Ordinal);
        Assert.EndsWith("hi", await AskAsync($"GET {permit.Address}a HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        foreach (var refused in (string[])["http://tv.example/", "https://lan.example/", "https://127.0.0.1/", "https://[::1]/"])
        {
            Assert.StartsWith("HTTP/1.1 403", await AskAsync($"GET {permit.Name(new Uri(refused))} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        }

        Assert.Equal(4, _refusals.Count);
        Assert.All(_refusals, refusal => Assert.Same(permit, refusal.Permit));
    }

    [Fact]
    public async Task Head_that_never_comes_is_answered_in_time()
    {
        await using var server = FaultServer.Silent();
        using var permit = Permit(server.Address);
        Assert.StartsWith("HTTP/1.1 502", await AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Unreachable, Assert.Single(_refusals).Failure.Kind);
    }

    [Fact]
    public async Task Answer_that_hangs_before_it_is_known_for_what_it_is_is_a_bad_gateway()
    {
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n#EXTM3U\n", cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        using var permit = Permit(server.Address);
        Assert.StartsWith("HTTP/1.1 502", await AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains("sent nothing for 2 s", Assert.Single(_refusals).Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_that_hangs_is_cut()
    {
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + new string('x', 4096), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        using var permit = Permit(server.Address);
        Assert.EndsWith("xxx", await AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains("sent nothing for 0.5 s", Assert.Single(_refusals).Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_that_trickles_is_cut()
    {
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + new string('x', 4096), cancellation);
            while (true)
            {
                await FaultServer.SendAsync(stream, "x", cancellation);
                await Task.Delay(10, cancellation);
            }
        });
        using var permit = Permit(server.Address);
        Assert.EndsWith("xxx", await AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Unreachable, Assert.Single(_refusals).Failure.Kind);
    }

    /// <summary>Longer than the limit altogether, and never slower than it allows.</summary>
    [Fact]
    public async Task Segment_that_comes_slowly_but_steadily_is_served()
    {
        const int Pieces = 12;
        var piece = new string('x', 9 * 1024);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Length: {Pieces * piece.Length}\r\n\r\n", cancellation);
            for (var sent = 0; sent < Pieces; sent++)
            {
                await FaultServer.SendAsync(stream, piece, cancellation);
                await Task.Delay(100, cancellation);
            }
        });
        using var permit = Permit(server.Address);
        using var client = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(_proxy.Address) });
        Assert.Equal(Pieces * piece.Length, (await client.GetByteArrayAsync(new Uri(permit.Address), Wait.Limit)).Length);
        Assert.Empty(_refusals);
    }

    [Fact]
    public async Task Permit_remembers_what_was_not_served_and_what_was_forbidden_first()
    {
        await using var server = new FaultServer((head, stream, cancellation) => FaultServer.SendAsync(
            stream,
            head.StartsWith("GET /inside", StringComparison.Ordinal)
                ? "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
                : head.StartsWith("GET /403", StringComparison.Ordinal)
                    ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            cancellation));
        using var permit = Permit(server.Address);
        await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        Assert.Null(permit.LastFailure);
        await AskAsync($"GET {Named(permit, server, "/403")} HTTP/1.0\r\n\r\n");
        Assert.Equal((RelayFailureKind.Unreachable, 403), (permit.LastFailure!.Kind, permit.LastFailure.HttpStatus));
        await AskAsync($"GET {Named(permit, server, "/inside")} HTTP/1.0\r\n\r\n");
        await AskAsync($"GET {Named(permit, server, "/403")} HTTP/1.0\r\n\r\n");
        Assert.Equal(RelayFailureKind.Forbidden, permit.LastFailure!.Kind);
        Assert.Contains("169.254.169.254", permit.LastFailure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permit_remembers_what_it_does_not_allow()
    {
        using var permit = Permit(new Uri("http://tv.example/live"));
        await AskAsync($"GET {permit.Name(new Uri("https://10.0.0.1"))} HTTP/1.0\r\n\r\n");
        Assert.Equal(RelayFailureKind.Forbidden, permit.LastFailure!.Kind);
    }

    [Fact]
    public async Task Withdrawn_permit_cuts_what_is_under_way()
    {
        var begun = new TaskCompletionSource();
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            begun.SetResult();
            while (true)
            {
                await FaultServer.SendAsync(stream, "x", cancellation);
                await Task.Delay(10, cancellation);
            }
        });
        var permit = Permit(server.Address);
        var asking = AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n");
        await begun.Task.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
        permit.Dispose();
        await asking.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Withdrawn_permit_leaves_anothers_of_the_same_host(int asked)
    {
        var begun = new TaskCompletionSource();
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            begun.SetResult();
            while (true)
            {
                await FaultServer.SendAsync(stream, new string('x', 1024), cancellation);
                await Task.Delay(10, cancellation);
            }
        });
        ProxyPermit[] permits = [Permit(server.Address), Permit(server.Address)];
        var asking = AskAsync($"GET {permits[asked].Address} HTTP/1.1\r\n\r\n");
        await begun.Task.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
        permits[1 - asked].Dispose();
        await Assert.ThrowsAsync<TimeoutException>(() => asking.WaitAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
        permits[asked].Dispose();
        await asking.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
    }

    /// <summary>A LAN host is that source's alone, also while it is watched: nothing that a public playlist says leads there.</summary>
    [Fact]
    public async Task One_permit_does_not_open_what_another_one_does()
    {
        await using var server = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        _internet.Name("tv.example", "93.184.216.9");
        using var home = Permit(server.Address);
        using var other = Permit(new Uri("http://tv.example/live"));
        Assert.StartsWith("HTTP/1.1 403", await AskAsync($"GET {other.Name(server.Address)} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Forbidden, other.LastFailure!.Kind);
        Assert.Null(home.LastFailure);
        Assert.Empty(server.Requests);
        Assert.EndsWith("hi", await AskAsync($"GET {home.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_the_relays_and_of_one_source()
    {
        await using var server = FaultServer.Text("HTTP/1.1 200 OK\r\nSet-Cookie: session=secret; Domain=tv.example\r\nContent-Length: 0\r\n\r\n");
        _internet.Host("a.tv.example", server).Host("b.tv.example", server);
        using var permit = Permit(new Uri("http://a.tv.example/"));
        using var other = Permit(new Uri("http://b.tv.example/"));
        Assert.DoesNotContain("secret", await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        await AskAsync($"GET {other.Address} HTTP/1.0\r\nCookie: of=the-player\r\n\r\n");
        await AskAsync($"GET {permit.Name(new Uri("http://b.tv.example"))} HTTP/1.0\r\n\r\n");
        Assert.Equal([false, false, true], server.Requests.Select(head => head.Contains("Cookie: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Playlist_leads_on_by_the_relays_names()
    {
        const string Text = "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"https://keys.example/k?a=https://x/\"\n#EXTINF:2,\nhttps://cdn.example:8443/a/1.ts\n2.ts\n//cdn.example/3.ts\n";
        await using var server = FaultServer.Text($"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-{Text.Length - 1}/{Text.Length}\r\nContent-Length: {Text.Length}\r\n\r\n{Text}");
        using var permit = Permit(server.Address);
        var answer = await AskAsync($"GET {permit.Address} HTTP/1.0\r\nRange: bytes=0-\r\n\r\n");
        var body = Text
            .Replace("https://keys.example/k?a=https://x/", permit.Name(new Uri("https://keys.example/k?a=https://x/")), StringComparison.Ordinal)
            .Replace("https://cdn.example:8443/a/1.ts", permit.Name(new Uri("https://cdn.example:8443/a/1.ts")), StringComparison.Ordinal)
            .Replace("//cdn.example/3.ts", permit.Name(new Uri("http://cdn.example/3.ts")), StringComparison.Ordinal)
            .Replace("\n2.ts", "\n" + permit.Name(new Uri(server.Address, "2.ts")), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {body.Length}\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Range", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + body, answer, StringComparison.Ordinal);
        Assert.Null(permit.LastFailure);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n")]
    [InlineData("#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/shadow\"\n")]
    [InlineData("<MPD><BaseURL>ftp://tv.example/</BaseURL></MPD>")]
    public async Task Playlist_that_leads_to_another_kind_of_address_is_told(string playlist)
    {
        await using var server = FaultServer.Text($"HTTP/1.1 200 OK\r\nContent-Length: {playlist.Length}\r\n\r\n{playlist}");
        using var permit = Permit(server.Address);
        await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        Assert.Equal(RelayFailureKind.Forbidden, permit.LastFailure!.Kind);
        Assert.Same(permit, Assert.Single(_refusals).Permit);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://key\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n#EXTINF:2,\n")]
    [InlineData("<MPD><Period><AdaptationSet><ContentProtection schemeIdUri=\"urn:mpeg:dash:mp4protection:2011\" value=\"cenc\"/></AdaptationSet></Period></MPD>")]
    public async Task Playlist_of_what_is_encrypted_is_told(string playlist)
    {
        await using var server = FaultServer.Text($"HTTP/1.1 200 OK\r\nContent-Length: {playlist.Length}\r\n\r\n{playlist}");
        using var permit = Permit(server.Address);
        Assert.EndsWith(playlist, await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Unsupported, permit.LastFailure!.Kind);
        Assert.Contains("encrypted", permit.LastFailure.Detail, StringComparison.Ordinal);
    }

    /// <summary>One that names others says nothing of it.</summary>
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n1.ts\n", true)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n1.ts\n#EXT-X-ENDLIST\n", false)]
    [InlineData("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n1.m3u8\n", false)]
    [InlineData("<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"\n type=\"dynamic\"><Period/></MPD>", true)]
    [InlineData("<MPD type='static' profiles='dynamic'><Period/></MPD>", false)]
    public async Task Playlist_without_an_end_is_live(string playlist, bool isLive)
    {
        await using var server = FaultServer.Text($"HTTP/1.1 200 OK\r\nContent-Length: {playlist.Length}\r\n\r\n{playlist}");
        using var permit = Permit(server.Address);
        await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        Assert.Equal(isLive, permit.IsLive);
    }

    [Fact]
    public async Task Playlist_that_names_others_does_not_change_what_is_live()
    {
        var playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n1.ts\n";
        await using var server = new FaultServer((_, stream, cancellation) =>
            FaultServer.SendAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Length: {playlist.Length}\r\n\r\n{playlist}", cancellation));
        using var permit = Permit(server.Address);
        await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        playlist = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n1.m3u8\n";
        await AskAsync($"GET {permit.Address} HTTP/1.0\r\n\r\n");
        Assert.True(permit.IsLive);
    }

    [Fact]
    public async Task Segment_that_is_called_a_playlist_comes_as_it_is()
    {
        var segment = new byte[5000];
        new Random(1).NextBytes(segment);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\nContent-Length: {segment.Length}\r\n\r\n", cancellation);
            await stream.WriteAsync(segment, cancellation);
        });
        using var permit = Permit(server.Address);
        using var client = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(_proxy.Address) });
        Assert.Equal(segment, await client.GetByteArrayAsync(new Uri(permit.Address), Wait.Limit));
    }

    [Fact]
    public async Task Server_that_sends_no_http_is_a_bad_gateway()
    {
        await using var server = FaultServer.Text("garbage\r\n\r\n");
        using var permit = Permit(server.Address);
        Assert.StartsWith("HTTP/1.1 502", await AskAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET file:///etc/passwd HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://a/ HTTP/1.1\r\nbroken header\r\n\r\n", "400")]
    [InlineData("POST http://a/ HTTP/1.1\r\n\r\n", "405")]
    [InlineData("GET http://a/ HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "400")]
    [InlineData("CONNECT a:443 HTTP/1.1\r\n\r\n", "405")]
    [InlineData("GET http://1.relay.invalid/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://x.relay.invalid/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://1.relay.invalid:8080/ HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://1.relay.invalid/etc/passwd HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET http://99.relay.invalid/a/b HTTP/1.1\r\n\r\n", "403")]
    public async Task Malformed_request_is_refused(string request, string status)
    {
        using var permit = Permit(new Uri("http://127.0.0.1:9/"));
        Assert.StartsWith($"HTTP/1.1 {status}", await AskAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_head_is_refused() =>
        Assert.StartsWith("HTTP/1.1 400", await AskAsync("GET http://a/ HTTP/1.1\r\n" + new string('a', 16 * 1024)), StringComparison.Ordinal);

    private static Uri Named(ProxyPermit permit, FaultServer server, string path) => new(permit.Name(new Uri(server.Address, path)));

    private ProxyPermit Permit(Uri address) => _proxy.Permit(new RelaySource(address, [], SourceTrust.Lineup));

    /// <summary>Sends the request, and reads until the proxy closes the connection, as it does after each answer here.</summary>
    private async Task<string> AskAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Address.Port, Wait.Limit);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Wait.Limit);
        var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, Wait.Limit);
        }
        catch (IOException)
        {
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
