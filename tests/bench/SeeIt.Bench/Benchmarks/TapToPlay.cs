using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// See it, from the tap on the phone to done on the phone, of what is not kept ready. "The agent calls play" is the moment when
/// it begins to tune: it opens the source, and asks the player to open once the source has answered.
/// </summary>
internal sealed class TapToPlay : IBenchmark
{
    private const int WarmUps = 3;

    private const string Live = "live TS, cold";
    private const string Lingering = "live TS, open already";
    private const string Hls = "live HLS, cold";

    /// <summary>Between done and the next cold tap: by then the source of the zap before that one, which lingers, is closed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private readonly int _runs = Choice.Runs(20);

    public string Name => "tap-to-play";

    public string What => $"{_runs} See it commands of each leg, in turns, after {WarmUps} that are not counted; open already: back to a channel that was left at the tap before";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        var legs = new[] { new Leg(Live), new Leg(Lingering), new Leg(Hls) }.Where(leg => Choice.Takes(leg.Name)).ToDictionary(leg => leg.Name);
        if (legs.Count == 0)
        {
            yield break;
        }

        await using var home = await Home.BuildAsync(traced: true, time);
        using var folder = new TemporaryFolder();
        var lineup = folder.File("lineup.m3u");
        await File.WriteAllLinesAsync(lineup, ["#EXTM3U", .. Lines("ts", home.Broadcaster.Channel), .. Lines("hls", home.Broadcaster.Hls)]);
        await using var agent = home.StartAgent(traced: true, lineup: lineup);
        await agent.ConnectedAsync();
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        for (var run = -WarmUps; run < _runs; run++)
        {
            var (one, other) = run % 2 == 0 ? (1, 2) : (2, 1);
            if (legs.ContainsKey(Live) || legs.ContainsKey(Lingering))
            {
                await Task.Delay(Pause, time);
                await MeasureAsync(Live, $"ts{one}");
            }

            if (legs.ContainsKey(Lingering))
            {
                await SeeItAsync(home, agent, $"ts{other}", time);
                await MeasureAsync(Lingering, $"ts{one}");
            }

            if (legs.ContainsKey(Hls))
            {
                await Task.Delay(Pause, time);
                await MeasureAsync(Hls, $"hls{one}");
            }

            async Task MeasureAsync(string leg, string channel)
            {
                var taken = await SeeItAsync(home, agent, channel, time);
                if (taken.WasOpen != (leg == Lingering))
                {
                    throw new InvalidOperationException($"{leg}: the relay had {channel} {(taken.WasOpen ? "open" : "to open")}. The agent printed:\n{agent.Process.Output}");
                }

                if (run >= 0)
                {
                    legs.GetValueOrDefault(leg)?.Add(taken);
                }
            }
        }

        foreach (var leg in legs.Values)
        {
            yield return leg.Steps;
            yield return leg.Sums;
        }
    }

    private static IEnumerable<string> Lines(string kind, Func<int, Uri> address) =>
        from channel in Enumerable.Range(1, 2)
        from line in new[] { $"#EXTINF:-1 tvg-id=\"{kind}{channel}\",{kind}{channel}", address(channel).AbsoluteUri }
        select line;

    private static async Task<Moments> SeeItAsync(Home home, Agent agent, string channel, TimeProvider time)
    {
        var (sent, answered, id) = await home.Phone.TapAsync(home.TvId, new SeeItVerb(new AiringReference(channel, time.GetUtcNow(), channel)));
        var (end, done) = await home.Phone.EndAsync(id);
        if (end.Progress != Progress.Done)
        {
            throw new InvalidOperationException($"The command ended as {end.Progress}: {end.Detail} The agent printed:\n{agent.Process.Output}");
        }

        // Once these are printed, all that was logged before them is too.
        await LogLine.WaitAsync(home.Hub.Process, sent, $"Command {id} of TV {home.TvId}: {Progress.Done}");
        var picture = await LogLine.WaitAsync(agent.Process, sent, $"Command {id}: first picture");
        var plays = LogLine.Find(agent.Process, sent, "Opening ");

        // One that is still open from the zap before is not opened again.
        var opened = LogLine.TryFind(agent.Process, sent, "The source at");
        return new Moments(
            sent,
            LogLine.Find(home.Hub.Process, sent, $"Command {id} of TV {home.TvId}: {Progress.Sent}").At,
            answered,
            LogLine.Find(agent.Process, sent, $"Command {id}: received").At,
            LogLine.Find(agent.Process, sent, $"Command {id}: {nameof(SeeItVerb)} accepted").At,
            LogLine.Find(home.Hub.Process, sent, $"Command {id} of TV {home.TvId}: {Progress.Accepted}").At,
            plays.At,
            (opened ?? plays).At,
            LogLine.Find(agent.Process, sent, "The player is asked to open").At,
            picture.At,
            picture.Milliseconds,
            LogLine.Find(agent.Process, sent, "The first picture of session").At,
            LogLine.Find(agent.Process, sent, "The first picture of session").Milliseconds,
            Served(agent, sent, picture.At),
            done)
        { WasOpen = opened is null };
    }

    /// <summary>What the relay itself took for all that the player fetched by it until the picture.</summary>
    private static TimeSpan Served(Agent agent, DateTimeOffset since, DateTimeOffset until) => LogLine.FindAll(agent.Process, since, "Served to the player")
        .Where(line => line.At <= until)
        .Aggregate(TimeSpan.Zero, (sum, line) => sum + line.Microseconds);

    /// <summary>When each step of one command was taken.</summary>
    private sealed record Moments(
        DateTimeOffset Tapped,
        DateTimeOffset Stored,
        DateTimeOffset Answered,
        DateTimeOffset BoxReceived,
        DateTimeOffset BoxAccepted,
        DateTimeOffset Acknowledged,
        DateTimeOffset Plays,
        DateTimeOffset SourceAnswered,
        DateTimeOffset PlayerAsked,
        DateTimeOffset Picture,
        TimeSpan Known,
        DateTimeOffset Told,
        TimeSpan PlayersTime,
        TimeSpan Served,
        DateTimeOffset Done)
    {
        /// <summary>The relay did not have to open the source.</summary>
        public bool WasOpen { get; init; }

        /// <summary>
        /// From the command's receipt until the agent knows of the picture, less the source's answer, and less what is from the
        /// player's taking the request until it tells of the picture. Within that time the player of HLS fetches by the relay's
        /// proxy: of each request the agent's part counts, from its being read to the answer's head, or a playlist's end, being
        /// written, without the waits for the source. To a millisecond or two: both count whole ones.
        /// </summary>
        public TimeSpan AgentsShare => Known - (SourceAnswered - Plays) - PlayersTime + Served;
    }

    /// <summary>What was measured of one kind of zap.</summary>
    /// <param name="name">To choose it by, and in the tables.</param>
    private sealed class Leg(string name)
    {
        private const double PlayBar = 20;
        private const double AgentBar = 5;

        private readonly List<(Measure Measure, Func<Moments, TimeSpan> Of)> _steps =
        [
            (new("phone taps -> it is on the hub's disk", "ms"), at => at.Stored - at.Tapped),
            (new("on the hub's disk -> box receives the command", "ms"), at => at.BoxReceived - at.Stored),
            (new("box receives the command -> it is on the box's disk", "ms"), at => at.BoxAccepted - at.BoxReceived),
            (new("on the box's disk -> agent calls play (opens the source)", "ms"), at => at.Plays - at.BoxAccepted),
            (new("agent calls play -> the source's first bytes are there", "ms"), at => at.SourceAnswered - at.Plays),
            (new("the source's first bytes are there -> agent asks the player to open", "ms"), at => at.PlayerAsked - at.SourceAnswered),
            (new("player is asked to open -> first picture", "ms"), at => at.Picture - at.PlayerAsked),
            (new("of it: the relay's own time with what the player fetches by it", "ms"), at => at.Served),
            (new("of it: the socket and the wait for a processor, both ways", "ms"), at => at.Told - at.PlayerAsked - at.PlayersTime),
            (new("of it: the player has told the agent -> the flow knows", "ms"), at => at.Picture - at.Told),
            (new("first picture -> phone sees done", "ms"), at => at.Done - at.Picture),
        ];

        private readonly List<(Measure Measure, Func<Moments, TimeSpan> Of)> _sums =
        [
            (new("phone taps -> phone has the 202", "ms"), at => at.Answered - at.Tapped),
            (new("phone taps -> box's acknowledgement is on the hub's disk", "ms"), at => at.Acknowledged - at.Tapped),
            (new("agent's and socket's share: all but the source's answers and the player's time", "ms", AgentBar), at => at.AgentsShare),
            (new("box receives the command -> agent calls play", "ms"), at => at.Plays - at.BoxReceived),
            (new("phone taps -> agent calls play (opens the source)", "ms", PlayBar), at => at.Plays - at.Tapped),
            (new("phone taps -> agent asks the player to open", "ms"), at => at.PlayerAsked - at.Tapped),
            (new("phone taps -> first picture", "ms"), at => at.Picture - at.Tapped),
            (new("phone taps -> phone sees done", "ms"), at => at.Done - at.Tapped),
        ];

        public string Name => name;

        public Table Steps => new($"{name}: step", [.. _steps.Select(step => step.Measure)]);

        public Table Sums => new($"{name}: sum", [.. _sums.Select(sum => sum.Measure)]);

        public void Add(Moments moments)
        {
            foreach (var (measure, of) in _steps.Concat(_sums))
            {
                measure.Add(of(moments));
            }
        }
    }
}
