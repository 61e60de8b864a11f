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
/// the picture. Both are in whole milliseconds. The lineup goes round the kinds of sources, so that the legs take turns.
/// </summary>
internal sealed class ChannelUp : IBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>From the standby's beginning to the tap: by then it shows what it decodes, of HLS too.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    private readonly int _runs = Choice.Runs(12);

    public string Name => "channel-up";

    public string What => $"{_runs} steps of each leg, in turns, to a channel that is kept ready, after once round the lineup that is not counted";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("key-1s"));
        await using var first = new UdpSender(home.Broadcaster.Channel(1));
        await using var second = new UdpSender(home.Broadcaster.Channel(2));
        var legs = new[]
        {
            new Leg("live TS", home.Broadcaster.Channel),
            new Leg("UDP", channel => channel == 1 ? first.Address : second.Address),
            new Leg("live HLS", home.Broadcaster.Hls),
        }.Where(leg => Choice.Takes(leg.Name)).ToList();
        if (legs.Count == 0)
        {
            yield break;
        }

        using var screen = new ScreenWatch(home.Screen, time);
        using var folder = new TemporaryFolder();
        var stations = Lineup(legs);
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(
            lineup, ["#EXTM3U", .. stations.SelectMany(station => new[] { $"#EXTINF:-1 tvg-id=\"{station.Id}\",{station.Id}", station.Address.OriginalString })]);

        await using var agent = home.StartPlainAgent(lineup, traced: true);
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        await agent.SeeItAsync(stations[^1].Id, time.GetUtcNow());
        for (var step = -stations.Count; step < _runs * legs.Count; step++)
        {
            var station = stations[(step + stations.Count) % stations.Count];
            var (tapped, at) = (time.GetTimestamp(), time.GetUtcNow());
            await agent.ChannelUpAsync();
            var motion = await screen.MotionAsync(tapped, station.Picture, Patience);
            await LogLine.WaitAsync(agent.Process, at, "is ready");
            if (step >= 0)
            {
                station.Leg.Add(agent, at, time.GetElapsedTime(tapped, motion.Begins));
            }

            await Task.Delay(Watched, time);
        }

        foreach (var leg in legs)
        {
            yield return leg.Table;
        }
    }

    /// <summary>Each leg in turn, and never the same picture twice in a row, round the end neither.</summary>
    private static List<Station> Lineup(List<Leg> legs) =>
        [.. Enumerable.Range(0, legs.Count % 2 == 0 ? legs.Count : 2 * legs.Count).Select(place => new Station(legs[place % legs.Count], 1 + (place % 2)))];

    /// <summary>A channel of the lineup.</summary>
    /// <param name="Leg">Whose.</param>
    /// <param name="Picture">Which of the broadcaster's channels it shows: 1 or 2.</param>
    private sealed record Station(Leg Leg, int Picture)
    {
        public string Id => $"{Leg.Name} {Picture}";

        public Uri Address => Leg.Address(Picture);
    }

    /// <summary>A kind of source, and what was measured of it.</summary>
    /// <param name="name">To choose it by, and in the table.</param>
    /// <param name="address">Of the broadcaster's channel 1 or 2.</param>
    private sealed class Leg(string name, Func<int, Uri> address)
    {
        private const double MotionBar = 100;
        private const double ShareBar = 5;

        private readonly Measure _kept = new("tap, an HTTP call -> the command is on the disk", "ms");
        private readonly Measure _asked = new("and from there -> the player is asked to show the standby", "ms");
        private readonly Measure _share = new("agent's and socket's share", "ms", ShareBar);
        private readonly Measure _motion = new("tap at the agent -> motion", "ms", MotionBar);

        public string Name => name;

        public Table Table => new(name, [_kept, _asked, _share, _motion]);

        public Uri Address(int channel) => address(channel);

        public void Add(Agent agent, DateTimeOffset tapped, TimeSpan motion)
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
}
