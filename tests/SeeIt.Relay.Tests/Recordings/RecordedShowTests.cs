using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Recordings;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Recordings;

public sealed class RecordedShowTests : IDisposable
{
    private const int Video = TsUnits.Video;

    /// <summary>PAT, PMT, and then for each second of the show a clock, a key frame and nine other packets.</summary>
    private const int SecondSize = 11 * TsPacket.Size;

    private readonly TempFolder _folder = new();
    private readonly byte[] _tables = TsMaker.Programs(Video);

    private string File => Path.Combine(_folder.Path, "show.ts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_played_from_its_beginning_to_its_end()
    {
        byte[] bytes = [.. _tables, .. Seconds(0, 5)];
        await System.IO.File.WriteAllBytesAsync(File, [.. bytes, .. bytes[..100]], TestContext.Current.CancellationToken);
        var show = await OpenAsync();
        Assert.False(show.IsGrowing);
        using var viewer = new ViewerStream();
        Assert.Equal(ViewerEnd.StreamEnded, await show.PumpAsync(viewer, default, Wait.Limit));
        Assert.Equal((byte[])[.. _tables, .. bytes], viewer.Received);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0)]
    [InlineData(3, 3)]
    [InlineData(3.7, 3)]
    [InlineData(1000, 9)]
    public async Task It_begins_at_the_last_key_frame_before_a_time(double at, int second)
    {
        await WriteAsync(0, 10);
        var show = await OpenAsync();
        var (place, length) = await show.FindAsync(TimeSpan.FromSeconds(at), Wait.Limit);
        Assert.Equal(TimeSpan.FromSeconds(second), place.Time);
        Assert.Equal(TimeSpan.FromSeconds(9), length);
        using var viewer = new ViewerStream();
        await show.PumpAsync(viewer, place, Wait.Limit);
        Assert.Equal(_tables, viewer.Received[.._tables.Length]);
        Assert.Equal((10 - second) * SecondSize, viewer.Received.Length - _tables.Length - (second == 0 ? _tables.Length : -TsPacket.Size));
    }

    /// <summary>The source began anew, or went on after a while: what was recorded is what counts.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7200)]
    public async Task Times_go_on_over_a_jump_of_the_clock(int secondPart)
    {
        await System.IO.File.WriteAllBytesAsync(
            File, [.. _tables, .. Seconds(100, 10), .. _tables, .. Seconds(secondPart, 10)], TestContext.Current.CancellationToken);
        var (place, length) = await (await OpenAsync()).FindAsync(TimeSpan.FromSeconds(13), Wait.Limit);
        Assert.Equal(TimeSpan.FromSeconds(18), length);
        Assert.Equal(TimeSpan.FromSeconds(13), place.Time);
        Assert.Equal((2 * _tables.Length) + (14 * SecondSize) + TsPacket.Size, place.Position);
    }

    [Fact]
    public void Places_are_found_at_the_packets_and_in_order_whatever_the_clocks_say() =>
        Gen.Int[0, 100].Array[1, 60].Sample(seconds =>
        {
            List<RecordedPlace> found = [];
            byte[] bytes = [.. _tables, .. seconds.SelectMany(second => Seconds(second, 1))];
            var finder = new PlaceFinder(program: null);
            finder.Feed(bytes, 0, found);
            Assert.All(found, place => Assert.Equal(0, (place.Position - _tables.Length - TsPacket.Size) % SecondSize));
            Assert.Equal(found.OrderBy(place => place.Position), found);
            Assert.Equal(found.OrderBy(place => place.Time), found);
            Assert.InRange(finder.Time, TimeSpan.Zero, TimeSpan.FromSeconds(seconds.Length));
        });

    [Fact]
    public async Task What_the_index_does_not_have_is_found_in_the_recording()
    {
        await WriteAsync(0, 10);
        var show = await OpenAsync();
        var without = await show.FindAsync(TimeSpan.FromSeconds(8), Wait.Limit);
        List<RecordedPlace> places = [];
        new PlaceFinder(null).Feed(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken), 0, places);
        foreach (var known in new[] { 1, 4, places.Count })
        {
            // Torn by a power cut.
            byte[] index = [.. PlaceIndex.ToBytes(places[..known]), 1, 2, 3];
            await System.IO.File.WriteAllBytesAsync(PlaceIndex.PathOf(File), index, TestContext.Current.CancellationToken);
            Assert.Equal(without, await show.FindAsync(TimeSpan.FromSeconds(8), Wait.Limit));
        }
    }

    [Fact]
    public async Task What_was_found_is_kept_for_the_next_time()
    {
        await WriteAsync(0, 10);
        Assert.Equal((TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9)), await FindAsync(await OpenAsync(), 8));
        var places = PlaceIndex.Read(File, long.MaxValue);
        Assert.Equal(10, places.Count);

        // A second without key frame, in its place: only who does not read it again finds one there.
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        bytes.AsSpan((int)places[4].Position, TsPacket.Size).Fill(0xFF);
        await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)), await FindAsync(await OpenAsync(), 4));
    }

    /// <summary>Ten times as large as what is read in one go; the clock says that each look at it takes a second.</summary>
    [Fact]
    public async Task One_that_takes_long_to_look_through_is_played_at_once_and_looked_through_meanwhile()
    {
        const int Seconds = 700;
        await WriteAsync(0, Seconds);
        var slow = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var show = await OpenAsync(slow);
        var (place, length) = await show.FindAsync(TimeSpan.Zero, Wait.Limit);
        Assert.Equal(TimeSpan.Zero, place.Time);
        Assert.InRange(length, TimeSpan.FromSeconds(Seconds * 0.9), TimeSpan.FromSeconds(Seconds * 1.1));
        await Wait.Until(() => PlaceIndex.Read(File, long.MaxValue).Count == Seconds);
        Assert.Equal((TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(Seconds - 1)), await FindAsync(show, 600));
    }

    [Fact]
    public async Task A_place_far_into_one_without_an_index_is_found()
    {
        await WriteAsync(0, 700);
        var slow = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var (place, _) = await (await OpenAsync(slow)).FindAsync(TimeSpan.FromSeconds(500), Wait.Limit);
        Assert.Equal(TimeSpan.FromSeconds(500), place.Time);
    }

    [Fact]
    public void An_index_of_any_bytes_gives_places_that_the_recording_can_have() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            using var folder = new TempFolder();
            var file = Path.Combine(folder.Path, "any");
            System.IO.File.WriteAllBytes(PlaceIndex.PathOf(file), bytes);
            Assert.All(PlaceIndex.Read(file, 1000 * TsPacket.Size), place => Assert.InRange(place.Position, 0, 999 * TsPacket.Size));
        }, iter: 200);

    [Fact]
    public async Task A_recording_that_grows_is_followed_until_it_is_stopped()
    {
        var later = new SemaphoreSlim(0);
        await using var server = new FaultServer(async (_, stream, cancellation) =>
        {
            await FaultServer.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellation);
            await stream.WriteAsync((byte[])[.. _tables, .. Seconds(0, 20)], cancellation);
            await later.WaitAsync(cancellation);
            await stream.WriteAsync(Seconds(20, 20), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        var time = TimeProvider.System;
        var options = new RelayOptions { Linger = TimeSpan.Zero };
        var sources = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        await using var recording = Recording.Start(sources, new RelaySource(server.Address, [], SourceTrust.Lineup), File, RecordFrom.Earliest, time);
        var first = (2 * _tables.Length) + (20 * SecondSize);
        await Wait.Until(() => recording.Bytes == first);

        var show = await OpenAsync();
        Assert.True(show.IsGrowing);
        var (place, length) = await show.FindAsync(TimeSpan.FromSeconds(15), Wait.Limit);
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(19)), (place.Time, length));
        using var viewer = new ViewerStream();
        var pump = show.PumpAsync(viewer, place, Wait.Limit);
        await viewer.WaitForAsync(_tables.Length + (5 * SecondSize) - TsPacket.Size);
        later.Release();
        await viewer.WaitForAsync(_tables.Length + (25 * SecondSize) - TsPacket.Size);
        Assert.False(pump.IsCompleted);
        await recording.StopAsync();
        Assert.Equal(ViewerEnd.StreamEnded, await pump);
        Assert.False(show.IsGrowing);
        Assert.Equal([File, PlaceIndex.PathOf(File)], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
        Assert.NotEmpty(PlaceIndex.Read(File, long.MaxValue));
        Assert.Equal((TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(39)), await FindAsync(show, 35));
    }

    /// <summary>The lock is the system's: of one process as of two.</summary>
    [Fact]
    public async Task What_another_process_records_grows_until_that_ends_and_is_not_recorded_twice()
    {
        await WriteAsync(0, 3);
        var show = await OpenAsync();
        using (new FileStream(File + ".growing", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.True(show.IsGrowing);
            Assert.Throws<IOException>(() => RecordingFile.Grow(File));
        }

        // Who was killed leaves the file.
        Assert.True(System.IO.File.Exists(File + ".growing"));
        Assert.False(show.IsGrowing);
        using (RecordingFile.Grow(File))
        {
            Assert.True(show.IsGrowing);
        }

        Assert.False(System.IO.File.Exists(File + ".growing"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_what_grows_is_found_from_where_it_was_before(bool isIndexed)
    {
        await WriteAsync(100, 5);
        if (isIndexed)
        {
            List<RecordedPlace> places = [];
            new PlaceFinder(null).Feed(await System.IO.File.ReadAllBytesAsync(File, Wait.Limit), 0, places);
            await System.IO.File.WriteAllBytesAsync(PlaceIndex.PathOf(File), PlaceIndex.ToBytes(places), Wait.Limit);
        }

        var show = await OpenAsync();
        var end = await show.FindEndAsync(default, Wait.Limit);
        Assert.Equal(TimeSpan.FromSeconds(4), end.Time);
        Assert.Equal(end, await show.FindEndAsync(end, Wait.Limit));
        await System.IO.File.AppendAllBytesAsync(File, (byte[])[.. Seconds(105, 4), 1, 2], Wait.Limit);
        var later = await show.FindEndAsync(end, Wait.Limit);
        Assert.Equal((TimeSpan.FromSeconds(8), new FileInfo(File).Length - 2), (later.Time, later.Position));
        Assert.Equal(later, await show.FindEndAsync(default, Wait.Limit));
    }

    [Fact]
    public async Task Times_of_a_recording_that_is_continued_go_on()
    {
        await using var server = FaultServer.Bytes([.. _tables, .. Seconds(500, 20)]);
        var time = TimeProvider.System;
        var options = new RelayOptions { Linger = TimeSpan.Zero };
        var sources = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        for (var part = 0; part < 2; part++)
        {
            await using var recording = Recording.Start(sources, new RelaySource(server.Address, [], SourceTrust.Lineup), File, RecordFrom.Earliest, time);
            await Wait.Until(() => recording.Bytes == (2 * _tables.Length) + (20 * SecondSize));
        }

        var show = await OpenAsync();
        var (place, length) = await FindAsync(show, 30);
        System.IO.File.Delete(PlaceIndex.PathOf(File));
        Assert.Equal((place, length), await FindAsync(show, 30));
    }

    [Theory]
    [InlineData("recording:../secret.ts")]
    [InlineData("recording:%2e%2e%2fsecret.ts")]
    [InlineData("recording:/etc/passwd")]
    [InlineData("recording:///etc/passwd")]
    [InlineData("recording:.hidden.ts")]
    [InlineData("recording:")]
    [InlineData("recording:..")]
    public async Task Nothing_outside_of_the_folder_is_opened(string address)
    {
        await System.IO.File.WriteAllBytesAsync(Path.Combine(_folder.Path, ".hidden.ts"), _tables, TestContext.Current.CancellationToken);
        var parsed = SourceAddress.Parse(address, SourceTrust.Lineup, out var refusal);
        var failure = parsed is null ? refusal! : Assert.IsType<FailedOpening>(await OpenAsync(parsed, SourceTrust.Lineup)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
    }

    [Fact]
    public async Task A_post_or_a_server_names_no_recording()
    {
        await WriteAsync(0, 1);
        Assert.Null(SourceAddress.Parse("recording:show.ts", SourceTrust.Post, out var refusal));
        Assert.Equal(RelayFailureKind.Forbidden, refusal!.Kind);
        var opening = await OpenAsync(new Uri("recording:show.ts"), SourceTrust.Post);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.IsType<FailedOpening>(opening).Failure.Kind);
        await using var server = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: recording:show.ts\r\nContent-Length: 0\r\n\r\n");
        var redirected = await OpenAsync(server.Address, SourceTrust.Lineup);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.IsType<FailedOpening>(redirected).Failure.Kind);
    }

    [Theory]
    [InlineData("absent.ts", RelayFailureKind.Unreachable)]
    [InlineData("empty.ts", RelayFailureKind.NoData)]
    [InlineData("text.ts", RelayFailureKind.Unsupported)]
    public async Task What_is_no_recording_is_named(string name, RelayFailureKind kind)
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.Path, "empty.ts"), "", TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.Path, "text.ts"), new string('x', 1000), TestContext.Current.CancellationToken);
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(new Uri($"recording:{name}"), SourceTrust.Lineup)).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(name, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_that_left_ends_alone()
    {
        await WriteAsync(0, 1);
        using var viewer = new ViewerStream { IsBroken = true };
        Assert.Equal(ViewerEnd.ViewerLeft, await (await OpenAsync()).PumpAsync(viewer, default, Wait.Limit));
    }

    private static byte[] Seconds(int from, int count) => [.. Enumerable.Range(from, count).SelectMany(second => (byte[])
    [
        .. TsUnits.KeyClock(Video, second * TsClock.Second), .. TsUnits.Unit(Video, (second * TsClock.Second) + 45_000),
        .. Enumerable.Range(0, 9).SelectMany(_ => TsUnits.More(Video)),
    ])];

    private static async Task<(TimeSpan, TimeSpan)> FindAsync(RecordedShow show, int second)
    {
        var (place, length) = await show.FindAsync(TimeSpan.FromSeconds(second), Wait.Limit);
        return (place.Time, length);
    }

    private Task WriteAsync(int from, int count) =>
        System.IO.File.WriteAllBytesAsync(File, [.. _tables, .. Seconds(from, count)], TestContext.Current.CancellationToken);

    private async Task<RecordedShow> OpenAsync(TimeProvider? time = null) =>
        Assert.IsType<RecordedOpening>(await OpenAsync(SourceAddress.Parse("recording:show.ts", SourceTrust.Lineup, out _)!, SourceTrust.Lineup, time)).Show;

    private Task<RelayOpening> OpenAsync(Uri address, SourceTrust trust, TimeProvider? time = null) =>
        new LiveRelay(new RelayOptions { RecordingsFolder = _folder.Path }, time ?? TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(address, [], trust), Wait.Limit);
}
