using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>What the agent, as it is shipped, takes while it relays a live TS of 20 Mbit/s to a player that plays it.</summary>
internal sealed class RelayCost : IBenchmark
{
    private const double CpuBar = 3;

    /// <inheritdoc cref="Usage.OverAsync"/>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    public string Name => "relay";

    public string What => $"an agent that relays 20 Mbit/s: resident memory after {Window.TotalSeconds} s, CPU over the next {Window.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("20-mbit"));
        await using var sender = new UdpSender(home.Broadcaster.Channel(1));
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(lineup,
        [
            "#EXTM3U",
            "#EXTINF:-1 tvg-id=\"http.bench\",HTTP",
            home.Broadcaster.Channel(1).AbsoluteUri,
            "#EXTINF:-1 tvg-id=\"udp.bench\",UDP",
            sender.Address.OriginalString,
        ]);

        await using var agent = home.StartPlainAgent(lineup);
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        var (idle, idleCpu) = await Usage.OverAsync(Window, agent.Process.Id, time);
        await agent.SeeItAsync("http.bench", time.GetUtcNow());
        var (http, httpCpu) = await Usage.OverAsync(Window, agent.Process.Id, time);
        await agent.StopAsync();
        await agent.SeeItAsync("udp.bench", time.GetUtcNow());
        var (udp, udpCpu) = await Usage.OverAsync(Window, agent.Process.Id, time);
        await agent.StopAsync();
        yield return new Table("agent",
        [
            Measure.Single("without a show: resident (VmRSS)", "MB", idle.Resident),
            Measure.Single("without a show: CPU of one core", "%", idleCpu),
            Measure.Single("live TS by HTTP: resident (VmRSS)", "MB", http.Resident),
            Measure.Single("live TS by HTTP: CPU of one core", "%", httpCpu, CpuBar),
            Measure.Single("live TS by UDP: resident (VmRSS)", "MB", udp.Resident),
            Measure.Single("live TS by UDP: CPU of one core", "%", udpCpu, CpuBar),
        ]);
    }
}
