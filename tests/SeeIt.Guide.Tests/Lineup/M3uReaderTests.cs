using System.IO.Compression;
using System.Text;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class M3uReaderTests
{
    [Fact]
    public void Attributes_name_and_address_are_read()
    {
        var reader = new M3uReader(TestGuide.Text("list.m3u", """
            #EXTM3U x-tvg-url="http://a/x.xml.gz,http://b/y.xml"
            #EXTINF:-1 tvg-id="bbc1.uk" tvg-name="BBC_One" tvg-chno="101" group-title="UK;News",BBC One, the first
            http://host/1
            """));
        var entry = Assert.Single(reader.Read());

        Assert.Equal(("bbc1.uk", "BBC_One", "101"), (entry["tvg-id"], entry["TVG-NAME"], entry["tvg-chno"]));
        Assert.Equal(("BBC One, the first", "UK;News", new Uri("http://host/1"), 3), (entry.Name, entry.Group, entry.Uri, entry.Line));
        Assert.Equal(["http://a/x.xml.gz", "http://b/y.xml"], reader.GuideAddresses);
    }

    [Theory]
    [InlineData("#EXTINF:-1 tvg-name=\"The Good, the Bad and the Ugly\",The Good, the Bad and the Ugly", "tvg-name", "The Good, the Bad and the Ugly", "The Good, the Bad and the Ugly")]
    [InlineData("#EXTINF:-1 tvg-name=\"The \"Best\" of\" tvg-id=\"x\",Name", "tvg-name", "The \"Best\" of", "Name")]
    [InlineData("#EXTINF:-1 tvg-logo=\"http://l/a.png,b.png\",Channel \"4\"", "tvg-logo", "http://l/a.png,b.png", "Channel \"4\"")]
    [InlineData("#EXTINF:-1 tvg-id='o' tvg-name='It's 5',It's 5", "tvg-name", "It's 5", "It's 5")]
    [InlineData("#EXTINF:-1 tvg-id=bare radio=true,Name", "radio", "true", "Name")]
    [InlineData("#EXTINF: -1, name,with comma", "tvg-id", null, "name,with comma")]
    [InlineData("#EXTINF:-1 tvg-id=\"open,Name", "tvg-id", "open", "Name")]
    [InlineData("#EXTINF:-1,a=b", "a", null, "a=b")]
    [InlineData("#EXTINF:-1 tvg-id=\"\" tvg-chno=\"7.1\",", "tvg-chno", "7.1", "")]
    public void Traps_of_the_directive_are_survived(string directive, string attribute, string? value, string name)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n{directive}\nhttp://host/1\n", out _));

        Assert.Equal((value, name), (entry[attribute], entry.Name));
    }

    [Theory]
    [InlineData("#EXTINF:-1,BBC One tvg-id=\"bbc1.uk\" group-title=\"UK;News\"", "bbc1.uk", "UK;News", "BBC One")]
    [InlineData("#EXTINF:-1, tvg-id=\"bbc1.uk\" group-title=\"UK, News\",BBC One, the first", "bbc1.uk", "UK, News", "BBC One, the first")]
    [InlineData("#EXTINF:-1 tvg-id=\"bbc1.uk\", group-title=\"UK\" ,BBC One", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1,tvg-id=\"bbc1.uk\" BBC One, group-title='UK'", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1,BBC One tvg-id=bbc1.uk group-title=\"UK\"", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1 tvg-id = \"bbc1.uk\" group-title= \"UK\",BBC One", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1 tvg-id ='bbc1.uk' group-title\t=\t'UK',BBC One", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1 tvg-id='bbc1.uk' group-title='UK',BBC One", "bbc1.uk", "UK", "BBC One")]
    [InlineData("#EXTINF:-1 tvg-id= group-title=\"UK\",BBC One", null, "UK", "BBC One")]
    [InlineData("#EXTINF:-1 tvg-id=\"first\",BBC One tvg-id=\"second\"", "first", null, "BBC One")]
    [InlineData("#EXTINF:-1,tvg-id=\"bbc1.uk\" group-title=\"UK\"", "bbc1.uk", "UK", "")]
    public void Attributes_are_read_where_playlists_put_them(string directive, string? id, string? group, string name)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n{directive}\nhttp://host/1\n", out _));

        Assert.Equal((id, group, name), (entry["tvg-id"], entry.Group, entry.Name));
    }

    [Theory]
    [InlineData("E=mc2")]
    [InlineData("E = mc2, the show")]
    [InlineData("1+1=\"2\"")]
    [InlineData("Say \"a=b\"")]
    [InlineData("name=\"x\"")]
    [InlineData("Radio = \"on\" and off")]
    [InlineData("The tvg-id=\"x\" story")]
    [InlineData("group-titles=News")]
    [InlineData("News tvg-id=a b")]
    [InlineData("News tvg-name=\"The \"Best\" of\"")]
    [InlineData("logo=x")]
    [InlineData("the radio = love")]
    [InlineData("tvg-id")]
    [InlineData("=")]
    public void A_name_with_an_equals_sign_stays_a_name(string name)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n#EXTINF:-1 tvg-chno=\"1\",{name}\nhttp://host/1\n", out _));

        Assert.Equal((name, 1), (entry.Name, entry.Attributes.Count));
    }

    [Theory]
    [InlineData("1", 60)]
    [InlineData("+2", 120)]
    [InlineData("-1.5", -90)]
    [InlineData("-1,5", -90)]
    [InlineData("25", 0)]
    [InlineData("later", 0)]
    public void A_shift_is_in_hours_with_a_point_or_a_comma(string hours, int minutes) =>
        Assert.Equal(minutes, (int)M3uEntry.ReadShift(hours).TotalMinutes);

    [Fact]
    public void A_name_that_was_escaped_for_XML_is_read_as_it_was_meant()
    {
        using var home = new TestGuide("2026-03-03 20:10");

        home.Guide.Import([TestGuide.Text("x", "#EXTM3U\n#EXTINF:-1 tvg-name=\"A&amp;E East\" group-title=\"Drama &amp; Film\",A&amp;E &#39;HD&#39;\nhttp://h/1\n#EXTINF:-1,R&B; A&E &\nhttp://h/2\n")], [], TestContext.Current.CancellationToken);

        Assert.Equal(["A&E 'HD'", "R&B; A&E &"], home.Guide.Channels.Select(channel => channel.Name));
        Assert.Equal(("A&E East", "Drama & Film"), (Assert.Single(home.Guide.Channels[0].Aliases), home.Guide.Channels[0].Group));
    }

    [Fact]
    public void Request_headers_are_taken_from_everywhere()
    {
        var entry = Assert.Single(Read("""
            #EXTM3U
            #EXTINF:-1 user-agent="Attribute",A
            #EXTVLCOPT:http-referrer=http://r/
            #EXTVLCOPT:network-caching=1000
            #KODIPROP:inputstream.adaptive.stream_headers=X-One=1&X-Two=a%20b
            #EXTHTTP:{"cookie":"c=d"}
            http://host/1|User-Agent=Kodi%2F20&Origin=http://o
            """, out _));

        Assert.Equal("Kodi/20", entry.Headers["user-agent"]);
        Assert.Equal("http://r/", entry.Headers["Referer"]);
        Assert.Equal("c=d", entry.Headers["Cookie"]);
        Assert.Equal("http://o", entry.Headers["Origin"]);
        Assert.Equal(("1", "a b"), (entry.Headers["X-One"], entry.Headers["X-Two"]));
        Assert.Equal("1000", entry.Options["network-caching"]);
        Assert.Equal(new Uri("http://host/1"), entry.Uri);
    }

    [Fact]
    public void Group_title_comes_before_extgrp() => Assert.Equal(
        ["Movies", "News"],
        Read("#EXTM3U\n#EXTINF:-1 group-title=\"Movies\",A\n#EXTGRP:News\nhttp://h/1\n#EXTINF:-1,B\n#EXTGRP:News\nhttp://h/2\n", out _).Select(entry => entry.Group));

    [Fact]
    public void Stray_lines_are_left_out_with_their_line()
    {
        var entries = Read("#EXTM3U\n=====morocco=====\n#EXTINF:-1,A\n#EXTINF:-1,B\nhttp://h/1\n", out var leftOut);

        Assert.Equal("B", Assert.Single(entries).Name);
        Assert.Equal([2, 3], leftOut.Select(problem => problem.Line));
    }

    [Fact]
    public void Byte_order_mark_crlf_gzip_and_latin1_are_read()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("#EXTM3U\r\n#EXTINF:-1,Caf")).Append((byte)0xE9)
            .Concat(Encoding.UTF8.GetBytes(" ö\r\nhttp://h/1\r\n")).ToArray();
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        packed.Position = 0;
        foreach (var stream in new[] { new MemoryStream(bytes), packed })
        {
            Assert.Equal("Café ö", new M3uReader(new NamedStream("x", stream)).Read().Single().Name);
        }
    }

    [Fact]
    public void Relative_address_is_resolved_against_where_the_playlist_was()
    {
        var stream = new MemoryStream("#EXTM3U\n#EXTINF:-1,A\nlive/1.ts\n#EXTINF:-1,B\n/2.ts\n"u8.ToArray());

        Assert.Equal(
            ["http://host/lists/live/1.ts", "http://host/2.ts"],
            new M3uReader(new NamedStream("x", stream, new Uri("http://host/lists/a.m3u"))).Read().Select(entry => entry.Uri.ToString()));
    }

    [Theory]
    [InlineData("udp://@:1234", "udp://@0.0.0.0:1234")]
    [InlineData("rtp://:5004", "rtp://@0.0.0.0:5004")]
    [InlineData("udp://@239.1.1.1:1234", "udp://@239.1.1.1:1234")]
    [InlineData("dvb-t://frequency=482000000:program=4", "dvb-t:///frequency=482000000:program=4")]
    [InlineData("dvb-t:///frequency=482000000", "dvb-t:///frequency=482000000")]
    [InlineData("atsc://frequency=563000000", "atsc:///frequency=563000000")]
    [InlineData("cqam://frequency=563000000", "cqam:///frequency=563000000")]
    [InlineData("isdb-t://frequency=473142857", "isdb-t:///frequency=473142857")]
    public void Addresses_without_a_host_are_understood(string address, string expected)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n#EXTINF:-1,A\n{address}\n", out var leftOut));

        Assert.Equal(expected, entry.Uri.OriginalString);
        Assert.Empty(leftOut);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n\n", "empty")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "HTML")]
    [InlineData("{\"error\":1}", "JSON")]
    [InlineData("\u0001\u0002\0\0\0", "binary")]
    [InlineData("#EXTM3U\n", "no channel")]
    [InlineData("just some text\nand more\n", "no channel")]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n1.ts\n", "HLS")]
    public void What_is_no_playlist_is_said_so(string text, string found)
    {
        var error = Assert.Throws<GuideFormatException>(() => Read(text, out _));

        Assert.Equal("list.m3u", error.Problem.File);
        Assert.True(error.Problem.Line >= 1);
        Assert.Contains(found, error.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_lineups_are_read()
    {
        foreach (var path in Directory.GetFiles(SharedData.Path("m3u"), "*.m3u"))
        {
            using var file = File.OpenRead(path);
            Assert.NotEmpty(new M3uReader(new NamedStream(path, file)).Read());
        }
    }

    private static List<M3uEntry> Read(string text, out List<Problem> leftOut)
    {
        List<Problem> problems = leftOut = [];
        return [.. new M3uReader(TestGuide.Text("list.m3u", text)) { LeftOut = problems.Add }.Read()];
    }
}
