using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>An agent's link is reset, or falls silent: how long until the agent is back, or knows.</summary>
internal sealed class Reconnect : IBenchmark
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Connected = "Connected to the hub";
    private const string Ended = "The link ended: Lost";

    public string Name => "reconnect";

    public string What => "an agent whose link is reset, and one whose link falls silent";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time);
        await using var link = new FaultProxy(home.Hub.Address.Port);
        await using var agent = home.StartAgent(hub: link.Address);
        await agent.ConnectedAsync();
        var reset = new Measure("link reset -> connected again", "ms", 5_000, BarIsForP95: true);
        for (var run = Choice.Runs(20); run > 0; run--)
        {
            await Task.Delay(Between, time);
            var before = Count(agent, Connected);
            var began = time.GetTimestamp();
            link.Reset();
            await Eventually.TrueAsync(() => Count(agent, Connected) > before, "it is back", Patience);
            reset.Add(time.GetElapsedTime(began));
        }

        var silent = new Measure("link silent -> the agent knows", "ms", 30_000, BarIsForP95: true);
        for (var run = Math.Min(Choice.Runs(5), 5); run > 0; run--)
        {
            await Task.Delay(Between, time);
            var (ends, links) = (Count(agent, Ended), Count(agent, Connected));
            var began = time.GetTimestamp();
            link.Fault = NetworkFault.Silent;
            await Eventually.TrueAsync(() => Count(agent, Ended) > ends, "it knows", Patience);
            silent.Add(time.GetElapsedTime(began));
            link.Fault = NetworkFault.None;
            link.Reset();
            await Eventually.TrueAsync(() => Count(agent, Connected) > links, "it is back", Patience);
        }

        yield return new Table(Name, [reset, silent]);
    }

    private static int Count(Agent agent, string line) => agent.Process.Lines.Count(logged => logged.Contains(line, StringComparison.Ordinal));
}
