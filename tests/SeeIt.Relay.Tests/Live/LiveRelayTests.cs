using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Live;

public sealed class LiveRelayTests
{
    private static readonly RelayOptions Short = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(20),
        OpenTimeout = TimeSpan.FromSeconds(40),
        FirstByteTimeout = TimeSpan.FromSeconds(0.3),
    };

    [Fact]
    public async Task Transport_stream_is_opened()
    {
        await using var server = FaultServer.Bytes(new TsMaker().Groups(3));
        var live = Assert.IsType<LiveOpening>(await OpenAsync(server.Address)).Stream;
        await Wait.Until(() => live.KeyFrames == 3);
        Assert.Equal(VideoCodec.H264, live.Codec);
        await live.DisposeAsync();
        Assert.Equal(LiveEndReason.Closed, (await live.Completion).Reason);
    }

    [Fact]
    public async Task Transport_stream_behind_rubbish_is_opened()
    {
        await using var server = FaultServer.Bytes([.. new byte[150], .. new TsMaker().Groups(3)]);
        await using var live = Assert.IsType<LiveOpening>(await OpenAsync(server.Address)).Stream;
        await Wait.Until(() => live.KeyFrames == 3);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Unreachable, 404, "HTTP 404 Not Found")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 801 Unknown Channel\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.TuningFailed, 503, "801 Unknown Channel")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 802 Unknown Transcode Profile\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.TuningFailed, 503, "802")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 803 System Busy\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoFreeTuner, 503, "803 System Busy")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 804 Tuner In Use\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoFreeTuner, 503, "804")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 805 All Tuners In Use\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoFreeTuner, 503, "805")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 806 Tune Failed\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.TuningFailed, 503, "806 Tune Failed")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 807 No Video Data\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoSignal, 503, "807")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 808 Tuner Disabled\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.TuningFailed, 503, "808")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 811 Content Protection Required\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Unsupported, 503, "811 Content Protection Required")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: All tuners in use\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoFreeTuner, 503, "All tuners in use")]
    [InlineData("HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: x\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.TuningFailed, 503, "x")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Unreachable, 302, "HTTP 302")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Forbidden, null, "'file:'")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Forbidden, null, "169.254.169.254")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.Unreachable, null, "redirects 6 times")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n<!DOCTYPE html><html>", RelayFailureKind.Unsupported, null, "web page (HTML), sent as text/html")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", RelayFailureKind.NoData, null, "without a byte")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nG", RelayFailureKind.Unreachable, null, "127.0.0.1")]
    [InlineData("\u0001\u0002garbage garbage\r\n\r\n", RelayFailureKind.Unreachable, null, "not HTTP")]
    public async Task Answer_that_is_no_stream_is_named(string response, RelayFailureKind kind, int? status, string detail)
    {
        await using var server = FaultServer.Text(response);
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address)).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.Equal(status, failure.HttpStatus);
        Assert.Contains(detail, failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n#EXTM3U\n#EXT-X-VERSION:3\n", ProxiedFormat.Hls)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n\u00ef\u00bb\u00bf#EXTM3U\n", ProxiedFormat.Hls)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\n\r\n#", ProxiedFormat.Hls)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n<?xml version=\"1.0\"?><MPD>", ProxiedFormat.Dash)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n\0\0\0\u0018ftypisom", ProxiedFormat.Mp4)]
    public async Task What_the_player_fetches_itself_is_told(string response, ProxiedFormat format)
    {
        await using var server = FaultServer.Text(response);
        Assert.Equal(new ProxiedOpening(format), await OpenAsync(server.Address));
    }

    [Fact]
    public async Task Silence_before_the_head_ends_in_time()
    {
        await using var server = FaultServer.Silent();
        var opening = await OpenAsync(server.Address, options: Short with { OpenTimeout = TimeSpan.FromSeconds(0.3) });
        Assert.Contains("did not answer within 0.3 s", Assert.IsType<FailedOpening>(opening).Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trickle_is_no_data()
    {
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            while (true)
            {
                await FaultServer.SendAsync(stream, "G", cancellation);
                await Task.Delay(10, cancellation);
            }
        });
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address)).Failure;
        Assert.Equal(RelayFailureKind.NoData, failure.Kind);
    }

    [Fact]
    public async Task Head_that_trickles_ends_in_time()
    {
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nX-Slow: ", cancellation);
            while (true)
            {
                await FaultServer.SendAsync(stream, "a", cancellation);
                await Task.Delay(10, cancellation);
            }
        });
        var opening = await OpenAsync(server.Address, options: Short with { OpenTimeout = TimeSpan.FromSeconds(0.5) });
        Assert.Contains("did not answer within 0.5 s", Assert.IsType<FailedOpening>(opening).Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_failure_is_known_within_ten_seconds()
    {
        var product = new RelayOptions();
        Assert.True(product.OpenTimeout < TimeSpan.FromSeconds(10));
        Assert.True(product.ConnectTimeout + product.FirstByteTimeout < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Source_that_closes_in_mid_packet_fails_and_whole_packets_are_passed_on()
    {
        var bytes = new TsMaker().Groups(2);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n", cancellation);
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length - 100), cancellation);
        });
        await using var live = Assert.IsType<LiveOpening>(await OpenAsync(server.Address)).Stream;
        var end = await live.Completion.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
        Assert.Equal(LiveEndReason.SourceFailed, end.Reason);
        Assert.Equal(bytes.Length - 188, live.BytesReceived);
        using var viewer = new ViewerStream();
        Assert.Equal(ViewerEnd.StreamEnded, await live.PumpAsync(viewer, Wait.Limit));
        Assert.Equal(0, viewer.Received.Length % 188);
    }

    [Fact]
    public async Task Handshake_that_stands_still_ends_in_time()
    {
        await using var server = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var internet = new FakeInternet().Host("tv.example", server);
        // Without a certificate the server waits for the end of a request's head, which never comes.
        var options = Short with { ConnectTimeout = TimeSpan.FromSeconds(0.5) };
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("https://tv.example/a"), SourceTrust.Post, internet.Network, options)).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains("tv.example:443 did not complete the connection in time", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_port_is_unreachable()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri($"http://127.0.0.1:{port}/"))).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains("refused", failure.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unknown_name_is_named()
    {
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("http://nowhere.example/"), network: new FakeInternet().Network)).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains("nowhere.example cannot be resolved", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_not_taken_ends_in_time()
    {
        var network = new Network(
            (_, _) => Task.FromResult<System.Net.IPAddress[]>([new(0x08080808), new(0x09090909)]),
            async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return Stream.Null;
            });
        var options = Short with { ConnectTimeout = TimeSpan.FromSeconds(0.4) };
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("https://a.example/"), SourceTrust.Post, network, options)).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
    }

    [Fact]
    public async Task Post_opens_a_public_host_by_https()
    {
        using var certificate = TestCertificate.For("tv.example");
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(new TsMaker().Groups(1), cancellation);
        }, certificate);
        var internet = new FakeInternet().Host("tv.example", server, certificate);
        await using var live = Assert.IsType<LiveOpening>(await OpenAsync(new Uri("https://tv.example/a"), SourceTrust.Post, internet.Network)).Stream;
        await Wait.Until(() => live.KeyFrames == 1);
    }

    [Fact]
    public async Task Certificate_that_nobody_vouches_for_is_named()
    {
        using var certificate = TestCertificate.For("tv.example");
        using var other = TestCertificate.For("other.example");
        await using var server = new FaultServer((_, _, _) => Task.CompletedTask, certificate);
        var internet = new FakeInternet().Host("tv.example", server, other);
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("https://tv.example/a"), SourceTrust.Post, internet.Network)).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains("TLS with tv.example:443 failed", failure.Detail, StringComparison.Ordinal);
        Assert.All(server.Requests, Assert.Empty);
    }

    [Theory]
    [InlineData("http://tv.example/", "https only")]
    [InlineData("https://127.0.0.1/", "127.0.0.1")]
    [InlineData("https://2130706433/", "127.0.0.1")]
    [InlineData("https://0x7f.1/", "127.0.0.1")]
    [InlineData("https://[::1]/", "::1")]
    [InlineData("https://[::ffff:10.0.0.1]/", "10.0.0.1")]
    [InlineData("https://lan.example/", "192.168.1.10")]
    [InlineData("https://mixed.example/", "10.0.0.1")]
    [InlineData("https://user@tv.example/", "user name")]
    public async Task Post_is_kept_out_of_the_lan(string address, string named)
    {
        var internet = new FakeInternet()
            .Name("lan.example", "192.168.1.10")
            .Name("mixed.example", "93.184.216.1", "10.0.0.1");
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri(address), SourceTrust.Post, internet.Network)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Contains(named, failure.Detail, StringComparison.Ordinal);
        Assert.Empty(internet.Connections);
    }

    [Theory]
    [InlineData("http://other.example/", "https only")]
    [InlineData("https://127.0.0.1:1/", "127.0.0.1")]
    [InlineData("https://lan.example/", "192.168.1.10")]
    [InlineData("//lan.example/", "192.168.1.10")]
    [InlineData("file:///etc/passwd", "'file:'")]
    [InlineData("FILE:///etc/passwd", "'file:'")]
    public async Task Post_is_kept_out_of_the_lan_after_a_redirect(string location, string named)
    {
        using var certificate = TestCertificate.For("tv.example");
        await using var server = new FaultServer(
            (_, stream, cancellation) => FaultServer.SendAsync(stream, $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n", cancellation),
            certificate);
        var internet = new FakeInternet().Host("tv.example", server, certificate).Name("lan.example", "192.168.1.10");
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("https://tv.example/a"), SourceTrust.Post, internet.Network)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Contains(named, failure.Detail, StringComparison.Ordinal);
        Assert.Single(internet.Connections);
    }

    [Fact]
    public async Task Name_is_resolved_once_per_connection_so_that_it_cannot_change_after_the_check()
    {
        var answers = new Queue<string>(["93.184.216.9", "127.0.0.1"]);
        var connected = new List<System.Net.IPEndPoint>();
        var network = new Network(
            (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Parse(answers.Dequeue())]),
            (endPoint, _) =>
            {
                connected.Add(endPoint);
                throw new SocketException((int)SocketError.ConnectionRefused);
            });
        await OpenAsync(new Uri("https://rebind.example/"), SourceTrust.Post, network);
        Assert.Equal("93.184.216.9:443", Assert.Single(connected).ToString());
    }

    [Fact]
    public async Task Password_does_not_follow_a_redirect_to_another_host()
    {
        await using var second = FaultServer.Bytes(new TsMaker().Groups(1));
        await using var first = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: http://cdn.example/b\r\nContent-Length: 0\r\n\r\n");
        var internet = new FakeInternet().Host("tv.example", first).Host("cdn.example", second);
        var source = new RelaySource(new Uri("http://tv.example/a"),
            [new("Authorization", "Basic c2VjcmV0"), new("User-Agent", "See it"), new("X-Bad", "a\r\nX-Injected: b"), new("Host", "evil")], SourceTrust.Lineup);
        var opening = await new LiveRelay(Short, TimeProvider.System, NullLogger<LiveRelay>.Instance, internet.Network).OpenAsync(source, Wait.Limit);
        await using var live = Assert.IsType<LiveOpening>(opening).Stream;
        Assert.Contains("Authorization: Basic c2VjcmV0", Assert.Single(first.Requests), StringComparison.Ordinal);
        var request = Assert.Single(second.Requests);
        Assert.DoesNotContain("Authorization", request, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Injected", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: See it", request, StringComparison.Ordinal);
        Assert.Contains("Host: cdn.example", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lineup_may_name_a_host_on_the_lan_but_not_lead_to_another()
    {
        await using var server = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: http://router.lan/\r\nContent-Length: 0\r\n\r\n");
        var internet = new FakeInternet().Name("tv.lan", "127.0.0.1").Name("router.lan", "192.168.1.1");
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri($"http://tv.lan:{server.Port}/"), network: internet.Network)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Contains("router.lan (192.168.1.1)", failure.Detail, StringComparison.Ordinal);
    }

    private static Task<RelayOpening> OpenAsync(Uri address, SourceTrust trust = SourceTrust.Lineup, Network? network = null, RelayOptions? options = null) =>
        new LiveRelay(options ?? Short, TimeProvider.System, NullLogger<LiveRelay>.Instance, network ?? Network.System)
            .OpenAsync(new RelaySource(address, [], trust), Wait.Limit);
}
