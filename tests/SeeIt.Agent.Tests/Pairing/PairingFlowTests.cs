using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Pairing;

/// <summary>The box's side of the device flow, against a hub that this test plays.</summary>
public sealed class PairingFlowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly IdlePlayer _player = new();
    private readonly PlayedHub _hub = new();

    private IReadOnlyList<PairingScreen> Shown => [.. _player.Requests.OfType<ShowScreenRequest>().Select(request => request.Screen).OfType<PairingScreen>()];

    [Fact]
    public async Task Code_that_nobody_typed_is_replaced_on_the_screen_when_it_runs_out()
    {
        using var http = new HttpClient(_hub);
        var running = Flow(http).RunAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Shown.Count == 1, "the first code");
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(10); waited += TimeSpan.FromSeconds(5))
        {
            Assert.Single(Shown);
            await PollAsync();
        }

        await Eventually.TrueAsync(() => Shown.Count == 2, "the second code");
        Assert.NotEqual(Shown[0].Code, Shown[1].Code);
        _hub.Error = null;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.IsType<IdleScreen>(Assert.IsType<ShowScreenRequest>(_player.Requests[^1]).Screen);
    }

    [Fact]
    public async Task Code_that_the_hub_takes_no_longer_is_replaced_at_once()
    {
        using var http = new HttpClient(_hub);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Flow(http).RunAsync(stop.Token);
        await Eventually.TrueAsync(() => Shown.Count == 1, "the first code");
        _hub.Error = "expired_token";
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => Shown.Count == 2, "the second code");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Box_that_is_told_to_slow_down_polls_five_seconds_later_for_good()
    {
        using var http = new HttpClient(_hub);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Flow(http).RunAsync(stop.Token);
        await Eventually.TrueAsync(() => Shown.Count == 1, "the code");
        _hub.Error = "slow_down";
        await PollAsync();
        _hub.Error = "authorization_pending";
        for (var i = 0; i < 3; i++)
        {
            var polls = _hub.Polls;
            _clock.Advance(TimeSpan.FromSeconds(9.9));
            Assert.Equal(polls, _hub.Polls);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            await Eventually.TrueAsync(() => _hub.Polls == polls + 1, "a poll after ten seconds");
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    private PairingFlow Flow(HttpClient http)
    {
        var settings = TestSettings.Make() with { Hub = new Uri("https://hub.example/") };
        var identity = BoxIdentity.LoadOrCreate(_folder.Path);
        return new PairingFlow(new HubAuthority(settings, identity, _clock, http), identity, _player, settings, _clock, NullLogger<PairingFlow>.Instance);
    }

    private async Task PollAsync()
    {
        var polls = _hub.Polls;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => _hub.Polls == polls + 1, "a poll after five seconds");
    }

    /// <summary>A new code each time that it is asked for one, and the same answer to every poll. Answers within the call, so that no time passes.</summary>
    private sealed class PlayedHub : HttpMessageHandler
    {
        private int _codes;
        private int _polls;

        /// <summary>Null: approved.</summary>
        public volatile string? Error = "authorization_pending";

        public int Polls => Volatile.Read(ref _polls);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/device", StringComparison.Ordinal))
            {
                var code = $"BBBB-BBB{"BCDFG"[_codes++]}";
                return Answer(HttpStatusCode.OK, $$"""{"device_code":"d","user_code":"{{code}}","verification_uri":"https://hub.example/pair","interval":5,"expires_in":600}""");
            }

            var answer = Error is { } error
                ? Answer(HttpStatusCode.BadRequest, $$"""{"error":"{{error}}"}""")
                : Answer(HttpStatusCode.OK, """{"access_token":"t","box_client_id":"box-1"}""");
            Interlocked.Increment(ref _polls);
            return answer;
        }

        private static Task<HttpResponseMessage> Answer(HttpStatusCode status, string json) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") });
    }
}
