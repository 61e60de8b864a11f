using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Shared;

public sealed class SharedSourcesTests : IAsyncDisposable
{
    private const string Group = "attic";

    private readonly FakeTimeProvider _time = new();
    private readonly FaultServer _server = FaultServer.Bytes(new TsMaker().Groups(3));
    private readonly SharedSources _sources;

    public SharedSourcesTests() =>
        _sources = new SharedSources(new LiveRelay(new RelayOptions(), TimeProvider.System, NullLogger<LiveRelay>.Instance), new RelayOptions(), _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Everybody_shares_one_connection()
    {
        var openings = await Task.WhenAll(
            _sources.OpenAsync(Channel(1), SourceUse.Standby, Wait.Limit),
            _sources.OpenAsync(Channel(1), SourceUse.Viewing, Wait.Limit),
            _sources.OpenAsync(Channel(1), SourceUse.Recording, Wait.Limit));
        var holds = openings.Cast<HeldOpening>().Select(opening => opening.Hold).ToList();
        Assert.Single(_server.Requests);
        Assert.All(holds, hold => Assert.Same(holds[0].Stream, hold.Stream));
        Assert.Equal(1, _sources.TunersInUse(Group));

        await holds[0].DisposeAsync();
        await holds[1].DisposeAsync();
        await holds[1].DisposeAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(holds[2].Stream.Completion.IsCompleted);
        await EndAsync(holds[2]);
    }

    [Fact]
    public async Task Other_headers_are_another_source()
    {
        var first = await HoldAsync(Channel(1));
        var second = await HoldAsync(Channel(1) with { Headers = [new("Authorization", "Basic eA==")] });
        Assert.NotSame(first.Stream, second.Stream);
        Assert.Equal(2, _sources.TunersInUse(Group));
        await EndAsync(first, second);
    }

    [Fact]
    public async Task Reopening_while_it_lingers_finds_the_ring()
    {
        var first = await HoldAsync(Channel(1));
        await first.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        var second = await HoldAsync(Channel(1));
        Assert.Same(first.Stream, second.Stream);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(second.Stream.Completion.IsCompleted);
        await EndAsync(second);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Standby_is_refused_where_no_tuner_is_free()
    {
        var first = await HoldAsync(Channel(1), SourceUse.Viewing);
        var second = await HoldAsync(Channel(2), SourceUse.Standby);
        var failure = Assert.IsType<FailedOpening>(await _sources.OpenAsync(Channel(3), SourceUse.Standby, Wait.Limit)).Failure;
        Assert.Equal(RelayFailureKind.NoFreeTuner, failure.Kind);
        Assert.Contains("attic has 2 tuners", failure.Detail, StringComparison.Ordinal);
        Assert.False(second.Evicted.IsCancellationRequested);
        await EndAsync(first, second);
    }

    [Theory]
    [InlineData(SourceUse.Viewing)]
    [InlineData(SourceUse.Recording)]
    public async Task Standby_gives_its_tuner_up(SourceUse use)
    {
        var first = await HoldAsync(Channel(1), SourceUse.Recording);
        var standby = await HoldAsync(Channel(2), SourceUse.Standby);
        using var viewer = new ViewerStream();
        var pump = standby.Stream.PumpAsync(viewer, Wait.Limit);
        var wanted = await HoldAsync(Channel(3), use);
        Assert.True(standby.Evicted.IsCancellationRequested);
        Assert.True(standby.Stream.Completion.IsCompleted);
        Assert.Equal(ViewerEnd.StreamEnded, await pump);
        Assert.False(first.Evicted.IsCancellationRequested);
        Assert.Equal(2, _sources.TunersInUse(Group));
        await EndAsync(first, standby, wanted);
    }

    [Fact]
    public async Task What_is_watched_and_recorded_keeps_its_tuners()
    {
        var watched = await HoldAsync(Channel(1), SourceUse.Viewing);
        var recorded = await HoldAsync(Channel(2), SourceUse.Recording);
        var failure = Assert.IsType<FailedOpening>(await _sources.OpenAsync(Channel(3), SourceUse.Viewing, Wait.Limit)).Failure;
        Assert.Equal(RelayFailureKind.NoFreeTuner, failure.Kind);
        Assert.False(watched.Evicted.IsCancellationRequested || recorded.Evicted.IsCancellationRequested);
        await EndAsync(watched, recorded);
    }

    [Fact]
    public async Task Standby_that_is_shown_keeps_its_tuner_from_then_on()
    {
        var first = await HoldAsync(Channel(1), SourceUse.Standby);
        var second = await HoldAsync(Channel(2), SourceUse.Standby);
        first.Watch();
        var recording = await HoldAsync(Channel(3), SourceUse.Recording);
        Assert.Equal((false, true), (first.Evicted.IsCancellationRequested, second.Evicted.IsCancellationRequested));
        var failure = Assert.IsType<FailedOpening>(await _sources.OpenAsync(Channel(4), SourceUse.Recording, Wait.Limit)).Failure;
        Assert.Equal(RelayFailureKind.NoFreeTuner, failure.Kind);
        await EndAsync(first, second, recording);
    }

    [Fact]
    public async Task Standby_that_is_watched_too_is_not_evicted()
    {
        var standby = await HoldAsync(Channel(1), SourceUse.Standby);
        var watched = await HoldAsync(Channel(1), SourceUse.Viewing);
        var other = await HoldAsync(Channel(2), SourceUse.Viewing);
        Assert.IsType<FailedOpening>(await _sources.OpenAsync(Channel(3), SourceUse.Viewing, Wait.Limit));
        await watched.DisposeAsync();
        var wanted = await HoldAsync(Channel(3), SourceUse.Viewing);
        Assert.True(standby.Evicted.IsCancellationRequested);
        await EndAsync(standby, other, wanted);
    }

    [Fact]
    public async Task Lingering_source_gives_its_tuner_to_anyone()
    {
        var lingering = await HoldAsync(Channel(1));
        var stream = lingering.Stream;
        await lingering.DisposeAsync();
        var first = await HoldAsync(Channel(2), SourceUse.Standby);
        var second = await HoldAsync(Channel(3), SourceUse.Standby);
        Assert.Equal(LiveEndReason.Closed, (await stream.Completion).Reason);
        await EndAsync(first, second);
    }

    [Fact]
    public async Task Server_that_is_out_of_tuners_gets_one_back_from_standby()
    {
        var busy = 0;
        await using var server = new FaultServer(async (head, stream, cancellation) =>
        {
            if (head.StartsWith("GET /2", StringComparison.Ordinal) && Interlocked.Increment(ref busy) == 1)
            {
                await FaultServer.SendAsync(stream, "HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 805 All Tuners In Use\r\nContent-Length: 0\r\n\r\n", cancellation);
                return;
            }

            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(new TsMaker().Groups(1), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        RelaySource At(int number) => new(new Uri($"http://127.0.0.1:{server.Port}/{number}"), [], SourceTrust.Lineup);
        var standby = await HoldAsync(At(1), SourceUse.Standby);
        var watched = await HoldAsync(At(2), SourceUse.Viewing);
        Assert.True(standby.Evicted.IsCancellationRequested);
        Assert.Equal(3, server.Requests.Count);
        await standby.DisposeAsync();
        await watched.DisposeAsync();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(int.MaxValue, false)]
    public async Task Server_that_was_just_left_is_asked_again_until_it_has_noticed(int refusals, bool notices)
    {
        var refused = 0;
        await using var server = new FaultServer(async (head, stream, cancellation) =>
        {
            if (head.StartsWith("GET /2", StringComparison.Ordinal) && Interlocked.Increment(ref refused) <= refusals)
            {
                await FaultServer.SendAsync(stream, "HTTP/1.1 503 Busy\r\nX-HDHomeRun-Error: 805 All Tuners In Use\r\nContent-Length: 0\r\n\r\n", cancellation);
                return;
            }

            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(new TsMaker().Groups(1), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        RelaySource At(int number) => new(new Uri($"http://127.0.0.1:{server.Port}/{number}"), [], SourceTrust.Lineup);
        await (await HoldAsync(At(1))).DisposeAsync();
        var opening = _sources.OpenAsync(At(2), SourceUse.Viewing, Wait.Limit);
        await Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(2));
            return opening.IsCompleted;
        });
        if (notices)
        {
            await Assert.IsType<HeldOpening>(await opening).Hold.DisposeAsync();
            return;
        }

        Assert.Equal(RelayFailureKind.NoFreeTuner, Assert.IsType<FailedOpening>(await opening).Failure.Kind);
        Assert.InRange(refused, 3, 15);
    }

    [Fact]
    public async Task Tuner_is_free_after_a_failed_opening()
    {
        await using var refusing = FaultServer.Text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        var source = Channel(1) with { Address = refusing.Address };
        for (var turn = 0; turn < 5; turn++)
        {
            Assert.IsType<FailedOpening>(await _sources.OpenAsync(source, SourceUse.Viewing, Wait.Limit));
            Assert.Equal(0, _sources.TunersInUse(Group));
        }
    }

    [Fact]
    public async Task Tuner_is_free_when_the_opening_was_cancelled()
    {
        await using var silent = FaultServer.Silent();
        using var cancelling = new CancellationTokenSource();
        var opening = _sources.OpenAsync(Channel(1) with { Address = silent.Address }, SourceUse.Viewing, cancelling.Token);
        await Wait.Until(() => !silent.Requests.IsEmpty);
        Assert.Equal(1, _sources.TunersInUse(Group));
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(0, _sources.TunersInUse(Group));
    }

    [Fact]
    public async Task One_that_stops_waiting_does_not_stop_the_other()
    {
        using var go = new SemaphoreSlim(0);
        await using var slow = new FaultServer(async (_, stream, cancellation) =>
        {
            await go.WaitAsync(cancellation);
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync(new TsMaker().Groups(1), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        using var cancelling = new CancellationTokenSource();
        var source = Channel(1) with { Address = slow.Address };
        var impatient = _sources.OpenAsync(source, SourceUse.Standby, cancelling.Token);
        var patient = _sources.OpenAsync(source, SourceUse.Viewing, Wait.Limit);
        await Wait.Until(() => !slow.Requests.IsEmpty);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        go.Release();
        await EndAsync(Assert.IsType<HeldOpening>(await patient).Hold);
    }

    [Fact]
    public async Task Standby_that_is_still_opening_gives_its_tuner_up()
    {
        await using var silent = FaultServer.Silent();
        var one = new TunerGroup(Group, 1);
        var opening = _sources.OpenAsync(Channel(1) with { Address = silent.Address, Tuners = one }, SourceUse.Standby, Wait.Limit);
        await Wait.Until(() => !silent.Requests.IsEmpty);
        var watched = await HoldAsync(Channel(2) with { Tuners = one }, SourceUse.Viewing);
        Assert.Equal(RelayFailureKind.NoFreeTuner, Assert.IsType<FailedOpening>(await opening).Failure.Kind);
        await EndAsync(watched);
    }

    [Fact]
    public async Task Tuner_is_free_when_the_source_ended_and_what_came_is_still_there()
    {
        await using var ending = FaultServer.Bytes(new TsMaker().Groups(2), thenClose: true);
        var hold = await HoldAsync(Channel(1) with { Address = ending.Address });
        await hold.Stream.Completion;
        await Wait.Until(() => _sources.TunersInUse(Group) == 0);
        using var viewer = new ViewerStream();
        Assert.Equal(ViewerEnd.StreamEnded, await hold.Stream.PumpAsync(viewer, Wait.Limit));
        Assert.NotEmpty(viewer.Received);
        var again = await HoldAsync(Channel(1) with { Address = ending.Address });
        Assert.NotSame(hold.Stream, again.Stream);
        await hold.DisposeAsync();
        await again.DisposeAsync();
    }

    /// <summary>What the player fetches has a tuner as long as it is held, and does not linger: nobody keeps anything of it.</summary>
    [Fact]
    public async Task What_the_player_fetches_is_counted_too()
    {
        await using var hls = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n#EXTM3U");
        var source = Channel(1) with { Address = hls.Address, Tuners = new TunerGroup(Group, 1) };
        var held = Assert.IsType<HeldOpening>(await _sources.OpenAsync(source, SourceUse.Viewing, Wait.Limit));
        Assert.Equal(new ProxiedOpening(ProxiedFormat.Hls), held.What);
        Assert.Equal(1, _sources.TunersInUse(Group));
        Assert.IsType<FailedOpening>(await _sources.OpenAsync(Channel(2) with { Tuners = source.Tuners }, SourceUse.Standby, Wait.Limit));

        await held.Hold.DisposeAsync();
        Assert.Equal(0, _sources.TunersInUse(Group));
    }

    [Fact]
    public async Task What_the_player_fetches_on_standby_is_left_before_its_tuner_is_used()
    {
        await using var hls = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n#EXTM3U");
        var source = Channel(1) with { Address = hls.Address, Tuners = new TunerGroup(Group, 1) };
        var standby = Assert.IsType<HeldOpening>(await _sources.OpenAsync(source, SourceUse.Standby, Wait.Limit)).Hold;
        using var leaving = new SemaphoreSlim(0);
        await using var registration = standby.Evicted.Register(() => leaving.Wait(TestContext.Current.CancellationToken));

        var opening = _sources.OpenAsync(Channel(2) with { Tuners = source.Tuners }, SourceUse.Viewing, Wait.Limit);
        await Wait.Until(() => standby.Evicted.IsCancellationRequested);
        Assert.Empty(_server.Requests);
        leaving.Release();
        var hold = Assert.IsType<HeldOpening>(await opening).Hold;
        Assert.Single(_server.Requests);
        await standby.DisposeAsync();
        await EndAsync(hold);
    }

    private RelaySource Channel(int number) =>
        new(new Uri($"http://127.0.0.1:{_server.Port}/{number}"), [], SourceTrust.Lineup) { Tuners = new TunerGroup(Group, 2) };

    private async Task<SourceHold> HoldAsync(RelaySource source, SourceUse use = SourceUse.Viewing) =>
        Assert.IsType<HeldOpening>(await _sources.OpenAsync(source, use, Wait.Limit)).Hold;

    /// <summary>Releases the holds, lets the time to linger pass, and sees that every tuner is free and every stream closed.</summary>
    private async Task EndAsync(params SourceHold[] holds)
    {
        foreach (var hold in holds)
        {
            await hold.DisposeAsync();
        }

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, _sources.TunersInUse(Group));
        foreach (var hold in holds)
        {
            await hold.Stream.Completion.WaitAsync(Wait.Generous, TestContext.Current.CancellationToken);
        }
    }
}
