using SeeIt.Agent.Sources;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Tests.Sources;

public sealed class ChannelSourceTests
{
    private static readonly Dictionary<string, int> _tuners = new() { ["attic.example"] = 2 };

    [Theory]
    [InlineData("https://ada:secret@tv.example/token/1.m3u8?key=secret", "web", null)]
    [InlineData("http://attic.example:5004/auto/v5", "network tuner", "attic.example")]
    [InlineData("satip://ada:secret@192.0.2.7:554/?src=1&freq=11494", "SAT>IP", "192.0.2.7")]
    [InlineData("udp://@239.0.0.1:1234", "IPTV", null)]
    [InlineData("dvb-t:///frequency=474000000", "DVB adapter", "this box")]
    [InlineData("recording:news-2026-11-27.ts", "recording", null)]
    public void A_source_is_named_by_its_kind_without_address_and_its_tuner_by_its_host_alone(string address, string label, string? tuner)
    {
        var source = Assert.Single(Of(address));
        Assert.Equal((label, tuner), (source.Label, source.TunerServer));
    }

    [Fact]
    public void Of_several_sources_the_place_is_told() =>
        Assert.Equal(["SAT>IP, 1 of 2", "web, 2 of 2"], Of("satip://192.0.2.7/?src=1", "http://tv.example/1").Select(source => source.Label));

    private static IReadOnlyList<ChannelSource> Of(params string[] addresses) => ChannelSource.Of(
        new Channel("garden", "Garden TV", null, [], null, null, TimeSpan.Zero, false, null,
            [.. addresses.Select(address => new Source(new Uri(address), new Dictionary<string, string>(), new Dictionary<string, string>(), "lineup.m3u"))]),
        _tuners);
}
