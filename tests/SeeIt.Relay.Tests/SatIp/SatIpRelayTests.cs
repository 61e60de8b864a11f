using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.SatIp;

public sealed class SatIpRelayTests
{
    private static readonly RelayOptions Patient = new() { ConnectTimeout = TimeSpan.FromSeconds(30), FirstByteTimeout = TimeSpan.FromSeconds(30), OpenTimeout = TimeSpan.FromSeconds(60) };
    private static readonly RelayOptions Short = Patient with { FirstByteTimeout = TimeSpan.FromSeconds(1.5) };

    private static byte[] Stream => new TsMaker().Groups(5, packets: 7);

    [Theory]
    [InlineData("satip", false)]
    [InlineData("rtsp", false)]
    [InlineData("satip", true)]
    public async Task Tuner_is_set_up_and_given_back(string scheme, bool onlyFrames)
    {
        await using var server = new SatIpServer { Stream = Stream, OnlyFrames = onlyFrames };
        var live = Assert.IsType<LiveOpening>(await OpenAsync(server.Address(scheme))).Stream;
        await Wait.Until(() => live.KeyFrames >= 5);
        await Wait.Until(() => live.Signal == new SignalReport(78, true, 93));
        await live.DisposeAsync();
        Assert.Equal(LiveEndReason.Closed, (await live.Completion).Reason);
        Assert.Equal(onlyFrames ? ["OPTIONS", "SETUP", "SETUP", "PLAY", "TEARDOWN"] : ["OPTIONS", "SETUP", "PLAY", "TEARDOWN"], server.Methods);
        var requests = server.Requests.ToArray();
        Assert.Contains("/?src=1&freq=11494&pol=h&msys=dvbs2&sr=22000&pids=0,17,18 RTSP/1.0", requests[1], StringComparison.Ordinal);
        Assert.StartsWith($"PLAY rtsp://127.0.0.1:{server.Address().Port}/stream=3 RTSP/1.0", requests[^2], StringComparison.Ordinal);
        Assert.Contains("Session: 12ab\n", requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_is_kept_alive(bool onlyFrames)
    {
        await using var server = new SatIpServer { Stream = Stream, SessionTimeout = "1", OnlyFrames = onlyFrames };
        await using var live = Assert.IsType<LiveOpening>(await OpenAsync(server.Address())).Stream;
        await Wait.Until(() => server.Methods.Count(method => method == "OPTIONS") >= 3);
        Assert.False(live.Completion.IsCompleted);
    }

    [Theory]
    [InlineData("SETUP", "503 Service Unavailable", RelayFailureKind.NoFreeTuner)]
    [InlineData("SETUP", "453 Not Enough Bandwidth", RelayFailureKind.NoFreeTuner)]
    [InlineData("SETUP", "404 Not Found", RelayFailureKind.TuningFailed)]
    [InlineData("SETUP", "408 Request Timeout", RelayFailureKind.TuningFailed)]
    [InlineData("SETUP", "403 Out-of-Range", RelayFailureKind.TuningFailed)]
    [InlineData("PLAY", "454 Session Not Found", RelayFailureKind.TuningFailed)]
    [InlineData("PLAY", "503 Service Unavailable", RelayFailureKind.NoFreeTuner)]
    public async Task Refusal_is_named(string method, string status, RelayFailureKind kind)
    {
        await using var server = new SatIpServer { Refusals = { [method] = status } };
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address())).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.Equal($"127.0.0.1 answered RTSP {status}.", failure.Detail);
        Assert.Equal(method == "PLAY", server.Methods.Contains("TEARDOWN"));
    }

    [Theory]
    [InlineData(false, RelayFailureKind.NoSignal, "no signal (level 4 %)")]
    [InlineData(true, RelayFailureKind.NoData, "sent nothing within")]
    public async Task Tuner_without_a_picture_says_whether_it_has_a_signal(bool isLocked, RelayFailureKind kind, string detail)
    {
        await using var server = new SatIpServer { IsLocked = isLocked };
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address(), Short)).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(detail, failure.Detail, StringComparison.Ordinal);
        Assert.Equal("TEARDOWN", server.Methods.Last());
    }

    [Fact]
    public async Task Silent_server_ends_in_time()
    {
        await using var server = new SatIpServer { IsSilent = true };
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address(), Short with { OpenTimeout = TimeSpan.FromSeconds(0.4) })).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains("did not answer within 0.4 s", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "not RTSP")]
    [InlineData("", "closed the connection")]
    public async Task Other_server_is_named(string answer, string detail)
    {
        await using var server = FaultServer.Text(answer);
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri($"satip://127.0.0.1:{server.Port}/?src=1"))).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains(detail, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_RTSP_is_not_played()
    {
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri("rtsp://127.0.0.1:1/camera"))).Failure;
        Assert.Equal(RelayFailureKind.Unsupported, failure.Kind);
    }

    [Fact]
    public async Task Cancelled_opening_gives_the_tuner_back()
    {
        await using var server = new SatIpServer();
        using var cancelling = new CancellationTokenSource();
        var relay = new LiveRelay(Patient, TimeProvider.System, NullLogger<LiveRelay>.Instance);
        var opening = relay.OpenAsync(new RelaySource(server.Address(), [], SourceTrust.Lineup), cancelling.Token);
        await Wait.Until(() => server.Methods.Contains("PLAY"));
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal("TEARDOWN", server.Methods.Last());
    }

    private static Task<RelayOpening> OpenAsync(Uri address, RelayOptions? options = null) =>
        new LiveRelay(options ?? Patient, TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(address, [], SourceTrust.Lineup), Wait.Limit);
}
