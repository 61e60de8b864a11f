using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Http;

/// <summary>Against a server that wants a user name and a password, by basic or by digest.</summary>
public sealed class CredentialsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_asks_is_told_user_and_password(bool digest)
    {
        await using var server = new TvheadendServer(digest) { Stream = new TsMaker().Groups(3) };
        var live = Assert.IsType<LiveOpening>(await OpenAsync(server, TvheadendServer.Password)).Stream;
        await live.DisposeAsync();
        Assert.Equal(2, server.Requests.Count());
        Assert.DoesNotContain("Authorization", server.Requests.First().Headers.Keys);
    }

    [Fact]
    public async Task Who_wants_digest_never_sees_the_password()
    {
        await using var server = new TvheadendServer(digest: true) { Stream = new TsMaker().Groups(3) };
        await ((LiveOpening)await OpenAsync(server, TvheadendServer.Password)).Stream.DisposeAsync();
        Assert.All(server.Requests, request => Assert.DoesNotContain("Basic", request.Headers.GetValueOrDefault("Authorization", ""), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_wrong_password_and_none_fail_by_the_status(string? password)
    {
        await using var server = new TvheadendServer(digest: true);
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server, password)).Failure;
        Assert.Equal((RelayFailureKind.Unreachable, 401), (failure.Kind, failure.HttpStatus));
    }

    [Fact]
    public async Task Another_host_that_a_redirect_leads_to_is_told_nothing()
    {
        await using var asks = FaultServer.Text("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        await using var first = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\nContent-Length: 0\r\n\r\n");
        var internet = new FakeInternet().Host("own.example", first).Host("other.example", asks);
        var relay = new LiveRelay(new RelayOptions(), TimeProvider.System, NullLogger<LiveRelay>.Instance, internet.Network);
        var source = new RelaySource(new Uri("http://own.example/"), [], SourceTrust.Lineup) { Credentials = new NetworkCredential("anna", "secret") };

        Assert.Equal(401, Assert.IsType<FailedOpening>(await relay.OpenAsync(source, TestContext.Current.CancellationToken)).Failure.HttpStatus);
        Assert.DoesNotContain("Authorization", Assert.Single(asks.Requests), StringComparison.Ordinal);
    }

    private static Task<RelayOpening> OpenAsync(TvheadendServer server, string? password)
    {
        var relay = new LiveRelay(new RelayOptions(), TimeProvider.System, NullLogger<LiveRelay>.Instance);
        var source = new RelaySource(new Uri($"http://{server.Authority}/stream/channelid/1"), [], SourceTrust.Lineup)
        {
            Credentials = password is null ? null : new NetworkCredential(TvheadendServer.User, password),
        };
        return relay.OpenAsync(source, TestContext.Current.CancellationToken);
    }
}
