using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>What the player takes.</summary>
internal sealed class PlayerCost : IBenchmark
{
    private const double IdleMemoryBar = 45;
    private const double IdleCpuBar = 0.3;
    private const double StandbyMemoryBar = 60;

    /// <inheritdoc cref="Usage.OverAsync"/>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public string Name => "player";

    public string What => $"resident memory after {Window.TotalSeconds} s in each state, CPU over the next {Window.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        yield return await MeasurePlayerAsync(time);
    }

    private static async Task<Table> MeasurePlayerAsync(TimeProvider time)
    {
        await using var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync("key-1s"), tuners: 4);
        await using var viewer = await SeeItViewer.StartAsync("player", Readiness.Standby, time);
        var player = viewer.Player.Process.Id;

        var (idle, idleCpu) = await Usage.OverAsync(Window, player, time);
        var began = time.GetTimestamp();
        await viewer.TapAsync(broadcaster.Channel(1));
        await viewer.Screen.MotionAsync(began, 1, Eventually.DefaultTimeout);
        var (playing, playingCpu) = await Usage.OverAsync(Window, player, time);
        await viewer.ExpectAsync(broadcaster.Channel(2));
        var (withStandby, withStandbyCpu) = await Usage.OverAsync(Window, player, time);
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
}
