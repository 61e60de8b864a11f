using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The player killed while something is under way.</summary>
public sealed class KilledMomentTests : IAsyncLifetime
{
    private const int Near = 3;
    private static readonly string[] _channels = ["garden", "harbour", "news"];

    private readonly List<FaultySource> _sources = [];
    private FilmServer _films = null!;
    private LoneBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var channel in _channels)
        {
            _sources.Add(new FaultySource(await FaultClips.PlainAsync($"{channel}.demo")));
        }

        _films = await FilmServer.StartAsync("garden.demo");
        _box = await LoneBox.StartAsync([.. _channels.Zip(_sources, (channel, source) => (channel, source.Address)), ("film", _films.Mp4)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        await _films.DisposeAsync();
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_a_channel_is_tuned_it_is_tuned_again_and_the_command_is_done()
    {
        _sources[0].Fault = SourceFault.NoKeyFrames;
        var tuning = _box.SeeItAsync("garden");
        await LineAsync("is asked to open session");
        await KillPlayerAsync();
        _sources[0].Fault = SourceFault.None;

        IsDone(await tuning);
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        await StaysBackAsync(TvState.Playing);
        Assert.Equal(1, _sources[0].Requests);
    }

    /// <summary>Stopped before the step, the player has not shown the standby when it is killed.</summary>
    [Fact]
    public async Task While_a_standby_is_to_be_shown_its_channel_is_opened_anew_and_the_step_is_done()
    {
        await _box.WatchAsync("garden");
        IsDone(await _box.DoAsync(new ChannelStepVerb(1)));
        await _box.Agent.WaitForLineAsync(line => line.Contains("news at", StringComparison.Ordinal) && line.Contains("is ready", StringComparison.Ordinal), "that the next is ready");
        var player = await _box.PlayerAsync();
        Signals.Send(player, Signals.Stop);
        var step = _box.DoAsync(new ChannelStepVerb(1));
        await LineAsync("is asked to show session");
        Signals.Send(player, Signals.Kill);

        IsDone(await step);
        await _box.Screen.WaitForMovingClockAsync("news.demo");
        await StaysBackAsync(TvState.Playing);
    }

    [Fact]
    public async Task While_a_channel_is_paused_it_comes_back_paused()
    {
        await _box.WatchAsync("garden");
        IsDone(await _box.DoAsync(new PauseVerb()));
        await KillPlayerAsync();

        await _box.Screen.WaitForStandingClockAsync("garden.demo");
        await StaysBackAsync(TvState.Paused);
        IsDone(await _box.DoAsync(new ResumeVerb()));
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    [Fact]
    public async Task While_a_film_is_paused_it_comes_back_paused_where_it_was()
    {
        await WatchFilmAsync();
        IsDone(await _box.DoAsync(new SeekVerb(30_000)));
        await AtAsync(32);
        IsDone(await _box.DoAsync(new PauseVerb()));
        var before = await _box.Screen.WaitForChannelAsync("garden.demo");
        await KillPlayerAsync();

        var after = await _box.Screen.WaitForStandingClockAsync("garden.demo");
        TestContext.Current.TestOutputHelper!.WriteLine($"Killed at second {before.Second}, back at second {after.Second}.");
        Assert.InRange(after.Second, before.Second - Near, before.Second + Near);
        await StaysBackAsync(TvState.Paused);
        await _box.WaitForStatusAsync(status => Math.Abs((status.PositionMs / 1_000) - before.Second) <= Near, "that the status tells the place", TimeSpan.FromSeconds(5));
        IsDone(await _box.DoAsync(new ResumeVerb()));
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    /// <summary>It had not told yet that it is there.</summary>
    [Fact]
    public async Task Right_after_a_place_was_sought_the_film_comes_back_there()
    {
        await WatchFilmAsync();
        IsDone(await _box.DoAsync(new SeekVerb(40_000)));
        await KillPlayerAsync();
        await _box.WaitForStatusAsync(status => status.PlayerRestarts == 1, "a restart");

        var after = await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.InRange(after.Second, 40 - Near, 40 + (3 * Near));
        await StaysBackAsync(TvState.Playing);
    }

    [Fact]
    public async Task While_a_place_is_sought_the_command_fails_with_the_player_and_the_film_goes_on()
    {
        await WatchFilmAsync();
        var player = await _box.PlayerAsync();
        Signals.Send(player, Signals.Stop);
        var seek = _box.DoAsync(new SeekVerb(40_000));
        await Eventually.TrueAsync(() => Count("SeekVerb accepted") == 1, "the command is taken");
        Signals.Send(player, Signals.Kill);

        var report = await seek;
        Assert.Equal((Progress.Failed, FailureKind.PlayerCrashed), (report.Progress, report.Failure));
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        await StaysBackAsync(TvState.Playing);
    }

    private static void IsDone(CommandReport report) => Assert.True(report.Progress == Progress.Done, $"{report.Progress} {report.Failure}: {report.Detail}");

    private async Task WatchFilmAsync()
    {
        await _box.WatchAsync("film");
        await _box.WaitForStatusAsync(status => status.Media is { CanSeek: true, LengthMs: not null }, "that it can seek");
    }

    private Task AtAsync(int second) =>
        Eventually.TrueAsync(async () => await _box.Screen.ReadSourceTimeAsync() is { } time && time.Second >= second, $"second {second}");

    private async Task KillPlayerAsync() => Signals.Send(await _box.PlayerAsync(), Signals.Kill);

    private Task<string> LineAsync(string words) => _box.Agent.WaitForLineAsync(line => line.Contains(words, StringComparison.Ordinal), words);

    private int Count(string words) => _box.Agent.Lines.Count(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>One restart brought it back, and nothing has opened anything since.</summary>
    private async Task StaysBackAsync(TvState state)
    {
        var status = await _box.WaitForStatusAsync(
            status => status.State == state && status.PlayerRestarts == 1 && status.Media?.Health == PictureHealth.Flowing, $"{state} after one restart");
        Assert.Null(status.Failure);
        Assert.Equal(2, Count("The player runs"));
    }
}
