using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests;

/// <summary>What a post, or a server that it leads to, can try: each is refused by name, and nothing is connected to.</summary>
public sealed class AttackTests : IDisposable
{
    private readonly FakeInternet _internet = new FakeInternet()
        .Name("lan.example", "192.168.1.1")
        .Name("mixed.example", "93.184.216.200", "10.0.0.1")
        .Name("metadata.example", "169.254.169.254");

    private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 _certificate = TestCertificate.For("tv.example");

    /// <summary>Under which the proxy was asked last.</summary>
    private ProxyPermit? _asked;

    public void Dispose() => _certificate.Dispose();

    public static TheoryData<string> Addresses =>
    [
        "https://127.0.0.1:8080/", "https://[::1]/", "https://10.0.0.1/", "https://192.168.1.1/",
        "https://172.16.0.1/", "https://100.64.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/", "https://[fd00::1]/",
        "https://0.0.0.0/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:c0a8:101]/", "https://[64:ff9b::7f00:1]/",
        "https://2130706433/", "https://017700000001/", "https://0177.0.0.1/", "https://0x7f000001/", "https://127.1/", "https://0/",
        "https://224.0.0.1/", "https://255.255.255.255/", "https://lan.example/", "https://mixed.example/", "https://metadata.example/",
        "http://tv.example/", "https://user:password@tv.example/", "file:///etc/passwd", "FILE:///etc/passwd", "avio://file:/etc/passwd",
        "https/dump://tv.example/", "http/dump://tv.example/", "concat:///etc/passwd", "ftp://tv.example/", "rtsp://tv.example/",
        "udp://@239.1.1.1:5000", "dvb-t://frequency=1", "v4l2:///dev/video0", "data:video/mp2t;base64,AA==", "//lan.example/",
        "javascript:alert(1)",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_post_that_names_it_is_refused(string address)
    {
        var failure = SourceAddress.Parse(address, SourceTrust.Post, out var refusal) is { } parsed
            ? Assert.IsType<FailedOpening>(await OpenAsync(parsed)).Failure
            : refusal!;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.StartsWith("Refused: ", failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(_internet.Connections);
    }

    /// <summary>The same by a redirect, of the source itself and of a segment.</summary>
    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_server_that_redirects_to_it_is_refused(string address)
    {
        await using var server = Redirecting(address);
        _internet.Host("tv.example", server, _certificate);
        var opening = await OpenAsync(new Uri("https://tv.example/live"));
        var (answer, refusals) = await AskProxyAsync("https://tv.example/segment1.ts");
        Assert.DoesNotContain(_internet.Connections, endPoint => !endPoint.Address.ToString().StartsWith("93.184.216.1", StringComparison.Ordinal));
        if (address.Contains("/dump:", StringComparison.Ordinal))
        {
            // RFC 3986 reads a path of the same host: by its name, the player can read it in no other way.
            var location = answer.Split("\r\n").Single(line => line.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
            Assert.Equal($"https://tv.example/{address}", _asked!.Open(new Uri(location)));
            return;
        }

        Assert.Equal(RelayFailureKind.Forbidden, Assert.IsType<FailedOpening>(opening).Failure.Kind);
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Location", answer, StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.Single(refusals).Failure.Kind);
    }

    /// <summary>The same in a playlist, by the name that the relay gives it there.</summary>
    [Theory]
    [InlineData("https://lan.example")]
    [InlineData("https://127.0.0.1:22")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://[fd00::1]")]
    [InlineData("https://2130706433")]
    [InlineData("https://169.254.169.254:80")]
    [InlineData("https://mixed.example")]
    [InlineData("https://0.0.0.0")]
    [InlineData("http://tv.example")]
    public async Task A_playlist_that_leads_to_it_is_refused(string target)
    {
        var (answer, refusals) = await AskProxyAsync(target);
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.Single(refusals).Failure.Kind);
        Assert.Empty(_internet.Connections);
    }

    [Fact]
    public async Task A_name_that_turns_into_a_private_address_is_refused_then()
    {
        await using var server = new FaultServer((_, stream, stop) => FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop), _certificate);
        _internet.Host("tv.example", server, _certificate);
        await using var proxy = Proxy();
        var refusals = new ConcurrentQueue<ProxyRefusal>();
        proxy.Refused += refusals.Enqueue;
        using var permit = proxy.Permit(new RelaySource(new Uri("https://tv.example/"), [], SourceTrust.Post));
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(proxy, $"GET {permit.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(refusals);

        _internet.Name("tv.example", "192.168.1.1");
        Assert.StartsWith("HTTP/1.1 403", await AskAsync(proxy, $"GET {permit.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.Single(refusals).Failure.Kind);
        Assert.Single(_internet.Connections);
    }

    /// <summary>A source of the lineup may be on the LAN; a public one leads to no other port of this machine or its network.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:22/")]
    [InlineData("http://lan.example:8080/")]
    [InlineData("http://[::1]:631/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_public_source_of_the_lineup_leads_nowhere_near(string location)
    {
        await using var server = FaultServer.Text(RedirectTo(location));
        _internet.Host("tv.example", server);
        var source = new RelaySource(new Uri("http://tv.example/live"), [], SourceTrust.Lineup);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.IsType<FailedOpening>(await OpenAsync(source)).Failure.Kind);
        Assert.Single(_internet.Connections);
    }

    public static TheoryData<string, string, bool> Ports => new()
    {
        // The device of the lineup: its web server, and another one.
        { "http://tuner.lan:5004/live", "http://tuner.lan:5004/other", true },
        { "http://tuner.lan:5004/live", "http://tuner.lan/", true },
        { "http://tuner.lan:5004/live", "http://tuner.lan:8080/", true },
        { "http://tuner.lan:5004/live", "http://tuner.lan:22/", false },
        { "http://tuner.lan:5004/live", "http://tuner.lan:25/", false },
        { "http://tuner.lan:5004/live", "http://tuner.lan:631/", false },
        { "http://tuner.lan:5004/live", "http://box.lan:5004/", false },

        // This machine, by its name on the LAN and as itself.
        { "http://box.lan:9981/live", "http://box.lan:9981/other", true },
        { "http://box.lan:9981/live", "http://box.lan/", false },
        { "http://box.lan:9981/live", "http://box.lan:8080/", false },
        { "http://box.lan:9981/live", "http://127.0.0.1:9981/", false },
        { "http://127.0.0.1:9981/live", "http://127.0.0.1:8080/", false },
        { "http://127.0.0.1:9981/live", "http://127.0.0.1/", false },
        { "http://127.0.0.1:9981/live", "http://127.1:9980/", false },
        { "http://127.0.0.1:9981/live", "http://[::1]:9981/", false },
        { "http://127.0.0.1:9981/live", "http://tuner.lan:5004/", false },

        // Its address may be a public one, as every host's of IPv6.
        { "http://93.184.216.77:9981/live", "http://93.184.216.77:9981/other", true },
        { "http://93.184.216.77:9981/live", "http://93.184.216.77:8080/", false },
        { "http://tv.example/live", "http://93.184.216.77:8080/", false },
    };

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_source_on_the_LAN_leads_by_redirect_to_its_own_ports_only(string source, string location, bool isAllowed)
    {
        await using var server = NearServer(RedirectTo(location));
        var first = new Uri(source);
        var opening = Assert.IsType<FailedOpening>(await OpenAsync(new RelaySource(first, [], SourceTrust.Lineup)));
        Assert.Equal(isAllowed ? RelayFailureKind.Unreachable : RelayFailureKind.Forbidden, opening.Failure.Kind);
        var target = new Uri(location);
        Assert.Equal(isAllowed, _internet.Connections.Any(endPoint => endPoint.Port == target.Port && (target.Port != first.Port || server.Requests.Count > 1)));
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_source_on_the_LAN_leads_by_a_playlist_to_its_own_ports_only(string source, string target, bool isAllowed)
    {
        await using var server = NearServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        var (answer, refusals) = await AskProxyAsync(target, new RelaySource(new Uri(source), [], SourceTrust.Lineup));
        Assert.StartsWith(isAllowed ? "HTTP/1.1 200" : "HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Equal(isAllowed ? [] : [RelayFailureKind.Forbidden], refusals.Select(refusal => refusal.Failure.Kind));
        Assert.Equal(isAllowed ? 1 : 0, _internet.Connections.Count);
    }

    /// <summary>Its local API, and the proxy itself: not by a redirect, and not when the lineup itself names it.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:{0}/box")]
    [InlineData("http://box.lan:{0}/box")]
    public async Task No_source_leads_to_the_agent_itself(string address)
    {
        await using var server = NearServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        var options = new RelayOptions();
        await using var proxy = new ForwardProxy(options, TimeProvider.System, NullLogger<ForwardProxy>.Instance, _internet.Network);
        options.OwnPorts.Add(server.Port);
        foreach (var port in new[] { server.Port, proxy.Address.Port })
        {
            var own = new RelaySource(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, port)), [], SourceTrust.Lineup);
            var relay = new LiveRelay(options, TimeProvider.System, NullLogger<LiveRelay>.Instance, _internet.Network);
            var failure = Assert.IsType<FailedOpening>(await relay.OpenAsync(own, Wait.Limit)).Failure;
            Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
            Assert.Contains("this agent itself", failure.Detail, StringComparison.Ordinal);
            using var permit = proxy.Permit(own);
            Assert.StartsWith("HTTP/1.1 403", await AskAsync(proxy, $"GET {permit.Address} HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        }

        Assert.Empty(_internet.Connections);
    }

    /// <summary>VLC's own playlists may carry options; that one writes files.</summary>
    [Theory]
    [InlineData("#EXTVLCOPT:sout=#file{dst=/tmp/x}")]
    [InlineData("#EXTVLCOPT: --sout=#file{dst=/tmp/x}")]
    [InlineData("#extvlcopt:sout-keep")]
    public async Task A_playlist_that_wants_files_written_is_told(string line)
    {
        var text = $"#EXTM3U\n{line}\n#EXTINF:-1,Garden TV\nsegment.ts\n";
        await using var server = FaultServer.Text($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}");
        _internet.Host("tv.example", server);
        var (_, refusals) = await AskProxyAsync("http://tv.example/list.m3u", new RelaySource(new Uri("http://tv.example/list.m3u"), [], SourceTrust.Lineup));
        Assert.Equal(RelayFailureKind.Forbidden, Assert.Single(refusals).Failure.Kind);
    }

    [Fact]
    public void This_machine_is_known_by_its_addresses()
    {
        Assert.True(ThisMachine.Has(IPAddress.Loopback));
        Assert.True(ThisMachine.Has(IPAddress.Parse("127.9.9.9")));
        Assert.True(ThisMachine.Has(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(ThisMachine.Has(IPAddress.Parse("192.0.2.1")));
        var own = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == System.Net.NetworkInformation.OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses);
        Assert.All(own, unicast => Assert.True(ThisMachine.Has(unicast.Address), $"{unicast.Address}"));
    }

    private FaultServer NearServer(string answer)
    {
        var server = FaultServer.Text(answer);
        _internet.Near("tuner.lan", "192.168.1.20", server).Near("box.lan", "192.168.1.50", server, isHere: true)
            .Near("127.0.0.1", "127.0.0.1", server).Near("93.184.216.77", "93.184.216.77", server, isHere: true).Host("tv.example", server);
        return server;
    }

    [Fact]
    public async Task Options_behind_an_address_are_a_path_and_nothing_else()
    {
        await using var server = new FaultServer(
            (_, stream, stop) => FaultServer.SendAsync(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", stop), _certificate);
        _internet.Host("tv.example", server, _certificate);
        var address = SourceAddress.Parse("https://tv.example/live :sout=#file{dst=/tmp/x}", SourceTrust.Post, out _);
        Assert.Equal("https://tv.example/live%20:sout=#file%7Bdst=/tmp/x%7D", address!.AbsoluteUri);
        await OpenAsync(address);
        Assert.StartsWith("GET /live%20:sout= HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    private static string RedirectTo(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    private FaultServer Redirecting(string location) =>
        new((_, stream, stop) => FaultServer.SendAsync(stream, RedirectTo(location), stop), _certificate);

    private Task<RelayOpening> OpenAsync(Uri address) => OpenAsync(new RelaySource(address, [], SourceTrust.Post));

    private Task<RelayOpening> OpenAsync(RelaySource source) =>
        new LiveRelay(new RelayOptions(), TimeProvider.System, NullLogger<LiveRelay>.Instance, _internet.Network).OpenAsync(source, Wait.Limit);

    private ForwardProxy Proxy() => new(new RelayOptions(), TimeProvider.System, NullLogger<ForwardProxy>.Instance, _internet.Network);

    /// <summary>Asks for an address, by the name that the permit of a post gives it.</summary>
    private Task<(string Answer, IReadOnlyCollection<ProxyRefusal> Refusals)> AskProxyAsync(string address) =>
        AskProxyAsync(address, new RelaySource(new Uri("https://tv.example/live"), [], SourceTrust.Post));

    private async Task<(string Answer, IReadOnlyCollection<ProxyRefusal> Refusals)> AskProxyAsync(string address, RelaySource source)
    {
        await using var proxy = Proxy();
        var refusals = new ConcurrentQueue<ProxyRefusal>();
        proxy.Refused += refusals.Enqueue;
        using var permit = _asked = proxy.Permit(source);
        return (await AskAsync(proxy, $"GET {permit.Name(new Uri(address))} HTTP/1.0\r\n\r\n"), refusals);
    }

    private static async Task<string> AskAsync(ForwardProxy proxy, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Wait.Limit);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Wait.Limit);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, Wait.Limit);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
