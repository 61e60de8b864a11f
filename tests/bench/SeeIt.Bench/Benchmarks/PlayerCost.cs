using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Zapping;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>What the player takes. Each run has a new one: what has played once holds more for the rest of its life.</summary>
internal sealed class PlayerCost : IBenchmark
{
    private const double IdleMemoryBar = 45;
    private const double IdleCpuBar = 0.3;
    private const double StandbyMemoryBar = 60;

    /// <inheritdoc cref="Usage.OverAsync"/>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    private readonly int _runs = Choice.Runs(12);
    private readonly Measure _idle = new("idle: resident (VmRSS)", "MB", IdleMemoryBar);
    private readonly Measure _idleOwn = new("idle: of it its own (RssAnon)", "MB");
    private readonly Measure _idleCpu = new("idle: CPU of one core", "%", IdleCpuBar);
    private readonly Measure _playing = new("720p live TS: resident (VmRSS)", "MB");
    private readonly Measure _playingOwn = new("720p live TS: of it its own (RssAnon)", "MB");
    private readonly Measure _playingCpu = new("720p live TS: CPU of one core", "%");
    private readonly Measure _standby = new("a standby of 720p live TS adds: resident", "MB", StandbyMemoryBar);
    private readonly Measure _standbyOwn = new("a standby of 720p live TS adds: of it its own", "MB");
    private readonly Measure _standbyCpu = new("a standby of 720p live TS adds: CPU of one core", "%");

    public string Name => "player";

    public string What =>
        $"{_runs} runs, each a new player that is idle, plays, and plays with a standby: {Window.TotalSeconds} s in each state before CPU is counted for {Window.TotalSeconds} s, and memory at their end; some 30 s a run";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync("key-1s"), tuners: 4);
        for (var run = 0; run < _runs; run++)
        {
            await MeasureAsync(broadcaster, time);
        }

        yield return new Table(Name, [_idle, _idleOwn, _idleCpu, _playing, _playingOwn, _playingCpu, _standby, _standbyOwn, _standbyCpu]);
    }

    private async Task MeasureAsync(Broadcaster broadcaster, TimeProvider time)
    {
        await using var viewer = await SeeItViewer.StartAsync("player", Readiness.Standby, time);
        var player = viewer.Player.Process.Id;

        var (idle, idleCpu) = await Usage.OverAsync(Window, player, time);
        _idle.Add(idle.Resident);
        _idleOwn.Add(idle.Anonymous);
        _idleCpu.Add(idleCpu);

        var began = time.GetTimestamp();
        await viewer.TapAsync(broadcaster.Channel(1));
        await viewer.Screen.MotionAsync(began, 1, Eventually.DefaultTimeout);
        var (playing, playingCpu) = await Usage.OverAsync(Window, player, time);
        _playing.Add(playing.Resident);
        _playingOwn.Add(playing.Anonymous);
        _playingCpu.Add(playingCpu);

        await viewer.ExpectAsync(broadcaster.Channel(2));
        var (withStandby, withStandbyCpu) = await Usage.OverAsync(Window, player, time);
        _standby.Add(withStandby.Resident - playing.Resident);
        _standbyOwn.Add(withStandby.Anonymous - playing.Anonymous);
        _standbyCpu.Add(withStandbyCpu - playingCpu);
    }
}
