using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// See it, from the tap on the phone to done on the phone, with two channels in turn. "The agent calls play" is the moment
/// when it begins to tune: it opens the source, and asks the player to open once the source has answered.
/// </summary>
internal sealed class TapToPlay : IBenchmark
{
    private const int WarmUps = 3;
    private const int Runs = 20;
    private const double PlayBar = 20;
    private const double AgentBar = 5;

    /// <summary>Between done and the next tap: by then the source of the zap before that one, which lingers, is closed. So each zap is cold.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    public string Name => "tap-to-play";

    public string What => $"{Runs} See it commands on two channels in turn, after {WarmUps} that are not counted";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: true, time);
        await using var agent = home.StartAgent(traced: true);
        await agent.ConnectedAsync();
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        var channels = (await agent.ChannelsAsync()).Take(2).ToList();

        var legs = new Legs();
        for (var run = 0; run < WarmUps + Runs; run++)
        {
            await Task.Delay(Pause, time);
            var channel = channels[run % channels.Count];
            var taken = await SeeItAsync(home, agent, new AiringReference(channel.Id, time.GetUtcNow(), channel.OnNow ?? channel.Name));
            if (run >= WarmUps)
            {
                legs.Add(taken);
            }
        }

        yield return legs.Steps;
        yield return legs.Sums;
    }

    private static async Task<Moments> SeeItAsync(Home home, Agent agent, AiringReference airing)
    {
        var (sent, answered, id) = await home.Phone.TapAsync(home.TvId, new SeeItVerb(airing));
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
        return new Moments(
            sent,
            LogLine.Find(home.Hub.Process, sent, "Request starting").At,
            LogLine.Find(home.Hub.Process, sent, $"Command {id} of TV {home.TvId}: {Progress.Sent}").At,
            answered,
            LogLine.Find(agent.Process, sent, $"Command {id}: received").At,
            LogLine.Find(agent.Process, sent, $"Command {id}: {nameof(SeeItVerb)} accepted").At,
            LogLine.Find(home.Hub.Process, sent, $"Command {id} of TV {home.TvId}: {Progress.Accepted}").At,
            plays.At,
            (LogLine.TryFind(agent.Process, sent, "The source at") ?? plays).At,
            LogLine.Find(agent.Process, sent, "The player is asked to open").At,
            picture.At,
            picture.Milliseconds,
            LogLine.Find(agent.Process, sent, "The first picture of session").Milliseconds,
            done);
    }

    /// <summary>When each step of one command was taken.</summary>
    private sealed record Moments(
        DateTimeOffset Tapped,
        DateTimeOffset HubReceived,
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
        TimeSpan PlayersTime,
        DateTimeOffset Done)
    {
        /// <summary>
        /// From the command's receipt until the agent knows of the picture, less the source's answer, and less what is from the
        /// player's taking the request until it tells of the picture. To a millisecond or two: both count whole ones.
        /// </summary>
        public TimeSpan AgentsShare => Known - (SourceAnswered - Plays) - PlayersTime;
    }

    private sealed class Legs
    {
        private readonly List<(Measure Measure, Func<Moments, TimeSpan> Of)> _steps =
        [
            (new("phone taps -> hub receives the tap", "ms"), at => at.HubReceived - at.Tapped),
            (new("hub receives the tap -> it is on the hub's disk", "ms"), at => at.Stored - at.HubReceived),
            (new("on the hub's disk -> box receives the command", "ms"), at => at.BoxReceived - at.Stored),
            (new("box receives the command -> it is on the box's disk", "ms"), at => at.BoxAccepted - at.BoxReceived),
            (new("on the box's disk -> agent calls play (opens the source)", "ms"), at => at.Plays - at.BoxAccepted),
            (new("agent calls play -> the source's first bytes are there", "ms"), at => at.SourceAnswered - at.Plays),
            (new("the source's first bytes are there -> agent asks the player to open", "ms"), at => at.PlayerAsked - at.SourceAnswered),
            (new("player is asked to open -> first picture", "ms"), at => at.Picture - at.PlayerAsked),
            (new("first picture -> phone sees done", "ms"), at => at.Done - at.Picture),
        ];

        private readonly List<(Measure Measure, Func<Moments, TimeSpan> Of)> _sums =
        [
            (new("phone taps -> phone has the 202", "ms"), at => at.Answered - at.Tapped),
            (new("hub receives the tap -> box's acknowledgement is on the hub's disk", "ms"), at => at.Acknowledged - at.HubReceived),
            (new("agent's and socket's share: all but the source's answer and the player's time", "ms", AgentBar), at => at.AgentsShare),
            (new("box receives the command -> agent calls play", "ms"), at => at.Plays - at.BoxReceived),
            (new("hub receives the tap -> agent calls play (opens the source)", "ms", PlayBar), at => at.Plays - at.HubReceived),
            (new("hub receives the tap -> agent asks the player to open", "ms"), at => at.PlayerAsked - at.HubReceived),
            (new("hub receives the tap -> first picture", "ms"), at => at.Picture - at.HubReceived),
            (new("phone taps -> phone sees done", "ms"), at => at.Done - at.Tapped),
        ];

        public Table Steps => new("step", [.. _steps.Select(step => step.Measure)]);

        public Table Sums => new("sum", [.. _sums.Select(sum => sum.Measure)]);

        public void Add(Moments moments)
        {
            foreach (var (measure, of) in _steps.Concat(_sums))
            {
                measure.Add(of(moments));
            }
        }
    }
}
