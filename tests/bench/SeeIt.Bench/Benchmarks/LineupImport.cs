using System.Text;
using SeeIt.Bench.Report;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>A lineup that is larger than any household's: read alone, and imported by the command line.</summary>
internal sealed class LineupImport : IBenchmark
{
    private const int Channels = 20_000;
    private const int Runs = 10;
    private const double Bar = 1000;

    public string Name => "lineup";

    public string What => "a lineup of 20,000 channels: parsed into channels in this process, and seeit-agent channels import, from that process's start until its end, stored";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        using var scratch = new TemporaryFolder();
        var (one, other) = (scratch.File("one.m3u"), scratch.File("other.m3u"));
        Write(one, "one", " HD");
        Write(other, "other", "");
        var parsed = new Measure("20,000 channels of one list, parsed", "ms", Bar);
        var alone = new Measure("imported by a process of its own", "ms", Bar);
        var again = new Measure("the same over what was imported before", "ms", Bar);
        var both = new Measure("two such lists, of which each channel becomes one", "ms");
        for (var run = Choice.Runs(Runs); run > 0; run--)
        {
            parsed.Add(Parse(time, one));
            using var state = new TemporaryFolder();
            alone.Add(await ImportAsync(time, state, one));
            again.Add(await ImportAsync(time, state, one));
            both.Add(await ImportAsync(time, state, one, other));
        }

        yield return new Table($"{new FileInfo(one).Length / 1e6:0.0} MB", [parsed, alone, again, both]);
    }

    private static TimeSpan Parse(TimeProvider time, string path)
    {
        var began = time.GetTimestamp();
        using var file = File.OpenRead(path);
        var lineup = new LineupBuilder();
        lineup.Add([.. new LineupDocuments(new NamedStream(path, file)).Read()], path);
        var count = lineup.Channels.Count;
        return count == Channels ? time.GetElapsedTime(began) : throw new InvalidDataException($"{count} channels were read of {Channels}.");
    }

    private static async Task<TimeSpan> ImportAsync(TimeProvider time, TemporaryFolder state, params string[] files)
    {
        var began = time.GetTimestamp();
        var (code, output) = await TestProcess.RunAsync(Repository.Agent, ["channels", "import", .. files, "--state", state.Path]);
        var took = time.GetElapsedTime(began);
        return code == 0 && output.Contains($"The household has {Channels} channels.", StringComparison.Ordinal)
            ? took
            : throw new TimeoutException($"The import did not take {Channels} channels. It printed:\n{output}");
    }

    /// <summary>As IPTV providers write it: an id, a logo, a group, a header, and names with what tells the quality.</summary>
    private static void Write(string path, string host, string quality)
    {
        var text = new StringBuilder("#EXTM3U x-tvg-url=\"http://guide.example/all.xml.gz\"\n");
        for (var number = 1; number <= Channels; number++)
        {
            text.Append($"#EXTINF:-1 tvg-id=\"{host}.{number}\" tvg-name=\"Station_{number}\" tvg-logo=\"http://logos.example/{number}.png\" tvg-chno=\"{number}\" group-title=\"Group {number % 100};Vierer, Gruppe\",Sender {number}{quality}\n");
            text.Append("#EXTVLCOPT:http-user-agent=Mozilla/5.0 (X11; Linux x86_64)\n");
            text.Append($"http://{host}.example:8080/live/user/password/{number}.ts\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
