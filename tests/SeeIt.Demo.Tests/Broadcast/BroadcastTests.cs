using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using SeeIt.Demo.Tests.TransportStream;
using SeeIt.Demo.TransportStream;
using SeeIt.TestKit;

namespace SeeIt.Demo.Tests.Broadcast;

/// <summary>The real process, seen over HTTP, on clips of eight seconds.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private const int ClipSeconds = 8;
    private const long FrameTicks = 3_600;
    private readonly HttpClient _http = new();
    private Broadcaster _broadcaster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _broadcaster = await Broadcaster.StartAsync(ClipSeconds, tuners: 2);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _broadcaster.DisposeAsync();
    }

    [Fact]
    public async Task The_device_describes_itself_and_its_lineup()
    {
        using var device = JsonDocument.Parse(await _http.GetStringAsync(new Uri(_broadcaster.Address, "discover.json"), Cancellation));
        Assert.Equal(2, device.RootElement.GetProperty("TunerCount").GetInt32());

        using var lineup = JsonDocument.Parse(await _http.GetStringAsync(device.RootElement.GetProperty("LineupURL").GetString(), Cancellation));
        Assert.Equal(
            ["Garden TV", "Harbour One", "News Round"],
            lineup.RootElement.EnumerateArray().Select(entry => entry.GetProperty("GuideName").GetString()));
        Assert.Equal(_broadcaster.Channel(1).ToString(), lineup.RootElement[0].GetProperty("URL").GetString());
    }

    [Fact]
    public async Task The_playlist_names_the_guides_channels()
    {
        var playlist = await _http.GetStringAsync(_broadcaster.Lineup, Cancellation);
        Assert.Contains("tvg-id=\"garden.demo\" tvg-name=\"Garden TV\" tvg-chno=\"1\" group-title=\"Children\",Garden TV", playlist, StringComparison.Ordinal);
        Assert.Contains(_broadcaster.Guide.ToString(), playlist, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_loops_play_in_real_time_without_a_seam()
    {
        var clock = Stopwatch.StartNew();
        var stream = await ReadAsync(_broadcaster.Channel(1), TimeSpan.FromSeconds(2 * ClipSeconds));
        var elapsed = clock.Elapsed;

        var pictures = Continuity.Check(stream, FrameTicks);
        var aired = TimeSpan.FromSeconds((pictures[^1] - pictures[0]) / 90_000.0);
        Assert.InRange(aired.TotalSeconds, (2 * ClipSeconds) - 0.5, elapsed.TotalSeconds + 0.5);
        AssertTablesRepeat(stream, TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task All_viewers_see_the_same_clock()
    {
        var streams = await Task.WhenAll(
            ReadAsync(_broadcaster.Channel(3), TimeSpan.FromSeconds(3)),
            ReadAsync(_broadcaster.Channel(3), TimeSpan.FromSeconds(3)));

        var (one, other) = (streams[0], streams[1]);
        var common = Clock(one).Intersect(Clock(other)).Count();
        Assert.InRange(common, Clock(one).Count - 25, Clock(one).Count);
        var start = one.AsSpan().IndexOf(other.AsSpan(0, 20 * TsPacket.Size));
        var reverse = other.AsSpan().IndexOf(one.AsSpan(0, 20 * TsPacket.Size));
        Assert.True(start >= 0 || reverse >= 0, "Neither stream begins within the other.");
    }

    [Fact]
    public async Task A_viewer_joins_at_the_live_point()
    {
        var early = await ReadAsync(_broadcaster.Channel(1), TimeSpan.FromSeconds(1));
        var late = await ReadAsync(_broadcaster.Channel(1), TimeSpan.FromSeconds(1));
        Assert.True(Clock(late)[0] > Clock(early)[^1], "The second viewer got what was on before it came.");
    }

    [Fact]
    public async Task An_unknown_channel_is_not_found()
    {
        using var answer = await _http.GetAsync(_broadcaster.Channel(9), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_third_viewer_of_two_tuners_is_refused_until_one_leaves()
    {
        using var first = await OpenAsync(1);
        using (var second = await OpenAsync(2))
        {
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
            using var third = await OpenAsync(3);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
            Assert.Equal("805 All Tuners In Use", third.Headers.GetValues("X-HDHomeRun-Error").Single());
        }

        await Eventually.TrueAsync(
            async () =>
            {
                using var again = await OpenAsync(3);
                return again.StatusCode == HttpStatusCode.OK;
            },
            "a tuner is free again");
    }

    [Fact]
    public async Task The_hls_window_slides_over_one_unbroken_stream()
    {
        var stream = new MemoryStream();
        long? next = null;
        long taken = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var playlist = await _http.GetStringAsync(_broadcaster.Hls(1), Cancellation);
                Assert.DoesNotContain("DISCONTINUITY", playlist, StringComparison.Ordinal);
                var segments = playlist.Split('\n').Where(line => line.EndsWith(".ts", StringComparison.Ordinal)).ToList();
                Assert.InRange(segments.Count, 1, 6);
                foreach (var segment in segments)
                {
                    var number = long.Parse(segment[..^3], CultureInfo.InvariantCulture);
                    if (number >= (next ??= number))
                    {
                        Assert.Equal(next, number);
                        await stream.WriteAsync(await _http.GetByteArrayAsync(new Uri(_broadcaster.Hls(1), segment), Cancellation), Cancellation);
                        (next, taken) = (number + 1, taken + 1);
                    }
                }

                return taken >= 8;
            },
            "eight segments were on the playlist");

        var pictures = Continuity.Check(stream.ToArray(), FrameTicks);
        Assert.Equal(taken * 2 * 25, pictures.Count);
    }

    [Fact]
    public async Task A_segment_that_is_not_yet_on_the_air_is_not_found()
    {
        using var answer = await _http.GetAsync(new Uri(_broadcaster.Hls(1), "1000000.ts"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task It_ends_at_once_though_it_has_a_viewer()
    {
        using var viewer = await OpenAsync(1);
        _broadcaster.Process.Terminate();
        Assert.Equal(0, await _broadcaster.Process.WaitForExitAsync());
    }

    [Fact]
    public async Task A_missing_clip_is_named_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await TestProcess.RunAsync(Repository.Demo, ["broadcast", "--clips", folder.Path]);
        Assert.Equal(1, code);
        Assert.Contains(folder.File("garden.demo.ts"), output, StringComparison.Ordinal);
        Assert.Contains("make-clips.sh", output, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> OpenAsync(int number) =>
        _http.GetAsync(_broadcaster.Channel(number), HttpCompletionOption.ResponseHeadersRead, Cancellation);

    /// <summary>As many whole packets as have this much time between their clock references.</summary>
    private async Task<byte[]> ReadAsync(Uri address, TimeSpan airTime)
    {
        using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        var all = new MemoryStream();
        var packet = new byte[TsPacket.Size];
        long? first = null;
        while (true)
        {
            await stream.ReadExactlyAsync(packet, Cancellation);
            all.Write(packet);
            if (new TsPacket(packet).Pcr is { } clock && clock - (first ??= clock) >= airTime.TotalSeconds * TimeStamps.PcrFrequency)
            {
                return all.ToArray();
            }
        }
    }

    private static List<long> Clock(byte[] stream)
    {
        var clock = new List<long>();
        for (var offset = 0; offset < stream.Length; offset += TsPacket.Size)
        {
            if (new TsPacket(stream.AsSpan(offset, TsPacket.Size)).Pcr is { } ticks)
            {
                clock.Add(ticks);
            }
        }

        return clock;
    }

    private static void AssertTablesRepeat(byte[] stream, TimeSpan limit)
    {
        var seen = new Dictionary<int, long>();
        var now = Clock(stream)[0];
        for (var offset = 0; offset < stream.Length; offset += TsPacket.Size)
        {
            var packet = new TsPacket(stream.AsSpan(offset, TsPacket.Size));
            now = packet.Pcr ?? now;
            if (packet.Pid is 0 or 0x1000)
            {
                var gap = now - seen.GetValueOrDefault(packet.Pid, now);
                Assert.InRange(gap, 0, (long)(limit.TotalSeconds * TimeStamps.PcrFrequency));
                seen[packet.Pid] = now;
            }
        }

        Assert.Equal(2, seen.Count);
    }
}
