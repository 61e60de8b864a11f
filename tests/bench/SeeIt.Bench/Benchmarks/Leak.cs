using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// Many changes of channel in one player, each as soon as the one before it showed a picture, or was given time to; and some in
/// one agent, of which each third one is HLS. After the first ones nothing may grow.
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

    /// <summary>The relay keeps a source open for three seconds.</summary>
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(5);

    private readonly int _changes = Math.Max(Choice.Runs(2000), WarmUps + (3 * SampleEvery));

    // The agent's heap and its pool of blocks come to rest after some 700 changes: a shorter run shows how they grow to that.
    private readonly int _agentsChanges = Math.Max(Choice.Runs(2500), AgentsWarmUps + (3 * SampleEvery));

    public string Name => "leak";

    public string What => $"{_changes} changes of channel in one player and {_agentsChanges} in one agent, memory read every {SampleEvery} after the first {WarmUps} and {AgentsWarmUps}";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        if (Choice.Takes("player"))
        {
            yield return await RunPlayerAsync(time);
        }

        if (Choice.Takes("agent"))
        {
            yield return await RunAgentAsync(time);
        }
    }

    private async Task<Table> RunAgentAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("key-1s"));
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        Uri[] channels = [home.Broadcaster.Channel(1), home.Broadcaster.Channel(2), home.Broadcaster.Hls(1)];
        await File.WriteAllLinesAsync(lineup, ["#EXTM3U", .. channels.SelectMany((address, index) => new[] { $"#EXTINF:-1 tvg-id=\"{index}.bench\",{index}", address.AbsoluteUri })]);
        await using var agent = home.StartPlainAgent(lineup, traced: false);
        await agent.ImportedAsync();
        await agent.PlayerAsync();

        var resident = new List<(double X, double Y)>();
        Held? before = null;
        for (var change = 1; change <= _agentsChanges; change++)
        {
            await agent.SeeItAsync($"{change % channels.Length}.bench", time.GetUtcNow());
            if (change >= AgentsWarmUps && change % SampleEvery == 0)
            {
                resident.Add((change, Usage.Of(agent.Process.Id).Resident * 1e6 / 1024));
            }

            if (change == AgentsWarmUps)
            {
                before = await HeldIdleAsync();
            }
        }

        return Report("agent", AgentsWarmUps, Blocks(resident), before!, await HeldIdleAsync());

        async Task<Held> HeldIdleAsync()
        {
            await agent.StopAsync();
            await Task.Delay(Left, time);
            return Held.By(agent.Process.Id);
        }
    }

    private async Task<Table> RunPlayerAsync(TimeProvider time)
    {
        await using var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync("key-1s"), tuners: 4);
        await using var display = await XvfbDisplay.StartAsync();
        await using var player = await Player.StartAsync(display);
        await using var first = await OpenAsync(broadcaster.Channel(1), time);
        await using var second = await OpenAsync(broadcaster.Channel(2), time);
        LiveStream[] streams = [first, second];

        var resident = new List<(double X, double Y)>();
        Held? before = null;
        LiveFeed? feed = null;
        var pictures = 0;
        for (var change = 1; change <= _changes; change++)
        {
            var last = feed;
            await player.CallAsync(new OpenRequest(change, new StreamInput(change)));
            feed = new LiveFeed(streams[change % streams.Length], await player.ConnectMediaAsync(change), ownsStream: false);
            if (last is not null)
            {
                await last.DisposeAsync();
            }

            pictures += await HasPictureAsync(player, change, time) ? 1 : 0;
            if (change >= WarmUps && change % SampleEvery == 0)
            {
                resident.Add((change, Usage.Of(player.Process.Id).Resident * 1e6 / 1024));
            }

            if (change == WarmUps)
            {
                await Task.Delay(Settled, time);
                before = Held.By(player.Process.Id);
            }
        }

        await Task.Delay(Settled, time);
        var after = Held.By(player.Process.Id);
        await player.CallAsync(new StopRequest(_changes));
        await feed!.DisposeAsync();
        return Report("player", WarmUps, Blocks(resident), before!, after,
            Measure.Single($"changes that showed a picture within {LongestWait.TotalMilliseconds:0} ms", "%", 100.0 * pictures / _changes));
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

    /// <summary>Returns when the session's first picture was shown, or when it had its time: the next change comes before the picture then, as a person zaps on.</summary>
    private static async Task<bool> HasPictureAsync(Player player, long session, TimeProvider time)
    {
        try
        {
            await player.WaitForAsync<FirstPictureEvent>(picture => picture.Session == session, LongestWait, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
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
