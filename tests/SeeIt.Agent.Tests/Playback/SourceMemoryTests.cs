using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

public sealed class SourceMemoryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StateStore _store;
    private readonly SourceMemory _memory;
    private readonly ChannelSource _source = Source("http://192.168.1.20/1");

    public SourceMemoryTests()
    {
        _store = new StateStore(_folder.Path, _time);
        _memory = new SourceMemory(_store, _time);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_tenth_end_of_the_player_within_five_minutes_sets_the_source_aside_for_ten()
    {
        for (var i = 0; i < 9; i++)
        {
            _memory.EndedPlayer(_source);
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.False(_memory.IsSetAside(_source));
        }

        _memory.EndedPlayer(_source);
        Assert.True(_memory.IsSetAside(_source));
        Assert.False(_memory.IsSetAside(Source("http://192.168.1.20/2")));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(_memory.IsSetAside(_source));
    }

    [Fact]
    public void Ends_that_are_spread_out_set_nothing_aside()
    {
        for (var i = 0; i < 50; i++)
        {
            _memory.EndedPlayer(_source);
            _time.Advance(TimeSpan.FromSeconds(35));
        }

        Assert.False(_memory.IsSetAside(_source));
    }

    [Fact]
    public void A_source_that_ended_the_player_once_is_known_for_five_minutes()
    {
        _memory.EndedPlayer(_source);
        Assert.False(_memory.HasEndedPlayer(Source("http://192.168.1.20/2")));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(_memory.HasEndedPlayer(_source));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_memory.HasEndedPlayer(_source));
    }

    [Fact]
    public void A_source_that_was_late_is_buffered_more_the_next_time_and_not_without_end()
    {
        Assert.Equal(TimeSpan.Zero, _memory.Reserve(_source));
        _memory.WasLate(_source);
        _memory.WasLate(_source);
        Assert.Equal(TimeSpan.FromMilliseconds(300), _memory.Reserve(_source));
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(11));
            _memory.WasLate(_source);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(1_500), _memory.Reserve(_source));
    }

    [Fact]
    public void What_a_source_needs_is_known_after_a_restart_and_forgotten_after_a_month()
    {
        _memory.WasLate(_source);
        Assert.Equal(TimeSpan.FromMilliseconds(300), new SourceMemory(_store, _time).Reserve(_source));
        Assert.Equal(TimeSpan.Zero, new SourceMemory(_store, _time).Reserve(Source("http://192.168.1.20/2")));
        _time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(TimeSpan.Zero, new SourceMemory(_store, _time).Reserve(_source));
    }

    [Fact]
    public void What_was_learnt_is_kept_without_the_address()
    {
        var secret = Source("http://tv.example/live?token=geheim");
        _memory.WasLate(secret);
        _store.Dispose();
        Assert.DoesNotContain("geheim", File.ReadAllText(Path.Combine(_folder.Path, "state.db"), System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_is_tried_last_for_five_minutes_or_until_it_showed_something()
    {
        ChannelSource[] sources = [Source("http://h/1"), Source("http://h/2"), Source("http://h/3")];
        _memory.Failed(sources[0]);
        Assert.Equal([sources[1], sources[2], sources[0]], _memory.Ordered(sources));
        _memory.Failed(sources[1]);
        Assert.Equal([sources[2], sources[0], sources[1]], _memory.Ordered(sources));
        _memory.Showed(sources[0]);
        Assert.Equal([sources[0], sources[2], sources[1]], _memory.Ordered(sources));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(sources, _memory.Ordered(sources));
    }

    [Theory]
    [InlineData("http://192.168.1.20:5004/auto/v1", true)]
    [InlineData("http://172.20.0.1/1", true)]
    [InlineData("http://172.40.0.1/1", false)]
    [InlineData("http://127.0.0.1/1", true)]
    [InlineData("http://[fd00::1]/1", true)]
    [InlineData("http://tvheadend/1", true)]
    [InlineData("http://tvheadend.local/1", true)]
    [InlineData("https://live.example.com/1.m3u8", false)]
    [InlineData("udp://239.0.0.1:1234", true)]
    [InlineData("udp://@0.0.0.0:1234", true)]
    [InlineData("rtp://[ff15::1]:1234", true)]
    [InlineData("satip://192.168.1.20/?freq=1", true)]
    [InlineData("rtsp://tv.example/1", false)]
    [InlineData("udp://203.0.113.5:1234", false)]
    [InlineData("dvb-t:///frequency=1", true)]
    public void What_is_on_the_lan_costs_no_volume(string address, bool isLocal) => Assert.Equal(isLocal, Source(address).IsLocal);

    private static ChannelSource Source(string address) => new(address, new RelaySource(new Uri(address), [], SourceTrust.Lineup));
}
