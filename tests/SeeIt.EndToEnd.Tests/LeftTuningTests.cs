using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The person wants something else while a channel is still being tuned.</summary>
public sealed class LeftTuningTests : IAsyncLifetime
{
    private FaultySource _late = null!;
    private FaultySource _other = null!;

    public async ValueTask InitializeAsync()
    {
        _late = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        _other = new FaultySource(await FaultClips.PlainAsync("harbour.demo"));
    }

    public async ValueTask DisposeAsync()
    {
        await _late.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(SourceFault.Silent)]
    [InlineData(SourceFault.NoKeyFrames)]
    public async Task A_stop_leaves_nothing_running(SourceFault fault)
    {
        await using var box = await StartAsync();
        var idle = await IdleScreenAsync(box);
        var tuning = await TuneAsync(box, fault);

        Assert.Equal(Progress.Done, (await box.DoAsync(new StopVerb())).Progress);
        Assert.Equal(Progress.Superseded, (await tuning).Progress);
        _late.Fault = SourceFault.None;
        await Eventually.TrueAsync(() => _late.Viewers == 0, "the source's connection is closed");
        await Eventually.TrueAsync(async () => await box.Screen.FingerprintAsync() == idle, "the idle screen");
        var status = await box.StatusAsync();
        Assert.Equal((TvState.Idle, null, null), (status.State, status.ChannelId, status.Failure));
        Assert.Equal(1, _late.Requests);
        Assert.Empty(await box.AskPlayerForSessionsAsync());
    }

    [Theory]
    [InlineData(SourceFault.Silent)]
    [InlineData(SourceFault.NoKeyFrames)]
    public async Task A_zap_takes_the_only_tuner_along(SourceFault fault)
    {
        await using var box = await StartAsync(tuners: 1);
        var tuning = await TuneAsync(box, fault);

        await box.WatchAsync("other");
        Assert.Equal(Progress.Superseded, (await tuning).Progress);
        await box.Screen.WaitForMovingClockAsync("harbour.demo");
        Assert.Equal((0, 1), (_late.Viewers, _other.Viewers));
        Assert.Single(await box.AskPlayerForSessionsAsync());
    }

    /// <summary>What the relay feeds ends with its feeding; HLS is LibVLC's own, and goes on until it is stopped.</summary>
    [Fact]
    public async Task A_stop_ends_HLS_that_does_not_answer()
    {
        await using var broadcaster = await Broadcaster.StartAsync();
        await using var hls = new FaultyHls(broadcaster.Hls(1)) { Fault = HlsFault.Hangs };
        await using var box = await LoneBox.StartAsync([("late", hls.Address)]);
        var tuning = box.SeeItAsync("late");
        await Eventually.TrueAsync(() => hls.Hit > 0, "a segment is asked for");

        Assert.Equal(Progress.Done, (await box.DoAsync(new StopVerb())).Progress);
        Assert.Equal(Progress.Superseded, (await tuning).Progress);
        Assert.Empty(await box.AskPlayerForSessionsAsync());
    }

    /// <summary>Nobody has told the box how many tuners there are: the broadcaster says 503 when it has none.</summary>
    [Fact]
    public async Task Zaps_in_a_row_find_the_only_tuner_of_a_broadcaster_free()
    {
        await using var broadcaster = await Broadcaster.StartAsync(tuners: 1);
        await using var box = await LoneBox.StartAsync([.. Enumerable.Range(1, 3).Select(number => ($"{number}", broadcaster.Channel(number)))]);
        List<Task<CommandReport>> zaps = [];
        foreach (var channel in Enumerable.Range(1, 3))
        {
            zaps.Add(box.SeeItAsync($"{channel}"));
            await box.WaitForStatusAsync(status => status.ChannelId == $"{channel}", $"channel {channel} is tuned");
        }

        var last = await zaps[^1];
        Assert.True(last.Progress == Progress.Done, $"{last.Progress} {last.Failure}: {last.Detail}");
        await box.Screen.WaitForMovingClockAsync("news.demo");
        Assert.All(zaps, zap => Assert.Contains(zap.Result.Progress, new[] { Progress.Done, Progress.Superseded }));
    }

    private Task<LoneBox> StartAsync(int? tuners = null) => LoneBox.StartAsync([("late", _late.Address), ("other", _other.Address)], tuners);

    /// <summary>Returns once the source is asked, and the player too where the source answers.</summary>
    private async Task<Task<CommandReport>> TuneAsync(LoneBox box, SourceFault fault)
    {
        _late.Fault = fault;
        var tuning = box.SeeItAsync("late");
        await Eventually.TrueAsync(() => _late.Viewers == 1, "the source is asked");
        if (fault != SourceFault.Silent)
        {
            await box.Agent.WaitForLineAsync(line => line.Contains("is asked to open session", StringComparison.Ordinal), "that the player is asked");
        }

        Assert.Equal(TvState.Tuning, (await box.StatusAsync()).State);
        return tuning;
    }

    private async Task<string> IdleScreenAsync(LoneBox box)
    {
        await box.WatchAsync("other");
        await box.DoAsync(new StopVerb());
        await Eventually.TrueAsync(() => _other.Viewers == 0, "the other source is left");
        return await box.Screen.FingerprintAsync();
    }
}
