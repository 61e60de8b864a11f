using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Guard;
using SeeIt.Relay.HdHomeRun;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests;

/// <summary>What an HDHomeRun tells of its signals.</summary>
public sealed class HdHomeRunTests
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    private readonly Clock _time = new();
    private readonly TunerDevices _devices;
    private int _asked;
    private string _status = """[{"Resource":"tuner0","VctNumber":"5.1","SignalStrengthPercent":90,"SignalQualityPercent":95,"SymbolQualityPercent":100,"TargetIP":"127.0.0.1"}]""";
    private string _answer = "HTTP/1.1 200 OK";

    public HdHomeRunTests() => _devices = new TunerDevices(Network.System, new RelayOptions(), _time);

    [Fact]
    public async Task A_device_is_asked_every_5_seconds_while_a_channel_of_it_is_open_however_many_are()
    {
        await using var server = Device();
        var first = Watch(server, "5.1");
        var second = Watch(server, "7.1");
        Assert.Null(first.Report);

        await AskedAsync(1, _first);
        await Wait.Until(() => first.Report is not null);
        Assert.Equal((new SignalReport(90, true, 100), null), (first.Report, second.Report));
        _status = """[{"VctNumber":"5.1","TargetIP":"127.0.0.1","SignalStrengthPercent":20,"SignalQualityPercent":0,"SymbolQualityPercent":0},{"VctNumber":"7.1","TargetIP":"127.0.0.1","SignalStrengthPercent":80,"SignalQualityPercent":70,"SymbolQualityPercent":99}]""";
        await AskedAsync(2, _every);
        await Wait.Until(() => second.Report is not null);
        Assert.Equal((new SignalReport(20, false, 0), new SignalReport(80, true, 99)), (first.Report, second.Report));

        // It is still asked for the other; then for none, and for the next one not sooner than it may be.
        first.Dispose();
        first.Dispose();
        await AskedAsync(3, _every);
        second.Dispose();
        Assert.Null(second.Report);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        using var third = Watch(server, "5.1");
        await AskedAsync(4, TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task A_device_that_does_not_know_the_question_is_not_asked_again()
    {
        _answer = "HTTP/1.1 404 Not Found";
        await using var server = Device();
        using (Watch(server, "5.1"))
        {
            await AskedAsync(1, _first);
            await Wait.Until(() => _devices.IsMute(server.Address));
        }

        _time.Timers.Clear();
        using var again = Watch(server, "5.1");
        Assert.Empty(_time.Timers);
    }

    [Fact]
    public async Task A_device_that_fails_is_asked_on_and_says_nothing_meanwhile()
    {
        await using var server = Device();
        using var watch = Watch(server, "5.1");
        await AskedAsync(1, _first);
        await Wait.Until(() => watch.Report is not null);
        _answer = "HTTP/1.1 503 Service Unavailable";
        await AskedAsync(2, _every);
        await Wait.Until(() => watch.Report is null);
        _answer = "HTTP/1.1 200 OK";
        await AskedAsync(3, _every);
        await Wait.Until(() => watch.Report is not null);
    }

    /// <summary>A post must not make the box ask around at home.</summary>
    [Fact]
    public void What_the_lineup_did_not_name_is_not_asked() =>
        Assert.Null(_devices.Watch(new RelaySource(new Uri("http://tv.lan:5004/auto/v5.1"), [], SourceTrust.Post)));

    /// <summary>Another box watches the same channel.</summary>
    [Theory]
    [InlineData("192.0.2.7", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:garbage", false)]
    public async Task Only_the_tuner_that_sends_to_this_box_is_told(string target, bool isOurs)
    {
        _status = $$"""[{"VctNumber":"5.1","SignalStrengthPercent":90,"SignalQualityPercent":95,"SymbolQualityPercent":100,"TargetIP":"{{target}}"},{"VctNumber":"9.1","SignalStrengthPercent":1,"SignalQualityPercent":1,"SymbolQualityPercent":1,"TargetIP":"127.0.0.1"}]""";
        await using var server = Device();
        using var watch = Watch(server, "5.1");
        using var other = Watch(server, "9.1");
        await AskedAsync(1, _first);
        await Wait.Until(() => other.Report is not null);
        Assert.Equal(isOurs, watch.Report is not null);
    }

    [Theory]
    [InlineData("http://tv.lan:5004/auto/v5.1", "5.1", "http://tv.lan/status.json")]
    [InlineData("http://tv.lan:5004/auto/v5.1?transcode=mobile", "5.1", "http://tv.lan/status.json")]
    [InlineData("http://192.168.1.4:6077/tuner1/v702", "702", "http://192.168.1.4:6077/status.json")]
    [InlineData("http://tv.lan:5004/auto/ch473000000-3", null, null)]
    [InlineData("http://tv.lan/live/v5.1", null, null)]
    [InlineData("http://tv.lan/auto/v5.1/more", null, null)]
    [InlineData("https://tv.lan/auto/v5.1", null, null)]
    [InlineData("rtp://239.1.1.1:5004", null, null)]
    public void A_device_is_known_by_the_address_of_its_channels(string address, string? channel, string? status)
    {
        Assert.Equal(channel, TunerDevices.ChannelOf(new Uri(address)));
        Assert.Equal(status, channel is null ? null : TunerDevices.StatusOf(new Uri(address)).AbsoluteUri);
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("[1, null, \"x\"]", 0)]
    [InlineData("", 0)]
    [InlineData("[{\"Resource\":\"tuner0\"}]", 1)]
    public void Another_text_than_a_devices_tells_of_no_signal(string json, int tuners)
    {
        var read = TunerState.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal(tuners, read.Count);
        Assert.All(read, tuner => Assert.Equal(new TunerState(null, null, null), tuner));
    }

    [Fact]
    public void Damaged_text_never_throws() => Gen.Select(Gen.Int[0, _status.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
    {
        var text = Encoding.UTF8.GetBytes(_status);
        foreach (var (at, value) in changes)
        {
            text[at] = value;
        }

        Assert.All(TunerState.Read(text), tuner => Assert.InRange(tuner.Signal?.Level ?? 0, 0, 100));
    });

    private FaultServer Device() => new(async (request, stream, cancellation) =>
    {
        Assert.StartsWith("GET /status.json ", request, StringComparison.Ordinal);
        Interlocked.Increment(ref _asked);
        await FaultServer.SendAsync(stream, $"{_answer}\r\nContent-Length: {_status.Length}\r\nConnection: close\r\n\r\n{_status}", cancellation);
    });

    private TunerSignal Watch(FaultServer server, string channel) =>
        _devices.Watch(new RelaySource(new Uri(server.Address, $"/auto/v{channel}"), [], SourceTrust.Lineup))!;

    /// <summary>By then, and not before.</summary>
    private async Task AskedAsync(int times, TimeSpan after)
    {
        await Wait.Until(() => _time.Timers.Contains(after));
        _time.Timers.Clear();
        _time.Advance(after - TimeSpan.FromMilliseconds(1));
        Assert.Equal(times - 1, Volatile.Read(ref _asked));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Wait.Until(() => Volatile.Read(ref _asked) == times);
    }

    /// <summary>Tells for when something waits.</summary>
    private sealed class Clock : FakeTimeProvider
    {
        public ConcurrentQueue<TimeSpan> Timers { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Timers.Enqueue(dueTime);
            return timer;
        }
    }
}
