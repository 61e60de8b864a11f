using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class LineupBuilderTests
{
    [Fact]
    public void Repeated_tvg_id_is_one_channel_with_several_sources_in_order()
    {
        var channel = Assert.Single(Build("""
            #EXTINF:-1 tvg-id="bbc1.uk" tvg-chno="1",BBC One
            http://a/1
            #EXTINF:-1 tvg-id="bbc1.uk" group-title="HD",BBC One ᴴᴰ
            http://b/1
            #EXTINF:-1 tvg-id="bbc1.uk",BBC One
            http://a/1
            """));

        Assert.Equal(("bbc1.uk", "BBC One", "1", "HD"), (channel.Id, channel.Name, channel.Number, channel.Group));
        Assert.Equal(["http://a/1", "http://b/1"], channel.Sources.Select(source => source.Uri.OriginalString));
        Assert.Equal(["BBC One ᴴᴰ"], channel.Aliases);
    }

    [Fact]
    public void Shifted_channel_is_another_with_the_same_guide()
    {
        var channels = Build("""
            #EXTINF:-1 tvg-id="itv.uk",ITV
            http://a/1
            #EXTINF:-1 tvg-id="itv.uk" tvg-shift="+1",ITV +1
            http://a/2
            #EXTINF:-1 tvg-id="x" tvg-shift="-4.5",X
            http://a/3
            """);

        Assert.Equal(["itv.uk", "itv.uk@+1", "x@-4.5"], channels.Select(channel => channel.Id));
        Assert.Equal("itv.uk", channels[1].GuideId);
        Assert.Equal(TimeSpan.FromHours(-4.5), channels[2].TvgShift);
    }

    [Fact]
    public void Id_is_made_from_the_name_where_there_is_no_tvg_id() => Assert.Equal(
        ["1-dr1", "5-usa", "itv1-plus-1", "trt-1-hd"],
        Build("#EXTINF:-1,1. DR1\nhttp://a/1\n#EXTINF:-1,5 USA\nhttp://a/2\n#EXTINF:-1,ITV1 +1\nhttp://a/3\n#EXTINF:-1,TRT 1 HD\nhttp://a/4\n").Select(channel => channel.Id));

    [Fact]
    public void Radio_and_catchup_are_kept_as_data()
    {
        var channel = Assert.Single(Build("#EXTINF:-1 radio=\"true\" catchup=\"shift\" catchup-days=\"3\",R\nhttp://a/1\n"));

        Assert.True(channel.IsRadio);
        Assert.Equal(("shift", "3"), (channel.Sources[0].Options["catchup"], channel.Sources[0].Options["catchup-days"]));
    }

    [Theory]
    [InlineData("BBC One ᴴᴰ", "bbc1")]
    [InlineData("BBC1 HD", "bbc1")]
    [InlineData("1. DR1", "dr1")]
    [InlineData("5 USA", "5usa")]
    [InlineData("ITV1 +1", "itv1plus1")]
    [InlineData("Sky Sports (backup) [UK] FHD", "skysports")]
    [InlineData("HD", "hd")]
    public void Names_are_compared_without_quality_and_ordinal(string name, string key) => Assert.Equal(key, ChannelNames.PlainKey(name));

    private static IReadOnlyList<Channel> Build(string text)
    {
        var lineup = new LineupBuilder();
        lineup.Add(Lineups.OfM3u(text), "x");
        return lineup.Channels;
    }
}
