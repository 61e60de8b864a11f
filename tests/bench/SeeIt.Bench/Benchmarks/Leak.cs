using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// Many changes of channel in one player, each as soon as the one before it showed a picture, or was given time to; as many by
/// standbys that are opened and then shown; and some in one agent, of which each third one is HLS, and of which the player's
/// share is told too. After the first ones nothing may grow.
/// </summary>
internal sealed class Leak : IBenchmark
{
    private const int WarmUps = 200;
    private const int AgentsWarmUps = 300;
    private const int SampleEvery = 10;
    private const int BlockCount = 9;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(150);

    /// <summary>The player's threads come and go with what it plays: they are counted when it has played a while.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>By then a standby decodes: it says so twice a second.</summary>
    private static readonly TimeSpan LongestPreparation = TimeSpan.FromSeconds(1);

    /// <summary>The relay keeps a source open for three seconds.</summary>
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(5);

    private readonly int _changes = Math.Max(Choice.Runs(2000), WarmUps + (3 * SampleEvery));

    // The agent's heap and its pool of blocks come to rest after some 700 changes: a shorter run shows how they grow to that.
    private readonly int _agentsChanges = Math.Max(Choice.Runs(2500), AgentsWarmUps + (3 * SampleEvery));

    public string Name => "leak";

    public string What => $"{_changes} changes of channel in one player, as many by standbys, and {_agentsChanges} in one agent, memory read every {SampleEvery} after the first {WarmUps} and {AgentsWarmUps}";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        if (Choice.Takes("player"))
        {
            yield return await RunPlayerAsync("player", byStandby: false, time);
        }

        if (Choice.Takes("standby"))
        {
            yield return await RunPlayerAsync("standby", byStandby: true, time);
        }

        if (Choice.Takes("agent"))
        {
            foreach (var table in await RunAgentAsync(time))
            {
                yield return table;
            }
        }
    }

    private async Task<IReadOnlyList<Table>> RunAgentAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("key-1s"));
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        Uri[] channels = [home.Broadcaster.Channel(1), home.Broadcaster.Channel(2), home.Broadcaster.Hls(1)];
        await File.WriteAllLinesAsync(lineup, ["#EXTM3U", .. channels.SelectMany((address, index) => new[] { $"#EXTINF:-1 tvg-id=\"{index}.bench\",{index}", address.AbsoluteUri })]);
        await using var agent = home.StartPlainAgent(lineup, traced: false);
        await agent.ImportedAsync();
        var (own, player) = (new Grown("agent", agent.Process.Id), new Grown("the agent's player", await agent.PlayerAsync()));
        Grown[] both = [own, player];
        for (var change = 1; change <= _agentsChanges; change++)
        {
            await agent.SeeItAsync($"{change % channels.Length}.bench", time.GetUtcNow());
            if (change >= AgentsWarmUps && change % SampleEvery == 0)
            {
                Array.ForEach(both, process => process.Sample(change));
            }

            if (change == AgentsWarmUps)
            {
                await RestAsync();
                Array.ForEach(both, process => process.Begin());
            }
        }

        await RestAsync();
        return [.. both.Select(process => process.Report(AgentsWarmUps))];

        async Task RestAsync()
        {
            await agent.StopAsync();
            await Task.Delay(Left, time);
        }
    }

    private async Task<Table> RunPlayerAsync(string name, bool byStandby, TimeProvider time)
    {
        await using var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync("key-1s"), tuners: 4);
        await using var display = await XvfbDisplay.StartAsync();
        await using var player = await Player.StartAsync(display);
        await using var first = await OpenAsync(broadcaster.Channel(1), time);
        await using var second = await OpenAsync(broadcaster.Channel(2), time);
        LiveStream[] streams = [first, second];

        var grown = new Grown(name, player.Process.Id);
        LiveFeed? feed = null;
        var pictures = 0;
        for (var change = 1; change <= _changes; change++)
        {
            var last = feed;
            await player.CallAsync(new OpenRequest(change, new StreamInput(change), Standby: byStandby));
            feed = new LiveFeed(streams[change % streams.Length], await player.ConnectMediaAsync(change), ownsStream: false);
            if (byStandby)
            {
                await SawAsync<StatisticsEvent>(player, report => report.Session == change && report.DecodedVideo > 0, LongestPreparation, time);
                await player.CallAsync(new ShowRequest(change));
            }

            if (last is not null)
            {
                await last.DisposeAsync();
            }

            pictures += await SawAsync<FirstPictureEvent>(player, picture => picture.Session == change, LongestWait, time) ? 1 : 0;
            if (change >= WarmUps && change % SampleEvery == 0)
            {
                grown.Sample(change);
            }

            if (change == WarmUps)
            {
                await Task.Delay(Settled, time);
                grown.Begin();
            }
        }

        await Task.Delay(Settled, time);
        var table = grown.Report(
            WarmUps, Measure.Single($"changes that showed a picture within {LongestWait.TotalMilliseconds:0} ms", "%", 100.0 * pictures / _changes));
        await player.CallAsync(new StopRequest(_changes));
        await feed!.DisposeAsync();
        return table;
    }

    /// <summary>
    /// What is resident goes up and down over some changes: neighbouring samples are not independent, and an error that is
    /// computed as if they were is too small. So the line goes through the means of blocks.
    /// </summary>
    private static List<(double X, double Y)> Blocks(List<(double X, double Y)> samples) =>
        [.. samples.Chunk(Math.Max(1, samples.Count / BlockCount)).Take(BlockCount).Select(block => (block.Average(sample => sample.X), block.Average(sample => sample.Y)))];

    private static Table Report(string name, int warmUps, List<(double X, double Y)> blocks, Held before, Held after, params Measure[] more)
    {
        var line = Line.Through(blocks);
        return new(name,
        [
            .. more,
            .. blocks.Select(block => Measure.Single($"resident, mean around change {block.X:0}", "KiB", block.Y)),
            Measure.Single("slope of resident memory", "KiB per 100 changes", line.Slope * 100),
            Measure.Single("its standard error", "KiB per 100 changes", line.StandardError * 100),
            Measure.Single("slope less two standard errors", "KiB per 100 changes", (line.Slope - (2 * line.StandardError)) * 100, bar: 0),
            Measure.Single($"descriptors after {warmUps} changes", "", before.Descriptors),
            Measure.Single("descriptors more at the end", "", after.Descriptors - before.Descriptors, bar: 0),
            Measure.Single($"threads after {warmUps} changes", "", before.Threads),
            Measure.Single("threads more at the end", "", after.Threads - before.Threads, bar: 0),
        ]);
    }

    private static async Task<LiveStream> OpenAsync(Uri address, TimeProvider time)
    {
        var relay = new LiveRelay(new RelayOptions(), time, NullLogger<LiveRelay>.Instance);
        return await relay.OpenAsync(new RelaySource(address, [], SourceTrust.Lineup), CancellationToken.None) is LiveOpening live
            ? live.Stream
            : throw new InvalidOperationException($"{address} cannot be opened.");
    }

    /// <summary>Returns when it was told, or when it had its time: the next change comes before the picture then, as a person zaps on.</summary>
    private static async Task<bool> SawAsync<T>(Player player, Func<T, bool> wanted, TimeSpan patience, TimeProvider time)
        where T : PlayerEvent
    {
        try
        {
            await player.WaitForAsync(wanted, patience, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What became of a process over the run.</summary>
    private sealed class Grown(string name, int process)
    {
        private readonly List<(double X, double Y)> _resident = [];
        private Held? _before;

        public void Sample(int change) => _resident.Add((change, Usage.Of(process).Resident * 1e6 / 1024));

        /// <summary>After the first changes, at rest as at the end.</summary>
        public void Begin() => _before = Held.By(process);

        public Table Report(int warmUps, params Measure[] more) => Leak.Report(name, warmUps, Blocks(_resident), _before!, Held.By(process), more);
    }

    /// <summary>What a process has open and runs: proc(5).</summary>
    private sealed record Held(int Descriptors, int Threads)
    {
        /// <summary>.NET's pool makes and ends its workers as it sees fit.</summary>
        private const string PoolWorker = ".NET TP Worker";

        public static Held By(int process) => new(
            Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(),
            Directory.EnumerateDirectories($"/proc/{process}/task").Count(task => !Name(task).StartsWith(PoolWorker, StringComparison.Ordinal)));

        private static string Name(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                return PoolWorker;
            }
        }
    }
}
