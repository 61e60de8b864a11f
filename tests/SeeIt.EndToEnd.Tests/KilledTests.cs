using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Player and agent killed under a show, on a box without a hub.</summary>
public sealed class KilledTests : IAsyncLifetime
{
    /// <summary>So many ends of the player set a source aside. From the fifth on it is started ever later.</summary>
    private const int MostCrashes = 10;

    /// <summary>A kill just as an opening begins may not be blamed on the source.</summary>
    private const int Uncounted = 2;

    private FaultySource _source = null!;
    private LoneBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        _source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        _box = await LoneBox.StartAsync([("garden", _source.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        await _source.DisposeAsync();
    }

    /// <summary>The relay keeps its connection: the player that is started again is fed from what it holds.</summary>
    [Fact]
    public async Task A_killed_player_is_back_with_the_show_and_the_source_is_not_asked_again()
    {
        await _box.WatchAsync("garden");
        var time = TimeProvider.System;
        for (var kill = 1; kill <= 3; kill++)
        {
            var began = time.GetTimestamp();
            await KillPlayerAsync();
            await _box.WaitForStatusAsync(status => status is { State: TvState.Playing } && status.PlayerRestarts == kill, $"playing after kill {kill}");
            TestContext.Current.TestOutputHelper!.WriteLine($"Back after kill {kill} in {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
            Assert.Equal((1, 1), (_source.Requests, _source.Viewers));
        }

        await _box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    [Fact]
    public async Task A_source_that_ends_the_player_again_and_again_is_left_alone()
    {
        await _box.WatchAsync("garden");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        for (var kill = 1; !IsLeftAlone(); kill++)
        {
            Assert.InRange(kill, 1, MostCrashes + Uncounted);
            await KillPlayerAsync();
            await Eventually.TrueAsync(() => IsLeftAlone() || Count("is asked to open session") > kill, "the next opening, or none");
        }

        var elapsed = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"Left alone after {elapsed.TotalSeconds:0.0} s.");
        Assert.InRange(Count("is asked to open session"), MostCrashes, MostCrashes + Uncounted);
        Assert.InRange(elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90));
        var error = await _box.WaitForStatusAsync(status => status.State == TvState.Error, "that it is left alone");
        Assert.Equal(FailureKind.PlayerCrashed, error.Failure);
        await _box.Screen.WaitForTroubleAsync();
        var asked = _source.Requests;
        var report = await _box.SeeItAsync("garden");
        Assert.Equal((Progress.Failed, FailureKind.PlayerCrashed), (report.Progress, report.Failure));
        Assert.Contains("is left alone for a while", report.Detail, StringComparison.Ordinal);
        Assert.Equal(asked, _source.Requests);

        bool IsLeftAlone() => Count("is left alone for a while") > 0;
        int Count(string words) => _box.Agent.Lines.Count(line => line.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_agent_goes_on_with_its_show_and_not_with_one_that_was_stopped()
    {
        await _box.WatchAsync("garden");
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await _box.KillAgentAsync();
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"Back in {time.GetElapsedTime(began).TotalSeconds:0.0} s.");
        await _box.WaitForStatusAsync(status => status is { State: TvState.Playing, ChannelId: "garden" }, "playing");

        // Killed again: what was resumed is resumed.
        await _box.KillAgentAsync();
        await _box.WaitForStatusAsync(status => status is { State: TvState.Playing, ChannelId: "garden" }, "playing again");

        await _box.DoAsync(new StopVerb());
        await _box.KillAgentAsync();
        await _box.WaitForStatusAsync(status => status.State == TvState.Idle, "idle");
        await _box.PlayerAsync();
        await _box.Agent.WaitForLineAsync(line => line.Contains("The player runs", StringComparison.Ordinal), "that the player runs");
        Assert.Equal(TvState.Idle, (await _box.StatusAsync()).State);
        Assert.Null(await _box.Screen.ReadSourceTimeAsync());
        Assert.False(await _box.Screen.ShowsTroubleAsync());
    }

    private async Task KillPlayerAsync() => Signals.Send(await _box.PlayerAsync(), Signals.Kill);
}
