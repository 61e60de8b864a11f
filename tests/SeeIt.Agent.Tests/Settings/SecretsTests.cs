using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Tests.Support;

namespace SeeIt.Agent.Tests.Settings;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("http://anna:pass@tv.example:8080/get.php?token=1", "http://…@tv.example:8080/…")]
    [InlineData("https://hub.example/", "https://hub.example/")]
    [InlineData("tvheadend://anna:p:w@192.168.1.40, hdhomerun:", "tvheadend://…@192.168.1.40, hdhomerun:")]
    [InlineData("GET 'http://tv.example/anna/secret/live' failed", "GET 'http://tv.example/…' failed")]
    [InlineData("http://tv.example/guide.xml|shift=-60min", "http://tv.example/…|shift=-60min")]
    [InlineData("/etc/tv/list.m3u", "/etc/tv/list.m3u")]
    public void Of_an_address_the_host_is_left(string text, string left) => Assert.Equal(left, Secrets.Redact(text));

    [Fact]
    public void Words_of_the_settings_are_found_wherever_they_stand()
    {
        var settings = TestSettings.Make() with { Lineup = [LineupPlace.Parse("http://anna:s3cret%21@tv.example/get.php?key=T0ken99", out _)!] };
        Assert.Equal("password … or …, key …", Secrets.Redact("password s3cret%21 or s3cret!, key T0ken99", Secrets.In(settings)));
    }
}
