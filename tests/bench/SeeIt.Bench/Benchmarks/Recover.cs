using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Screen;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// A player and an agent are killed (SIGKILL) while they show something: how long until the picture moves again. Every run
/// has a new agent, so that none is slowed by the pauses between restarts that follow one another.
/// </summary>
internal sealed class Recover : IBenchmark
{
    private const string TsChannel = "ts.bench";
    private const string HlsChannel = "hls.bench";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>From motion to the kill at most: any moment, spread over the runs.</summary>
    private static readonly TimeSpan LongestWatched = TimeSpan.FromSeconds(5);

    private readonly int _runs = Choice.Runs(12);
    private readonly Measure _ts = new("player killed, live TS -> motion", "ms", 1500, BarIsForP95: true);
    private readonly Measure _hls = new("player killed, live HLS -> motion", "ms", 3000, BarIsForP95: true);
    private readonly Measure _agentTs = new("agent killed and started again, live TS: start -> motion", "ms", 3000, BarIsForP95: true);
    private readonly Measure _agentHls = new("agent killed and started again, live HLS: start -> motion", "ms", 3000, BarIsForP95: true);

    public string Name => "recover";

    public string What => $"kill -9 during a show, {_runs} times each, 0 to {LongestWatched.TotalSeconds} s after its first motion; Infinity: no picture came back within {Patience.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("key-1s"));
        using var screen = new ScreenWatch(home.Screen, time);
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(lineup,
        [
            "#EXTM3U",
            $"#EXTINF:-1 tvg-id=\"{TsChannel}\",TS",
            home.Broadcaster.Channel(1).AbsoluteUri,
            $"#EXTINF:-1 tvg-id=\"{HlsChannel}\",HLS",
            home.Broadcaster.Hls(1).AbsoluteUri,
        ]);

        for (var run = 0; run < _runs; run++)
        {
            // In an order of their own, so that no leg has all its early kills at one end of the run.
            var watched = LongestWatched * ((run * 5 % _runs) + 0.5) / _runs;
            await KillPlayerAsync(home, lineup, TsChannel, screen, watched, _ts, time);
            await KillPlayerAsync(home, lineup, HlsChannel, screen, watched, _hls, time);
            await KillAgentAsync(home, lineup, TsChannel, screen, watched, _agentTs, time);
            await KillAgentAsync(home, lineup, HlsChannel, screen, watched, _agentHls, time);
        }

        yield return new Table(Name, [_ts, _hls, _agentTs, _agentHls]);
    }

    private static async Task KillPlayerAsync(Home home, string lineup, string channel, ScreenWatch screen, TimeSpan watched, Measure measure, TimeProvider time)
    {
        await using var agent = home.StartPlainAgent(lineup);
        var player = await WatchAsync(agent, channel, screen, watched, time);
        var killed = time.GetTimestamp();
        Signals.Send(player, Signals.Kill);
        await MeasureAsync(measure, screen, killed, time);
        await agent.StopAsync();
    }

    private static async Task KillAgentAsync(Home home, string lineup, string channel, ScreenWatch screen, TimeSpan watched, Measure measure, TimeProvider time)
    {
        await using (var agent = home.StartPlainAgent(lineup))
        {
            await WatchAsync(agent, channel, screen, watched, time);
            agent.Process.Kill();
            await agent.Process.WaitForExitAsync();
        }

        var started = time.GetTimestamp();
        await using var next = home.StartPlainAgent(lineup);
        await MeasureAsync(measure, screen, started, time);
        await next.StopAsync();
    }

    /// <summary>Returns the player's process id, some time after the picture began to move.</summary>
    private static async Task<int> WatchAsync(Agent agent, string channel, ScreenWatch screen, TimeSpan watched, TimeProvider time)
    {
        await agent.ImportedAsync();
        var player = await agent.PlayerAsync();
        var began = time.GetTimestamp();
        await agent.SeeItAsync(channel, time.GetUtcNow());
        await screen.MotionAsync(began, 1, Patience);
        await Task.Delay(watched, time);
        return player;
    }

    private static async Task MeasureAsync(Measure measure, ScreenWatch screen, long since, TimeProvider time)
    {
        try
        {
            measure.Add(time.GetElapsedTime(since, (await screen.MotionAsync(since, 1, Patience)).Begins));
        }
        catch (TimeoutException)
        {
            measure.Add(double.PositiveInfinity);
        }
    }
}
