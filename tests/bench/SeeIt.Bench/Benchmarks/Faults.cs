using System.Globalization;
using SeeIt.Bench.Report;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>The random run of the end-to-end tests, for ten minutes: its checker decides.</summary>
internal sealed class Faults : IBenchmark
{
    private const int Seconds = 600;

    public string Name => "faults";

    public string What => $"taps, faults of the link, and kills of hub, agent and player by chance for {Seconds} s, and what of the link's promises was not kept";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        var tests = Repository.Path("tests", "SeeIt.EndToEnd.Tests", "bin", "Debug", "net10.0", "SeeIt.EndToEnd.Tests");
        var (code, output) = await TestProcess.RunAsync(
            tests,
            ["-noLogo", "-noColor", "-class", "SeeIt.EndToEnd.Tests.Faults.RandomFaultTests"],
            new Dictionary<string, string?>
            {
                ["FAULT_SECONDS"] = Seconds.ToString(CultureInfo.InvariantCulture),
                ["SEEIT_AGENT"] = Path.GetFullPath(Repository.Agent),
                ["SEEIT_PLAYER"] = Path.GetFullPath(Repository.Player),
            },
            timeout: TimeSpan.FromSeconds(Seconds + 300));
        Console.WriteLine(string.Join('\n', output.Split('\n').Where(line => code != 0 || line.StartsWith("faults:", StringComparison.Ordinal))));
        yield return new Table(Name, [Measure.Single("runs with a promise that was not kept", "", code == 0 ? 0 : 1, 0)]);
    }
}
