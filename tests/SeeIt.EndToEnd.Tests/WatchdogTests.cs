using Microsoft.Data.Sqlite;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What systemd's watchdog hears from a real agent, on a box whose source, player and store misbehave.</summary>
public sealed class WatchdogTests : IAsyncLifetime
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(2);

    private readonly NoticeSocket _systemd = new();
    private FaultySource _source = null!;
    private LoneBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        _source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        _box = await LoneBox.StartAsync([("garden", _source.Address), ("silent", new Uri("http://127.0.0.1:9/"))], environment: _systemd.Environment(Watchdog));
        await MorePingsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        await _source.DisposeAsync();
        await _systemd.DisposeAsync();
    }

    [Fact]
    public async Task A_player_that_stands_still_is_no_reason_to_start_the_agent_again()
    {
        await _box.WatchAsync("garden");
        Signals.Send(await _box.PlayerAsync(), Signals.Stop);
        await _box.WaitForStatusAsync(status => status is { PlayerRestarts: 1, State: TvState.Playing }, "that it plays again");
        await _box.DoAsync(new StopVerb());
        Assert.InRange(_systemd.LongestWait, TimeSpan.Zero, Watchdog);
        Assert.Contains("STATUS=Playing.", _systemd.Told);
        Assert.Equal("STATUS=Nothing is on.", _systemd.Told.Last(line => line.StartsWith("STATUS=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_source_that_does_not_come_is_none()
    {
        Assert.Equal(Progress.Failed, (await _box.SeeItAsync("silent")).Progress);
        await MorePingsAsync();
        Assert.InRange(_systemd.LongestWait, TimeSpan.Zero, Watchdog);
    }

    /// <summary>Another program has the store, so the flow stands at its next command, in the middle of a call.</summary>
    [Fact]
    public async Task A_flow_that_stands_is_one_until_it_goes_on()
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(_box.StateFolder, "state.db")};Pooling=false");
        await store.OpenAsync(TestContext.Current.CancellationToken);
        Task<CommandReport> command;
        await using (var held = store.BeginTransaction())
        {
            command = _box.DoAsync(new StopVerb());
            await Eventually.TrueAsync(() => _systemd.Waits > 2 * Watchdog, "silence");
            Assert.False(command.IsCompleted);
        }

        await command;
        await MorePingsAsync();
    }

    private Task MorePingsAsync()
    {
        var before = _systemd.Pings;
        return Eventually.TrueAsync(() => _systemd.Pings > before + 2, "three more pings");
    }
}
