using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// What the agent, as it is shipped, takes while it relays a live TS of 20 Mbit/s to a player that plays it. Each run has a new
/// agent, and of HTTP and UDP the other one first: what has relayed once holds more for the rest of its life.
/// </summary>
internal sealed class RelayCost : IBenchmark
{
    /// <inheritdoc cref="Usage.OverAsync"/>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private readonly int _runs = Choice.Runs(12);
    private readonly Leg _idle = new("without a show", cpuBar: null);
    private readonly Leg _http = new("live TS by HTTP", cpuBar: 3);
    private readonly Leg _udp = new("live TS by UDP", cpuBar: 3);

    public string Name => "relay";

    public string What =>
        $"{_runs} runs, each a new agent that is idle, and relays 20 Mbit/s by HTTP and by UDP: {Window.TotalSeconds} s of each before CPU is counted for {Window.TotalSeconds} s, and memory at their end; some 30 s a run";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("20-mbit"));
        await using var sender = new UdpSender(home.Broadcaster.Channel(1));
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        const string Http = "http.bench";
        const string Udp = "udp.bench";
        await File.WriteAllLinesAsync(lineup,
        [
            "#EXTM3U",
            $"#EXTINF:-1 tvg-id=\"{Http}\",HTTP",
            home.Broadcaster.Channel(1).AbsoluteUri,
            $"#EXTINF:-1 tvg-id=\"{Udp}\",UDP",
            sender.Address.OriginalString,
        ]);

        for (var run = 0; run < _runs; run++)
        {
            await using var agent = home.StartPlainAgent(lineup);
            await agent.ImportedAsync();
            await agent.PlayerAsync();
            await MeasureAsync(_idle, agent, time);
            (Leg Leg, string Channel)[] legs = [(_http, Http), (_udp, Udp)];
            foreach (var (leg, channel) in run % 2 == 0 ? legs : legs.Reverse())
            {
                await agent.SeeItAsync(channel, time.GetUtcNow());
                await MeasureAsync(leg, agent, time);
                await agent.StopAsync();
            }
        }

        yield return new Table("agent", [.. _idle.Measures, .. _http.Measures, .. _udp.Measures]);
    }

    private static async Task MeasureAsync(Leg leg, Agent agent, TimeProvider time)
    {
        var (usage, cpu) = await Usage.OverAsync(Window, agent.Process.Id, time);
        leg.Resident.Add(usage.Resident);
        leg.Cpu.Add(cpu);
    }

    /// <param name="what">What the agent does.</param>
    /// <param name="cpuBar">Of one core, in percent.</param>
    private sealed class Leg(string what, double? cpuBar)
    {
        public Measure Resident { get; } = new($"{what}: resident (VmRSS)", "MB");

        public Measure Cpu { get; } = new($"{what}: CPU of one core", "%", cpuBar);

        public IEnumerable<Measure> Measures => [Resident, Cpu];
    }
}
