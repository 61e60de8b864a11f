using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;

namespace SeeIt.Bench.Benchmarks;

/// <summary>What the agent and its player take while nothing is on: paired, connected, lineup and guide imported.</summary>
internal sealed class AgentIdle : IBenchmark
{
    private const double MemoryBar = 45;
    private const double CpuBar = 0.5;

    /// <summary>How long it is left alone before it is measured, and how long its CPU time is then counted.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public string Name => "agent-idle";

    public string What => "resident memory after 30 s without a command, CPU over the next 30 s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time);
        yield return await MeasureAsync(home, "LocalApi:Enabled=true (Kestrel)", localApi: true, time);
        yield return await MeasureAsync(home, "LocalApi:Enabled=false (no Kestrel)", localApi: false, time);
    }

    private static async Task<Table> MeasureAsync(Home home, string title, bool localApi, TimeProvider time)
    {
        await using var agent = home.StartAgent(localApi);
        await agent.ConnectedAsync();
        await agent.ImportedAsync();
        var player = await agent.PlayerAsync();
        await Task.Delay(Window, time);

        var began = time.GetTimestamp();
        var (agentBefore, playerBefore) = (Usage.Of(agent.Process.Id), Usage.Of(player));
        await Task.Delay(Window, time);
        var (agentAfter, playerAfter) = (Usage.Of(agent.Process.Id), Usage.Of(player));
        var elapsed = time.GetElapsedTime(began);
        return new Table(title,
        [
            Measure.Single("agent: resident (VmRSS)", "MB", agentAfter.Resident, MemoryBar),
            Measure.Single("agent: of it its own (RssAnon)", "MB", agentAfter.Anonymous),
            Measure.Single("agent: CPU of one core", "%", agentAfter.ShareSince(agentBefore, elapsed), CpuBar),
            Measure.Single("player: resident (VmRSS)", "MB", playerAfter.Resident),
            Measure.Single("player: of it its own (RssAnon)", "MB", playerAfter.Anonymous),
            Measure.Single("player: CPU of one core", "%", playerAfter.ShareSince(playerBefore, elapsed)),
        ]);
    }
}
