using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.SatIp;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.SatIp;

/// <summary>By a clock that the test moves: nothing here is waited for in real time.</summary>
public sealed class SatIpSessionTests
{
    private static readonly RelayOptions Patient = new() { NoDataTimeout = TimeSpan.FromDays(1), FirstByteTimeout = TimeSpan.FromDays(1), OpenTimeout = TimeSpan.FromDays(1) };

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string, int> Timeouts => new()
    {
        { "0", 30 }, { "-1", 30 }, { "99999999999999999999", 30 }, { "soon", 30 }, { "", 30 }, { "0.001", 30 }, { "2147483647", 1800 }, { "60", 30 },
    };

    [Theory]
    [MemberData(nameof(Timeouts))]
    public async Task Absurd_time_out_neither_floods_the_server_nor_is_waited_for(string timeout, int seconds)
    {
        await using var server = new SatIpServer { SessionTimeout = timeout };
        using var client = new TcpClient(server.Address().Host, server.Address().Port);
        using var session = new SatIpSession(new RtspConnection(client.GetStream(), "127.0.0.1"), server.Address(), _time);
        Assert.Null(await session.SetupAsync(SatIpFrames.Transport, Wait.Limit));
        Assert.Equal(TimeSpan.FromSeconds(seconds), session.KeepAliveInterval);
    }

    [Theory]
    [MemberData(nameof(Timeouts))]
    public async Task Tuner_of_an_absurd_time_out_is_kept_and_given_back(string timeout, int seconds)
    {
        await using var server = new SatIpServer { Stream = new TsMaker().Groups(5), SessionTimeout = timeout };
        var opening = OpenAsync(server, Wait.Limit);
        while (!opening.IsCompleted)
        {
            // Datagrams are looked for by this clock.
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var live = Assert.IsType<LiveOpening>(await opening).Stream;
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await Wait.Until(() => server.Methods.Count(method => method == "OPTIONS") == 2);
        await live.DisposeAsync();
        Assert.Equal(["OPTIONS", "SETUP", "PLAY", "OPTIONS", "TEARDOWN"], server.Methods);
    }

    [Fact]
    public async Task Tuner_whose_setup_is_answered_after_the_cancelling_is_given_back()
    {
        var hold = new TaskCompletionSource();
        await using var server = new SatIpServer { SetupHold = hold.Task };
        using var cancelling = new CancellationTokenSource();
        var opening = OpenAsync(server, cancelling.Token);
        await Wait.Until(() => server.Methods.Contains("SETUP"));
        await cancelling.CancelAsync();
        hold.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(["OPTIONS", "SETUP", "TEARDOWN"], server.Methods);
        Assert.Contains("Session: 12ab\n", server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_that_is_never_answered_holds_the_cancelling_up_for_a_second()
    {
        await using var server = new SatIpServer { SetupHold = new TaskCompletionSource().Task };
        using var cancelling = new CancellationTokenSource();
        var opening = OpenAsync(server, cancelling.Token);
        await Wait.Until(() => server.Methods.Contains("SETUP"));
        await cancelling.CancelAsync();
        await Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return opening.IsCompleted;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(["OPTIONS", "SETUP"], server.Methods);
    }

    private Task<RelayOpening> OpenAsync(SatIpServer server, CancellationToken cancellation) =>
        new LiveRelay(Patient, _time, NullLogger<LiveRelay>.Instance).OpenAsync(new RelaySource(server.Address(), [], SourceTrust.Lineup), cancellation);
}
