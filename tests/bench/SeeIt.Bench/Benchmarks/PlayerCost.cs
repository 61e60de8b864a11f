using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>What the player takes, and what relaying to it takes.</summary>
internal sealed class PlayerCost : IBenchmark
{
    private const double IdleMemoryBar = 45;
    private const double IdleCpuBar = 0.3;
    private const double StandbyMemoryBar = 60;
    private const double RelayCpuBar = 3;

    /// <summary>How long each state is left alone before it is measured, and how long CPU time is then counted.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public string Name => "player";

    public string What => $"resident memory after {Window.TotalSeconds} s in each state, CPU over the next {Window.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        yield return await MeasurePlayerAsync(time);
        yield return await MeasureRelayAsync(time);
    }

    private static async Task<Table> MeasurePlayerAsync(TimeProvider time)
    {
        await using var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync("key-1s"), tuners: 4);
        await using var viewer = await SeeItViewer.StartAsync("player", Readiness.Standby, time);
        var player = viewer.Player.Process.Id;

        var (idle, idleCpu) = await UsageAsync(player, time);
        var began = time.GetTimestamp();
        await viewer.TapAsync(broadcaster.Channel(1));
        await viewer.Screen.MotionAsync(began, 1, Eventually.DefaultTimeout);
        var (playing, playingCpu) = await UsageAsync(player, time);
        await viewer.ExpectAsync(broadcaster.Channel(2));
        var (withStandby, withStandbyCpu) = await UsageAsync(player, time);
        return new Table("player",
        [
            Measure.Single("idle: resident (VmRSS)", "MB", idle.Resident, IdleMemoryBar),
            Measure.Single("idle: of it its own (RssAnon)", "MB", idle.Anonymous),
            Measure.Single("idle: CPU of one core", "%", idleCpu, IdleCpuBar),
            Measure.Single("720p live TS: resident (VmRSS)", "MB", playing.Resident),
            Measure.Single("720p live TS: of it its own (RssAnon)", "MB", playing.Anonymous),
            Measure.Single("720p live TS: CPU of one core", "%", playingCpu),
            Measure.Single("a standby of 720p live TS adds: resident", "MB", withStandby.Resident - playing.Resident, StandbyMemoryBar),
            Measure.Single("a standby of 720p live TS adds: of it its own", "MB", withStandby.Anonymous - playing.Anonymous),
            Measure.Single("a standby of 720p live TS adds: CPU of one core", "%", withStandbyCpu - playingCpu),
        ]);
    }

    /// <summary>The agent as it is shipped, while it relays to a player that plays.</summary>
    private static async Task<Table> MeasureRelayAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time, await BenchClips.FolderAsync("20-mbit"));
        await using var agent = home.StartPlainAgent();
        await agent.ImportedAsync();
        await agent.PlayerAsync();
        var (idle, idleCpu) = await UsageAsync(agent.Process.Id, time);
        await agent.SeeItAsync((await agent.ChannelsAsync())[0].Id, time.GetUtcNow());
        var (relaying, relayingCpu) = await UsageAsync(agent.Process.Id, time);
        return new Table("agent that relays live TS of 20 Mbit/s",
        [
            Measure.Single("without a show: resident (VmRSS)", "MB", idle.Resident),
            Measure.Single("without a show: CPU of one core", "%", idleCpu),
            Measure.Single("relaying: resident (VmRSS)", "MB", relaying.Resident),
            Measure.Single("relaying: CPU of one core", "%", relayingCpu, RelayCpuBar),
        ]);
    }

    private static async Task<(Usage Usage, double Cpu)> UsageAsync(int process, TimeProvider time)
    {
        await Task.Delay(Window, time);
        var began = time.GetTimestamp();
        var before = Usage.Of(process);
        await Task.Delay(Window, time);
        var after = Usage.Of(process);
        return (after, after.ShareSince(before, time.GetElapsedTime(began)));
    }
}
