using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Contracts.Api;

namespace SeeIt.Bench.Benchmarks;

/// <summary>An agent that is paired already starts, and connects to a hub that is up.</summary>
internal sealed class AgentStart : IBenchmark
{
    private const int Runs = 15;
    private const double Bar = 300;

    public string Name => "agent-start";

    public string What => "from the agent's start until it is connected to a hub that is up";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        var connected = new Measure("process start -> connected, by the agent's log", "ms", Bar);
        var online = new Measure("process start -> a phone sees the TV online", "ms", Bar);
        var imported = new Measure("process start -> lineup and guide imported", "ms");
        await using var home = await Home.BuildAsync(traced: false, time);
        for (var run = 0; run < Runs; run++)
        {
            await using (var agent = home.StartAgent())
            {
                online.Add((await home.Phone.TvAsync(TvChange.Online)).At - agent.StartedAt);
                connected.Add((await agent.ConnectedAsync()).At - agent.StartedAt);
                imported.Add((await agent.ImportedAsync()).At - agent.StartedAt);
            }

            await home.Phone.TvAsync(TvChange.Unreachable);
        }

        yield return new Table(Name, [connected, online, imported]);
    }
}
