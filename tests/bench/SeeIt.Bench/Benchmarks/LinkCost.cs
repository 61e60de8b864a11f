using System.Globalization;
using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Contracts.Hub;

namespace SeeIt.Bench.Benchmarks;

/// <summary>
/// The link by the hub, with TLS and simulated boxes: from a command to its acknowledgement, with the disk in between; all
/// boxes back after the hub was away; what an idle link holds.
/// </summary>
internal sealed class LinkCost : IBenchmark
{
    private const int Boxes = 200;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    /// <summary>Kestrel closes the connections that tokens and negotiations came by once they were idle for 130 s.</summary>
    private static readonly TimeSpan Idling = TimeSpan.FromSeconds(150);

    /// <summary>As the agent: drawn evenly up to a bound that doubles from 1 s to 4 s.</summary>
    private static readonly double[] Bounds = [1, 2, 4];

    public string Name => "link";

    public string What => $"command -> acknowledgement, {Boxes} boxes after a restart of the hub, idle links; all with TLS on loopback";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        if (Choice.Takes("acknowledgement"))
        {
            yield return await AcknowledgeAsync(time);
        }

        if (Choice.Takes("restart"))
        {
            yield return await RestartAsync(time);
        }

        if (Choice.Takes("idle"))
        {
            yield return await IdleAsync(time);
        }
    }

    private static async Task<Table> AcknowledgeAsync(TimeProvider time)
    {
        await using var hub = await Hub.StartAsync(traced: false, secure: true);
        await using var phone = await Phone.SignInAsync(hub.Address, time);
        using var http = SimulatedBox.NewHttp(hub.Address);
        await using var box = new SimulatedBox(hub.Address, http, time);
        await box.PairAsync(phone);
        await box.ConnectAsync();

        var fsync = new Measure("write and fsync of 4 KiB on the same disk", "ms");
        var whole = new Measure("phone asks -> the hub has stored the box's acknowledgement", "ms", 5);
        var arrival = new Measure("phone asks -> the box has the command", "ms");
        var report = new Measure("box acknowledges -> stored", "ms");
        List<double> all = [];
        var runs = Choice.Runs(1_000);
        for (var run = -20; run < runs; run++)
        {
            var began = time.GetTimestamp();
            var tap = phone.TapAsync(box.Id, new SetVolumeVerb((run + 20) % 100));
            var command = await box.CommandAsync();
            var arrived = time.GetTimestamp();
            await box.ReportAsync(command.Id, Progress.Accepted);
            var stored = time.GetTimestamp();
            await tap;
            await box.ReportAsync(command.Id, Progress.Done);
            if (run >= 0)
            {
                whole.Add(time.GetElapsedTime(began, stored));
                arrival.Add(time.GetElapsedTime(began, arrived));
                report.Add(time.GetElapsedTime(arrived, stored));
                all.Add(time.GetElapsedTime(began, stored).TotalMilliseconds);
            }
        }

        MeasureDisk(hub.Folder, fsync, time);
        all.Sort();
        var p99 = Measure.Single("the same, 99th percentile", "ms", all[Math.Max(0, (int)Math.Ceiling(all.Count * 0.99) - 1)], 25);
        return new Table("link: acknowledgement", [whole, p99, arrival, report, fsync]);
    }

    private static void MeasureDisk(string folder, Measure fsync, TimeProvider time)
    {
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        for (var run = 0; run < 200; run++)
        {
            var began = time.GetTimestamp();
            file.Write(block);
            file.Flush(flushToDisk: true);
            fsync.Add(time.GetElapsedTime(began));
        }
    }

    private static async Task<Table> RestartAsync(TimeProvider time)
    {
        await using var hub = await Hub.StartAsync(traced: false, secure: true);
        var phone = await Phone.SignInAsync(hub.Address, time);
        using var http = SimulatedBox.NewHttp(hub.Address);
        var boxes = await PairAsync(Boxes, hub, http, phone, time);
        await phone.DisposeAsync();
        await Task.WhenAll(boxes.Select(box => DialAsync(box, time)));
        var first = new Measure("hub listens -> the first box is back", "ms");
        var half = new Measure("hub listens -> half of them", "ms");
        var last = new Measure($"hub listens -> all of {Boxes}", "ms", 10_000, BarIsForP95: true);
        for (var run = Choice.Runs(20); run > 0; run--)
        {
            await hub.KillAsync();
            var back = boxes.Select(box => BackAsync(box, time)).ToList();
            await Task.Delay(Away, time);
            await hub.StartAgainAsync();
            var listens = time.GetTimestamp();
            var times = (await Task.WhenAll(back)).Select(at => time.GetElapsedTime(listens, at)).Order().ToList();
            first.Add(times[0]);
            half.Add(times[Boxes / 2]);
            last.Add(times[^1]);
        }

        foreach (var box in boxes)
        {
            await box.DisposeAsync();
        }

        return new Table("link: restart", [first, half, last]);
    }

    private static async Task<Table> IdleAsync(TimeProvider time)
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("BENCH_BOXES") is { Length: > 0 } text ? text : "5000", CultureInfo.InvariantCulture);
        await using var hub = await Hub.StartAsync(traced: false, secure: true, ("LinksPerSecond", "100000"), ("AccessTokenSeconds", "3600"));
        var phone = await Phone.SignInAsync(hub.Address, time);
        using var http = SimulatedBox.NewHttp(hub.Address);
        var boxes = await PairAsync(count, hub, http, phone, time);
        await phone.DisposeAsync();

        // What pairing needed is not the links': the hub begins anew.
        await hub.KillAsync();
        await hub.StartAgainAsync();
        await Task.Delay(Settling, time);
        var before = Usage.Of(hub.Process.Id).Resident;
        var began = time.GetTimestamp();
        foreach (var some in boxes.Chunk(50))
        {
            await Task.WhenAll(some.Select(box => DialAsync(box, time)));
        }

        var linked = time.GetElapsedTime(began);
        await Task.Delay(Idling, time);
        var (after, cpu) = await Usage.OverAsync(Settling, hub.Process.Id, time);
        var table = new Table("link: idle",
        [
            Measure.Single($"resident a link, of {count}", "KB", (after.Resident - before) * 1_000 / count, 80),
            Measure.Single("resident without a link", "MB", before),
            Measure.Single("resident with all", "MB", after.Resident),
            Measure.Single("links made in a second, with their tokens", "", count / linked.TotalSeconds),
            Measure.Single("idle: of a core", "%", cpu),
        ]);
        await Task.WhenAll(boxes.Select(box => box.DisposeAsync().AsTask()));
        return table;
    }

    private static async Task<List<SimulatedBox>> PairAsync(int count, Hub hub, HttpClient http, Phone phone, TimeProvider time)
    {
        List<SimulatedBox> boxes = [];
        while (boxes.Count < count)
        {
            var box = new SimulatedBox(hub.Address, http, time);
            await box.PairAsync(phone);
            boxes.Add(box);
        }

        return boxes;
    }

    /// <summary>Returns when its link, which is about to break, is back.</summary>
    private static async Task<long> BackAsync(SimulatedBox box, TimeProvider time)
    {
        await box.Closed;
        return await DialAsync(box, time);
    }

    private static async Task<long> DialAsync(SimulatedBox box, TimeProvider time)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await box.HangUpAsync();
                await box.ConnectAsync();
                return time.GetTimestamp();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException)
            {
                var after = exception.Message.Contains("503", StringComparison.Ordinal) ? TimeSpan.FromSeconds(Random.Shared.Next(1, 5)) : TimeSpan.Zero;
                await Task.Delay(after + TimeSpan.FromSeconds(Bounds[Math.Min(failures, Bounds.Length - 1)] * Random.Shared.NextDouble()), time);
            }
        }
    }
}
