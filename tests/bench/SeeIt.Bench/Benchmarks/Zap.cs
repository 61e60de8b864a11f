using SeeIt.Bench.Report;
using SeeIt.Bench.Screen;
using SeeIt.Bench.Zapping;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// From the tap to the picture, and to motion, beside mpv and cvlc on the same local streams. Each run is a zap: a channel
/// plays, and the other one is asked for. The legs take turns run by run, and tap at the same moments between two key frames.
/// </summary>
internal sealed class Zap : IBenchmark
{
    private const int WarmUps = 1;
    private const double OpenBar = 350;
    private const double StandbyBar = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _runs = Choice.Runs(12);

    public string Name => "zap";

    public string What => $"{_runs} zaps of each leg, in turns, after {WarmUps} that is not counted; outputs: X11 without GL, no sound; Infinity: no motion within {Patience.TotalSeconds} s";

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        foreach (var source in ZapSource.All)
        {
            if (await MeasureAsync(source, time) is { } table)
            {
                yield return table;
            }
        }
    }

    private static IEnumerable<(string Name, double? Bar, Func<Task<Viewer>> StartAsync)> Viewers(ZapSource source, TimeProvider time)
    {
        yield return ("mpv", null, () => MpvViewer.StartAsync(time));
        yield return ("cvlc", null, () => CvlcViewer.StartAsync(time));
        yield return ("cold", null, async () => await SeeItViewer.StartAsync("cold", Readiness.Cold, time));
        yield return ("standby", StandbyBar, async () => await SeeItViewer.StartAsync("standby", Readiness.Standby, time));
        if (source.IsJoinedLive)
        {
            yield return ("open", OpenBar, async () => await SeeItViewer.StartAsync("open", Readiness.Open, time));
        }
    }

    private async Task<Table?> MeasureAsync(ZapSource source, TimeProvider time)
    {
        var legs = new List<ZapLeg>();
        try
        {
            foreach (var viewer in Viewers(source, time).Where(viewer => Choice.Takes($"{source.Name}/{viewer.Name}")))
            {
                legs.Add(new ZapLeg(await viewer.StartAsync(), viewer.Bar));
            }

            if (legs.Count == 0)
            {
                return null;
            }

            await RunLegsAsync(source, legs, time);
            return new Table(source.Title, [.. legs.SelectMany(leg => leg.Measures), .. Ratio(legs, source.RatioBar)]);
        }
        finally
        {
            foreach (var leg in legs)
            {
                await leg.Viewer.DisposeAsync();
            }
        }
    }

    private async Task RunLegsAsync(ZapSource source, List<ZapLeg> legs, TimeProvider time)
    {
        await using var air = await source.BroadcastAsync();
        var every = TimeSpan.FromSeconds(source.KeyFramesEvery);
        await using var first = new KeyFrameClock(air.Stream(1), every, time);
        await using var second = new KeyFrameClock(air.Stream(2), every, time);
        KeyFrameClock[] clocks = [first, second];
        for (var run = -WarmUps; run < _runs; run++)
        {
            var channel = 1 + (Math.Abs(run) % 2);
            var phase = (Math.Max(run, 0) + 0.5) / _runs;
            foreach (var leg in legs)
            {
                var zap = new OneZap(air.Address(3 - channel), air.Address(channel), channel);
                await RunAsync(leg, zap, clocks[channel - 1], phase, counted: run >= 0, source.IsJoinedLive, time);
            }
        }
    }

    private static async Task RunAsync(ZapLeg leg, OneZap zap, KeyFrameClock clock, double phase, bool counted, bool isJoined, TimeProvider time)
    {
        var viewer = leg.Viewer;
        Motion? motion = null;
        var tapped = time.GetTimestamp();
        try
        {
            if (!viewer.IsCold)
            {
                await viewer.TapAsync(zap.Before);
                await viewer.Screen.MotionAsync(tapped, 3 - zap.Channel, Patience);
            }

            await viewer.ExpectAsync(zap.Next);
            await clock.WaitForAsync(phase);
            tapped = time.GetTimestamp();
            await viewer.TapAsync(zap.Next);
            motion = await viewer.Screen.MotionAsync(tapped, zap.Channel, Patience);
        }
        catch (TimeoutException exception)
        {
            await Console.Error.WriteLineAsync($"{viewer.Name}: {exception.Message}");
        }

        await viewer.RestAsync();
        if (counted)
        {
            leg.Add(tapped, motion, isJoined && viewer.JoinsLive ? await clock.NextAfterAsync(tapped) : null, time);
        }
    }

    private static IEnumerable<Measure> Ratio(List<ZapLeg> legs, double bar)
    {
        if (legs.Find(leg => leg.Viewer is MpvViewer) is { } mpv && legs.Find(leg => leg.Viewer is SeeItViewer { Readiness: Readiness.Cold }) is { } cold)
        {
            yield return Measure.Single("cold / mpv, medians of motion", "times", cold.Motion.Median / mpv.Motion.Median, bar);
        }
    }

    /// <param name="Before">What plays before the tap.</param>
    /// <param name="Next">What is tapped.</param>
    /// <param name="Channel">1 or 2: the tapped one.</param>
    private sealed record OneZap(Uri Before, Uri Next, int Channel);
}
