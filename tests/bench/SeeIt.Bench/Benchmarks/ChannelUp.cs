using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Screen;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// Channel up, through the agent as it is shipped: the next channel is kept ready on a standby, and a tap shows it. From the
/// tap at the agent's socket to motion on the screen, and the part of it that is the agent's and the player's socket's: from the
/// command's receipt until the agent knows of the picture, less the time from the player's taking the request until it tells of
/// the picture. Both are in whole milliseconds.
/// </summary>
internal sealed class ChannelUp : IBenchmark
{
    private const int WarmUps = 2;
    private const double MotionBar = 100;
    private const double ShareBar = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>From the standby's beginning to the tap: by then it shows what it decodes.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(2.5);

    private readonly int _runs = Choice.Runs(12);
    private readonly Measure _kept = new("tap, an HTTP call -> the command is on the disk", "ms");
    private readonly Measure _asked = new("and from there -> the player is asked to show the standby", "ms");
    private readonly Measure _share = new("agent's and socket's share", "ms", ShareBar);
    private readonly Measure _motion = new("tap at the agent -> motion", "ms", MotionBar);

    public string Name => "channel-up";

    public string What => $"{_runs} steps to a channel that is kept ready, after {WarmUps} that are not counted";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("key-1s"));
        using var screen = new ScreenWatch(home.Screen, time);
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(lineup,
        [
            "#EXTM3U",
            "#EXTINF:-1 tvg-id=\"1.bench\",One",
            home.Broadcaster.Channel(1).AbsoluteUri,
            "#EXTINF:-1 tvg-id=\"2.bench\",Two",
            home.Broadcaster.Channel(2).AbsoluteUri,
        ]);

        await using var agent = home.StartPlainAgent(lineup, traced: true);
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        await agent.SeeItAsync("2.bench", time.GetUtcNow());
        for (var run = -WarmUps; run < _runs; run++)
        {
            var channel = 1 + (Math.Abs(run) % 2);
            var (tapped, at) = (time.GetTimestamp(), time.GetUtcNow());
            await agent.ChannelUpAsync();
            var motion = await screen.MotionAsync(tapped, channel, Patience);
            await LogLine.WaitAsync(agent.Process, at, "is ready");
            if (run >= 0)
            {
                Add(agent, at, time.GetElapsedTime(tapped, motion.Begins));
            }

            await Task.Delay(Watched, time);
        }

        yield return new Table(Name, [_kept, _asked, _share, _motion]);
    }

    private void Add(Agent agent, DateTimeOffset tapped, TimeSpan motion)
    {
        var asked = LogLine.Find(agent.Process, tapped, "The player is asked to show").At;
        var known = LogLine.Find(agent.Process, tapped, "first picture after").Milliseconds;
        var shown = LogLine.Find(agent.Process, tapped, "The first picture of session").Milliseconds;
        var kept = LogLine.Find(agent.Process, tapped, "accepted.").At;
        _kept.Add(kept - tapped);
        _asked.Add(asked - kept);
        _share.Add(known - shown);
        _motion.Add(motion);
    }
}
