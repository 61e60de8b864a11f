using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>Taps, faults and restarts in an order that a seed decides, and the history of what came of them.</summary>
public sealed partial class RandomRun(Home home, Phone phone, int seed, TimeSpan length)
{
    private static readonly string[] Channels = ["garden.demo", "harbour.demo", "news.demo"];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly Random _random = new(seed);
    private readonly List<TestProcess> _agents = [home.Agent!];
    private readonly List<TakenCommand> _taken = [];
    private readonly List<SeenProgress> _seen = [];
    private readonly List<SeenStatus> _statuses = [];
    private readonly List<HeldResources> _held = [];
    private readonly Dictionary<Guid, StartedCommand> _firstStarts = [];
    private readonly Dictionary<Guid, Viewing> _viewings = [];
    private readonly Dictionary<string, int> _actions = [];

    /// <summary>How often each thing was done, for people.</summary>
    public string Summary => string.Join(", ", _actions.OrderBy(action => action.Key).Select(action => $"{action.Value} {action.Key}"));

    private TimeSpan Now => _time.GetElapsedTime(_began);

    public async Task<LinkHistory> RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(ended.Token);
        while (Now < length)
        {
            await ActAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 600)), _time);
        }

        home.Link.Fault = NetworkFault.None;
        home.Link.Delay = TimeSpan.Zero;
        await phone.WaitForTvOnlineAsync();
        await SendAsync(new StopVerb());
        try
        {
            await Eventually.TrueAsync(
                () => Table().All(command => command.Progress.IsTerminal()) && BoxViewings().SequenceEqual(HubViewings()), "all is told", Settling);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}{Untold()}", exception);
        }

        await ended.CancelAsync();
        await watching;
        await LookAsync();
        return new LinkHistory
        {
            Taken = _taken,
            Seen = _seen,
            Started = Started(),
            Table = Table(),
            Statuses = _statuses,
            BoxViewings = BoxViewings(),
            HubViewings = HubViewings(),
            Held = _held,
        };
    }

    private string Untold() => string.Join('\n', [
        .. Table().Where(command => !command.Progress.IsTerminal()).Select(command => $"\nOpen: {command}"),
        .. BoxViewings().Except(HubViewings()).Select(viewing => $"\nOnly on the box: {viewing}"),
        .. HubViewings().Except(BoxViewings()).Select(viewing => $"\nOnly at the hub: {viewing}"),
        .. home.Agent!.Lines.TakeLast(40),
    ]);

    private Task ActAsync() => _random.Next(100) switch
    {
        < 26 => SendAsync(new SeeItVerb(new AiringReference(Channels[_random.Next(Channels.Length)], DateTimeOffset.UnixEpoch, "Anything"))),
        < 42 => SendAsync(new SetVolumeVerb(_random.Next(101))),
        < 48 => SendAsync(new SetMutedVerb(_random.Next(2) == 0)),
        < 54 => SendAsync(new PauseVerb()),
        < 60 => SendAsync(new ResumeVerb()),
        < 64 => SendAsync(new StopVerb()),
        < 70 => Did("resets", () => home.Link.Reset()),
        < 74 => Did("cuts in a message", () => home.Link.ResetAfter(_random.Next(1, 2_000))),
        < 78 => FaultAsync("silences", NetworkFault.Silent),
        < 82 => FaultAsync("silences of the hub", NetworkFault.SilentFromServer),
        < 86 => FaultAsync("silences of the box", NetworkFault.SilentFromClient),
        < 90 => FaultAsync("refusals", NetworkFault.Refusing),
        < 92 => Did("delays", () => home.Link.Delay = TimeSpan.FromMilliseconds(_random.Next(0, 300))),
        < 95 => RestartAgentAsync(),
        < 97 => RestartHubAsync("hub kills", hub => hub.Kill()),
        < 98 => RestartHubAsync("hub stops", hub => hub.Terminate()),
        _ => KillPlayerAsync(),
    };

    private async Task SendAsync(Verb verb)
    {
        var at = Now;
        try
        {
            using var answer = await phone.TrySendAsync(verb);
            if (answer.IsSuccessStatusCode)
            {
                var view = await Phone.ReadCommandAsync(answer);
                lock (_seen)
                {
                    _taken.Add(new TakenCommand(view.Id, at, verb.TimeToLive, verb is SeeItVerb));
                    _seen.Add(new SeenProgress(view.Id, view.Progress));
                }

                Count("commands");
            }
            else
            {
                Count($"refused with {(int)answer.StatusCode}");
            }
        }
        catch (HttpRequestException)
        {
            // The hub is not there; what it may have taken is in its table.
            Count("commands without an answer");
        }
    }

    private Task Did(string name, Action action)
    {
        Count(name);
        action();
        return Task.CompletedTask;
    }

    private async Task FaultAsync(string name, NetworkFault fault)
    {
        Count(name);
        home.Link.Fault = fault;
        for (var more = _random.Next(1, 6); more > 0; more--)
        {
            await SendAsync(new SetVolumeVerb(_random.Next(101)));
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 900)), _time);
        }

        if (_random.Next(2) == 0)
        {
            home.Link.Reset();
        }

        home.Link.Fault = NetworkFault.None;
    }

    private async Task RestartAgentAsync()
    {
        Count("agent kills");
        home.Agent!.Kill();
        await home.Agent.WaitForExitAsync();
        home.StartAgent();
        _agents.Add(home.Agent!);
    }

    private async Task RestartHubAsync(string name, Action<TestProcess> end)
    {
        Count(name);
        end(home.Hub!);
        await home.Hub!.WaitForExitAsync();
        await home.Hub.DisposeAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 2_000)), _time);
        await home.StartHubAsync();
    }

    private Task KillPlayerAsync()
    {
        Count("player kills");
        if (ProcessTable.Find(home.Agent!.Id, "seeit-player") is { } player)
        {
            Signals.Send(player, Signals.Kill);
        }

        return Task.CompletedTask;
    }

    private async Task WatchAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await LookAsync();
            await Task.Delay(LookEvery, _time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        Started();
        BoxViewings();
        Hold("agent", home.Agent!);
        Hold("hub", home.Hub!);
        List<Guid> open;
        lock (_seen)
        {
            open = [.. _seen.GroupBy(seen => seen.Id).Where(command => !command.Last().Progress.IsTerminal()).Select(command => command.Key)];
        }

        try
        {
            if ((await phone.TvAsync()).Status is { } status)
            {
                _statuses.Add(new SeenStatus(status.BootId, status.Sequence));
            }

            foreach (var id in open)
            {
                if (await phone.CommandAsync(id) is { } view)
                {
                    lock (_seen)
                    {
                        _seen.Add(new SeenProgress(id, view.Progress));
                    }
                }
            }
        }
        catch (HttpRequestException)
        {
            // The hub is not there.
        }
    }

    private void Hold(string name, TestProcess process)
    {
        try
        {
            var resident = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
            _held.Add(new HeldResources(
                $"{name} {process.Id}", Now, long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture),
                Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length));
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // It has just ended.
        }
    }

    /// <summary>By the agents' logs. A command that is there twice is there twice.</summary>
    private List<StartedCommand> Started()
    {
        List<StartedCommand> all = [];
        lock (_firstStarts)
        {
            foreach (var match in _agents.ToList().SelectMany(agent => agent.Lines).Select(line => Accepted().Match(line)).Where(match => match.Success))
            {
                var id = Guid.Parse(match.Groups["id"].Value);
                if (!_firstStarts.TryGetValue(id, out var first))
                {
                    _firstStarts[id] = first = new StartedCommand(id, Now);
                }

                all.Add(first);
            }
        }

        return all;
    }

    private List<KeptCommand> Table() => Read(
        Path.Combine(home.HubFolder, "commands.db"), "SELECT id, sequence, progress FROM command",
        row => new KeptCommand(Guid.Parse(row.GetString(0)), row.GetInt64(1), (Progress)row.GetInt32(2)));

    private List<Viewing> HubViewings() => Read(
        Path.Combine(home.HubFolder, "commands.db"), "SELECT id, command, channel, title, requested_by, started, ended, outcome FROM viewing ORDER BY id",
        row => Viewing(row, (ViewingOutcome)row.GetInt32(7)));

    /// <summary>All that there were: the box forgets old ones that the hub has confirmed.</summary>
    private List<Viewing> BoxViewings()
    {
        lock (_viewings)
        {
            KeptViewings().ForEach(viewing => _viewings[viewing.Id] = viewing);
            return [.. _viewings.Values.OrderBy(viewing => viewing.Id.ToString(), StringComparer.Ordinal)];
        }
    }

    private List<Viewing> KeptViewings() => Read(
        Path.Combine(home.StateFolder, "state.db"),
        "SELECT uid, command, channel_id, title, requester, started, ended, outcome FROM viewing_session WHERE ended IS NOT NULL ORDER BY uid",
        row => Viewing(row, Enum.Parse<ViewingOutcome>(row.GetString(7), ignoreCase: true)));

    private static Viewing Viewing(SqliteDataReader row, ViewingOutcome outcome) => new(
        Guid.Parse(row.GetString(0)), Guid.Parse(row.GetString(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), outcome);

    private static List<T> Read<T>(string file, string sql, Func<SqliteDataReader, T> read)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        using var select = database.CreateCommand();
        select.CommandText = sql;
        using var rows = select.ExecuteReader();
        List<T> all = [];
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private void Count(string action) => _actions[action] = _actions.GetValueOrDefault(action) + 1;

    [GeneratedRegex("Command (?<id>[0-9a-f-]{36}): \\w+ accepted\\.")]
    private static partial Regex Accepted();
}
