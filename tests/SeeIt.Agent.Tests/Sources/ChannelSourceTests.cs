using SeeIt.Agent.Sources;
using SeeIt.Guide.Lineup;
using SeeIt.Relay;

namespace SeeIt.Agent.Tests.Sources;

public sealed class ChannelSourceTests
{
    private static readonly Dictionary<string, int> _tuners = new() { ["attic.example"] = 2 };

    [Fact]
    public void The_owners_count_of_tuners_comes_before_the_devices()
    {
        var device = Source("http://192.168.1.20:5004/auto/v5.1") with { Tuners = new SourceTuners("HDHomeRun 1052AA10", 2) };
        Assert.Equal(new TunerGroup("HDHomeRun 1052AA10", 2), Of(device, []).Relay.Tuners);
        Assert.Equal(new TunerGroup("192.168.1.20", 1), Of(device, new() { ["192.168.1.20"] = 1 }).Relay.Tuners);
        Assert.Null(Of(Source("http://h/1"), []).Relay.Tuners);
    }

    [Fact]
    public void User_and_password_of_an_address_go_to_the_relay_and_nowhere_else()
    {
        var source = Of(Source("http://anna:p%40ss@tv:9981/1?a=b"), []);
        Assert.Equal("http://tv:9981/1?a=b", source.Relay.Address.AbsoluteUri);
        Assert.Equal(("anna", "p@ss"), (source.Relay.Credentials!.UserName, source.Relay.Credentials.Password));
        Assert.Equal("One at tv:9981", source.Name);

        // Of datagrams it is the sender.
        Assert.Equal("10.0.0.9", Of(Source("udp://10.0.0.9@232.0.0.1:1234"), []).Relay.Address.UserInfo);
    }

    [Fact]
    public void An_adapters_programme_is_told_beside_its_address()
    {
        var source = Of(Source("dvb-t:///frequency=505833333:bandwidth=8") with { Options = new Dictionary<string, string> { ["program"] = "4164" } }, []);
        Assert.Equal((4164, true), (source.Relay.Program, source.Relay.IsAdapter));
    }

    private static Source Source(string address) => new(new Uri(address), new Dictionary<string, string>(), new Dictionary<string, string>(), "x");

    private static ChannelSource Of(Source source, Dictionary<string, int> tuners) => ChannelSource.Of(
        new Channel("one", "One", null, [], null, null, TimeSpan.Zero, IsRadio: false, null, [source]), tuners)[0];

    [Theory]
    [InlineData("https://ada:secret@tv.example/token/1.m3u8?key=secret", "web", null)]
    [InlineData("http://attic.example:5004/auto/v5", "network tuner", "attic.example")]
    [InlineData("satip://ada:secret@192.0.2.7:554/?src=1&freq=11494", "SAT>IP", "192.0.2.7")]
    [InlineData("udp://@239.0.0.1:1234", "IPTV", null)]
    [InlineData("dvb-t:///frequency=474000000", "DVB adapter", "this box")]
    [InlineData("recording:news-2026-11-27.ts", "recording", null)]
    public void A_source_is_named_by_its_kind_without_address_and_its_tuner_by_its_host_alone(string address, string label, string? tuner)
    {
        var source = Assert.Single(OfAll(address));
        Assert.Equal((label, tuner), (source.Label, source.TunerServer));
    }

    [Fact]
    public void Of_several_sources_the_place_is_told() =>
        Assert.Equal(["SAT>IP, 1 of 2", "web, 2 of 2"], OfAll("satip://192.0.2.7/?src=1", "http://tv.example/1").Select(source => source.Label));

    private static IReadOnlyList<ChannelSource> OfAll(params string[] addresses) => ChannelSource.Of(
        new Channel("garden", "Garden TV", null, [], null, null, TimeSpan.Zero, false, null,
            [.. addresses.Select(Source)]),
        _tuners);
}
