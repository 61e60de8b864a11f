using SeeIt.Bench;
using SeeIt.Bench.Benchmarks;

IBenchmark[] all;
try
{
    all = [new TapToPlay(), new AgentIdle(), new AgentStart(), new PlayerCost(), new RelayCost(), new Zap(), new ChannelUp(), new Recover(), new Leak(), new LineupImport(), new GuideImport(), new LinkCost(), new Reconnect(), new Unpair(), new Faults(), new Match(), new MatchHand(), new MatchFit()];
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

var unknown = args.Except(all.Select(benchmark => benchmark.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown[0]}'. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var held = true;
foreach (var benchmark in all.Where(benchmark => args.Length == 0 ? !benchmark.OnlyByName : args.Contains(benchmark.Name)))
{
    Console.WriteLine();
    Console.WriteLine($"== {benchmark.Name}: {benchmark.What}");
    Console.WriteLine($"   {Machine.Describe()}");
    await foreach (var table in benchmark.RunAsync(TimeProvider.System))
    {
        Console.WriteLine();
        Console.Write(table);
        held &= table.Holds;
    }

    Console.WriteLine($"   {Machine.Describe()}");
}

return held ? 0 : 1;
