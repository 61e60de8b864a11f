using SeeIt.Agent.Sources.Guides;

namespace SeeIt.Agent.Tests.Sources.Guides;

public sealed class GuidePlaceTests
{
    [Theory]
    [InlineData("/etc/tv/guide.xml")]
    [InlineData("guides/a:b.xml.gz")]
    [InlineData("a|b.xml")]
    public void A_path_is_a_file(string text)
    {
        var place = Parse(text);
        Assert.Equal((text, null, text, TimeSpan.Zero), (place.FilePath, place.Address, place.Name, place.Shift));
    }

    [Theory]
    [InlineData("http://host/guide.xml?key=secret", "http://host/guide.xml?key=secret", "http://host")]
    [InlineData("HTTPS://anna:secret@host:8443/g", "https://anna:secret@host:8443/g", "https://host:8443")]
    [InlineData("tvheadend://anna:secret@192.168.1.40", "http://anna:secret@192.168.1.40:9981/xmltv/channels", "http://192.168.1.40:9981")]
    [InlineData("tvheadends://tv.example:443/tvh/", "https://tv.example/tvh/xmltv/channels", "https://tv.example")]
    public void An_address_is_named_by_its_host_alone(string text, string address, string name)
    {
        var place = Parse(text);
        Assert.Equal((address, null, name), (place.Address?.AbsoluteUri, place.FilePath, place.Name));
    }

    [Theory]
    [InlineData("/etc/tv/guide.xml|shift=-60min", "/etc/tv/guide.xml", -60)]
    [InlineData("guide.xml | Shift = +90 min ", "guide.xml", 90)]
    [InlineData("a|b.xml|shift=1440min", "a|b.xml", 1440)]
    [InlineData("http://host/guide.xml|shift=-1440MIN", "http://host", -1440)]
    [InlineData("tvheadend://host|shift=0min", "http://host:9981", 0)]
    public void A_shift_stands_behind_the_place_with_its_unit(string text, string name, int minutes)
    {
        var place = Parse(text);
        Assert.Equal((name, minutes, text), (place.Name, (int)place.Shift.TotalMinutes, place.Text));
        Assert.DoesNotContain("shift", $"{place.FilePath}{place.Address}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without a unit nobody knows whether an hour or a minute is meant: tvg-shift is in hours.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("min")]
    [InlineData("1.5min")]
    [InlineData("1441min")]
    [InlineData("-99999999999min")]
    [InlineData("1h")]
    [InlineData("--5min")]
    [InlineData("five minutes")]
    public void What_is_no_shift_is_refused_with_how_it_is_written(string shift)
    {
        Assert.Null(GuidePlace.Parse($"guide.xml|shift={shift}", out var error));
        Assert.Equal($"'{shift}' is no shift: it is written in whole minutes, as |shift=-60min or |shift=90min, of a day at most.", error);
    }

    [Theory]
    [InlineData("", "the name of a file is needed")]
    [InlineData("|shift=60min", "the name of a file is needed")]
    [InlineData("htp://host/guide.xml", "Did you mean 'http'?")]
    [InlineData("gopher://host/guide.xml", "an address of http, https, tvheadend, tvheadends is needed.")]
    [InlineData("http:///guide.xml", "it is written as http://host/guide.xml.")]
    [InlineData("tvheadend://", "tvheadend://user:password@192.168.1.40:9981")]
    public void What_is_no_place_is_refused_with_how_it_is_written(string text, string hint)
    {
        Assert.Null(GuidePlace.Parse(text, out var error));
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    private static GuidePlace Parse(string text)
    {
        var place = GuidePlace.Parse(text, out var error);
        Assert.Null(error);
        return place!;
    }
}
