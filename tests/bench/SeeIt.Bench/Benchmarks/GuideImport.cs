using SeeIt.Bench.Guides;
using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>The command line imports a guide that is larger than any household's.</summary>
internal sealed class GuideImport : IBenchmark
{
    private const double TimeBar = 60;
    private const double MemoryBar = 80;
    private const int Quarter = MillionProgrammes.Programmes / 4;

    /// <summary>Megabytes that the peak of four times as many programmes may be above: what the collector leaves lying differs by as much from run to run.</summary>
    private const double GrowthBar = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public string Name => "import";

    public string What => "seeit-agent guide import of 1,000,000 programmes on 500 channels: time, and the process's peak of resident memory";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        foreach (var packed in (bool[])[false, true])
        {
            using var scratch = new TemporaryFolder();
            var file = scratch.File(packed ? "guide.xml.gz" : "guide.xml");
            MillionProgrammes.Write(file, packed);
            var first = new Measure("into an empty state folder", "s", TimeBar);
            var again = new Measure("over what was imported before", "s", TimeBar);
            var firstPeak = new Measure("into an empty state folder: peak (VmHWM)", "MB", MemoryBar);
            var againPeak = new Measure("over what was imported before: peak (VmHWM)", "MB", MemoryBar);
            for (var run = Choice.Runs(otherwise: 1); run > 0; run--)
            {
                using var state = new TemporaryFolder();
                Add(await ImportAsync(file, MillionProgrammes.Programmes, state, time), first, firstPeak);
                Add(await ImportAsync(file, MillionProgrammes.Programmes, state, time), again, againPeak);
            }

            yield return new Table($"{Path.GetFileName(file)}, {new FileInfo(file).Length / 1e6:0} MB", [first, firstPeak, again, againPeak]);
            if (!packed)
            {
                yield return await GrowthAsync(scratch, firstPeak.Median, time);
            }
        }
    }

    /// <summary>The same import of a quarter: were memory not constant, its peak would be much lower.</summary>
    private static async Task<Table> GrowthAsync(TemporaryFolder scratch, double peakOfAll, TimeProvider time)
    {
        var file = scratch.File("quarter.xml");
        MillionProgrammes.Write(file, packed: false, Quarter);
        var (took, peak) = (new Measure("into an empty state folder", "s"), new Measure("into an empty state folder: peak (VmHWM)", "MB", MemoryBar));
        for (var run = Choice.Runs(otherwise: 1); run > 0; run--)
        {
            using var state = new TemporaryFolder();
            Add(await ImportAsync(file, Quarter, state, time), took, peak);
        }

        return new Table($"{Quarter:N0} programmes, {new FileInfo(file).Length / 1e6:0} MB",
            [took, peak, Measure.Single($"peak of {MillionProgrammes.Programmes:N0} less peak of {Quarter:N0}", "MB", peakOfAll - peak.Median, GrowthBar)]);
    }

    private static void Add((TimeSpan Took, double Peak) run, Measure took, Measure peak)
    {
        took.Add(run.Took.TotalSeconds);
        peak.Add(run.Peak);
    }

    private static async Task<(TimeSpan Took, double Peak)> ImportAsync(string file, int programmes, TemporaryFolder state, TimeProvider time)
    {
        var began = time.GetTimestamp();
        await using var process = TestProcess.Start(Repository.Agent, ["guide", "import", file, "--state", state.Path]);
        var ended = process.WaitForExitAsync(Patience);
        var peak = 0.0;
        while (!ended.IsCompleted)
        {
            // The kernel forgets it with the process.
            peak = Math.Max(peak, Usage.PeakOf(process.Id));
            await Task.WhenAny(ended, Task.Delay(Glance, time));
        }

        var took = time.GetElapsedTime(began);
        var line = $"{programmes} programmes";
        return await ended == 0 && process.Output.Contains(line, StringComparison.Ordinal)
            ? (took, peak)
            : throw new TimeoutException($"The import did not take {line}. It printed:\n{process.Output}");
    }
}
