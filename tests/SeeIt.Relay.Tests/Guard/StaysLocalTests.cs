using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Guard;

/// <summary>What is to cost nothing stays on the LAN, wherever its server leads.</summary>
public sealed class StaysLocalTests
{
    private readonly FakeInternet _internet = new();
    private readonly RelayOptions _options = new() { Linger = TimeSpan.Zero };

    [Fact]
    public async Task A_source_on_the_LAN_is_opened()
    {
        await using var server = FaultServer.Bytes(new TsMaker().Groups(2));
        await using var stream = Assert.IsType<LiveOpening>(await Relay.OpenAsync(Local(server), Wait.Limit)).Stream;
    }

    [Fact]
    public async Task A_server_on_the_LAN_that_redirects_out_of_it_is_not_followed()
    {
        await using var far = FaultServer.Bytes(new TsMaker().Groups(2));
        await using var near = Redirecting(far);
        var failure = Assert.IsType<FailedOpening>(await Relay.OpenAsync(Local(near), Wait.Limit)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Contains("is not on the LAN", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(far.Requests);

        await using var stream = Assert.IsType<LiveOpening>(await Relay.OpenAsync(Local(near) with { StaysLocal = false }, Wait.Limit)).Stream;
        Assert.Single(far.Requests);
    }

    [Fact]
    public async Task A_name_of_the_lineup_that_is_elsewhere_is_not_connected_to()
    {
        await using var far = FaultServer.Bytes(new TsMaker().Groups(2));
        _internet.Host("tv", far);
        var failure = Assert.IsType<FailedOpening>(await Relay.OpenAsync(Local(far) with { Address = new Uri("http://tv/live") }, Wait.Limit)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Empty(_internet.Connections);
    }

    /// <summary>The tap comes while its standby is being opened: it must not fail by the standby's rule.</summary>
    [Fact]
    public async Task Who_joins_without_that_rule_opens_it_anew()
    {
        using var go = new SemaphoreSlim(0);
        await using var far = FaultServer.Bytes(new TsMaker().Groups(2));
        _internet.Host("far.example", far);
        await using var near = new FaultServer(async (_, stream, cancellation) =>
        {
            await go.WaitAsync(cancellation);
            await FaultServer.SendAsync(stream, "HTTP/1.1 302 Found\r\nLocation: http://far.example/\r\nContent-Length: 0\r\n\r\n", cancellation);
        });
        var sources = new SharedSources(Relay, _options, TimeProvider.System);
        var standby = sources.OpenAsync(Local(near), SourceUse.Standby, Wait.Limit);
        await Wait.Until(() => near.Requests.Count == 1);
        var viewing = sources.OpenAsync(Local(near) with { StaysLocal = false }, SourceUse.Viewing, Wait.Limit);
        go.Release(2);
        Assert.IsType<FailedOpening>(await standby);
        await Assert.IsType<HeldOpening>(await viewing).Hold.DisposeAsync();
        Assert.Equal(2, near.Requests.Count);
    }

    /// <summary>HLS on a standby, which is then shown: its segments may be elsewhere.</summary>
    [Fact]
    public async Task What_the_player_fetches_may_leave_the_LAN_once_it_is_watched()
    {
        await using var far = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        _internet.Host("far.example", far);
        await using var near = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var proxy = new ForwardProxy(_options, TimeProvider.System, NullLogger<ForwardProxy>.Instance, _internet.Network);
        using var permit = proxy.Permit(Local(near));
        using var client = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address) });
        var segment = new Uri(permit.Name(new Uri("http://far.example/segment.ts")));
        using (var refused = await client.GetAsync(segment, Wait.Limit))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        permit.Watch();
        Assert.Equal("hi", await client.GetStringAsync(segment, Wait.Limit));
    }

    private LiveRelay Relay => new(_options, TimeProvider.System, NullLogger<LiveRelay>.Instance, _internet.Network);

    private FaultServer Redirecting(FaultServer far)
    {
        _internet.Host("far.example", far);
        return FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: http://far.example/\r\nContent-Length: 0\r\n\r\n");
    }

    private static RelaySource Local(FaultServer server) =>
        new(new UriBuilder(server.Address) { Host = IPAddress.Loopback.ToString() }.Uri, [], SourceTrust.Lineup) { StaysLocal = true };
}
