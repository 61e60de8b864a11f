using CsCheck;
using SeeIt.Agent.Sources.Lineups;

namespace SeeIt.Agent.Tests.Sources.Lineups;

public sealed class LineupPlaceTests
{
    [Theory]
    [InlineData("/etc/tv.m3u")]
    [InlineData("lists/a:b.m3u")]
    [InlineData("channels.conf")]
    public void A_path_is_a_file(string text) => Assert.IsType<LineupPlace.LocalFile>(Parse(text));

    [Theory]
    [InlineData("http://host/get.php?username=a&password=secret", "http://host/get.php?username=a&password=secret", "http://host")]
    [InlineData("tvheadend://anna:secret@192.168.1.40", "http://anna:secret@192.168.1.40:9981/playlist/channels", "http://192.168.1.40:9981")]
    [InlineData("tvheadends://tv.example:443/tvh/", "https://tv.example/tvh/playlist/channels", "https://tv.example")]
    public void A_web_address_is_named_by_its_host_alone(string text, string address, string name)
    {
        var place = Assert.IsType<LineupPlace.Web>(Parse(text));
        Assert.Equal((address, name), (place.Address.AbsoluteUri, place.Name));
    }

    [Theory]
    [InlineData("hdhomerun:", null, null, null)]
    [InlineData("hdhomerun://", null, null, null)]
    [InlineData("hdhomerun://1052AA10", 0x1052AA10u, null, null)]
    [InlineData("hdhomerun://192.168.1.20", null, "192.168.1.20", null)]
    [InlineData("HDHomeRun://tuner.local:5004/", null, "tuner.local", 5004)]
    public void An_HDHomeRun_is_named_by_id_or_host_or_not_at_all(string text, uint? id, string? host, int? port)
    {
        var place = Assert.IsType<LineupPlace.HdHomeRun>(Parse(text));
        Assert.Equal((id, host, port), (place.DeviceId, place.Host, place.Port));
    }

    [Theory]
    [InlineData("satip:", null, null)]
    [InlineData("satip://192.168.1.30", "192.168.1.30", null)]
    [InlineData("satip://192.168.1.30:8080/desc.xml", "192.168.1.30", "http://192.168.1.30:8080/desc.xml")]
    public void A_SAT_IP_server_is_named_by_host_or_description_or_not_at_all(string text, string? host, string? description)
    {
        var place = Assert.IsType<LineupPlace.SatIp>(Parse(text));
        Assert.Equal((host, description), (place.Host, place.Description?.AbsoluteUri));
    }

    [Theory]
    [InlineData("hdhomrun://192.168.1.20", "Did you mean 'hdhomerun'?")]
    [InlineData("tvheadned://host", "Did you mean 'tvheadend'?")]
    [InlineData("sapit:", "Did you mean 'satip'?")]
    [InlineData("gopher://host/list.m3u", "an address of http, https, hdhomerun, tvheadend, tvheadends, satip is needed.")]
    [InlineData("http:///list.m3u", "http://host/lineup.m3u")]
    [InlineData("hdhomerun://192.168.1.20/x", "hdhomerun: for all that are found")]
    [InlineData("satip://anna@host", "satip: for all that are found")]
    [InlineData("tvheadend://", "tvheadend://user:password@192.168.1.40:9981")]
    public void What_is_no_place_is_refused_with_how_it_is_written(string text, string hint)
    {
        Assert.Null(LineupPlace.Parse(text, out var error));
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_place_or_refused() => Gen.OneOf(Gen.String, Gen.String.Select(text => "hdhomerun://" + text), Gen.String.Select(text => "satip://" + text), Gen.String.Select(text => "tvheadend://" + text))
        .Sample(text => Assert.Equal(LineupPlace.Parse(text, out var error) is null, error is not null));

    private static LineupPlace? Parse(string text)
    {
        var place = LineupPlace.Parse(text, out var error);
        Assert.Null(error);
        return place;
    }
}
