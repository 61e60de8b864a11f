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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>From motion to the kill at most: any moment, spread over the runs.</summary>
    private static readonly TimeSpan LongestWatched = TimeSpan.FromSeconds(5);

    private readonly int _runs = Choice.Runs(12);
    public string Name => "recover";

    public string What => $"kill -9 during a show, {_runs} times each, 0 to {LongestWatched.TotalSeconds} s after its first motion; Infinity: no picture came back within {Patience.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        var clips = await BenchClips.FolderAsync("key-1s");
        var clip = Path.Combine(clips, "garden.demo.ts");
        await using var home = await Home.BuildAsync(traced: false, time, clips);
        await using var datagrams = new UdpSender(home.Broadcaster.Channel(1));
        await using var satIp = new SatIpServer { Clip = new TsClip(clip) };
        await using var films = await FilmServer.OfAsync(clip);
        File.Copy(clip, Path.Combine(Directory.CreateDirectory(home.Recordings).FullName, "show.ts"));
        using var screen = new ScreenWatch(home.Screen, time);
        using var folder = new TemporaryFolder();
        var sources = new[]
        {
            new Source("live TS", home.Broadcaster.Channel(1).AbsoluteUri, IsRelayed: true),
            new Source("UDP", datagrams.Address.AbsoluteUri, IsRelayed: true),
            new Source("SAT>IP", satIp.Address().AbsoluteUri, IsRelayed: true),
            new Source("recording", "recording:show.ts", IsRelayed: true),
            new Source("live HLS", home.Broadcaster.Hls(1).AbsoluteUri, IsRelayed: false),
            new Source("MP4", films.Mp4.AbsoluteUri, IsRelayed: false),
            new Source("DASH", films.Dash.AbsoluteUri, IsRelayed: false),
        }.Where(source => Choice.Takes(source.Name)).ToList();
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(
            lineup, ["#EXTM3U", .. sources.SelectMany(source => new[] { $"#EXTINF:-1 tvg-id=\"{source.Name}\",{source.Name}", source.Address })]);

        for (var run = 0; run < _runs; run++)
        {
            // In an order of their own, so that no leg has all its early kills at one end of the run.
            var watched = LongestWatched * ((run * 5 % _runs) + 0.5) / _runs;
            foreach (var source in sources)
            {
                await KillPlayerAsync(home, lineup, source.Name, screen, watched, source.PlayerKilled, time);
                await KillAgentAsync(home, lineup, source.Name, screen, watched, source.AgentKilled, time);
            }
        }

        yield return new Table(Name, [.. sources.Select(source => source.PlayerKilled), .. sources.Select(source => source.AgentKilled)]);
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

    /// <summary>What is shown, and what was measured of it.</summary>
    /// <param name="Name">Of the channel too.</param>
    /// <param name="Address">As a lineup names it.</param>
    /// <param name="IsRelayed">The relay feeds the player with its bytes; else the player asks for them.</param>
    private sealed record Source(string Name, string Address, bool IsRelayed)
    {
        public Measure PlayerKilled { get; } = new($"player killed, {Name} -> motion", "ms", IsRelayed ? 1500 : 3000, BarIsForP95: true);

        public Measure AgentKilled { get; } = new($"agent killed and started again, {Name}: start -> motion", "ms", 3000, BarIsForP95: true);
    }
}
