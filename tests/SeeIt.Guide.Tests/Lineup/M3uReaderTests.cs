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

    [Theory]
    [InlineData("x-tvg-url=\"http://g/a.xml\"", "http://g/a.xml")]
    [InlineData("url-tvg=\"http://g/a.xml.gz\"", "http://g/a.xml.gz")]
    [InlineData("tvg-url='http://g/a.xml'", "http://g/a.xml")]
    [InlineData("X-TVG-URL=http://g/a.xml", "http://g/a.xml")]
    [InlineData("url-tvg=\"http://g/a.xml, http://g/b.xml\" x-tvg-url=\"http://g/c.xml\"", "http://g/c.xml http://g/a.xml http://g/b.xml")]
    [InlineData("x-tvg-url=\"\"", "")]
    [InlineData("", "")]
    public void Guides_are_named_by_any_of_the_headers_attributes(string header, string addresses)
    {
        var reader = new M3uReader(TestGuide.Text("list.m3u", $"#EXTM3U {header}\n#EXTINF:-1,A\nhttp://h/1\n"));
        Assert.Single(reader.Read());

        Assert.Equal(addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), reader.GuideAddresses);
    }

    [Theory]
    [InlineData("catchup=\"default\" catchup-source=\"http://h/a?t={utc}\" catchup-days=\"7\"", "default", "http://h/a?t={utc}", "7")]
    [InlineData("catchup=\"append\" catchup-source=\"?utc={utc}&lutc={lutc}\" catchup-days=\"3\"", "append", "?utc={utc}&lutc={lutc}", "3")]
    [InlineData("catchup=\"shift\" catchup-days=\"2\"", "shift", null, "2")]
    [InlineData("catchup=\"flussonic\" catchup-days=\"5\"", "flussonic", null, "5")]
    [InlineData("catchup=\"fs\"", "fs", null, null)]
    [InlineData("catchup=\"xc\" catchup-days=\"1\"", "xc", null, "1")]
    [InlineData("catchup=\"vod\" catchup-source=\"plugin://x/?id={catchup-id}\"", "vod", "plugin://x/?id={catchup-id}", null)]
    [InlineData("catchup-type=\"flussonic\" catchup-days=5", null, null, "5")]
    [InlineData("CatchUp='shift'", "shift", null, null)]
    [InlineData("tvg-id=\"x\"", null, null, null)]
    public void Catch_up_of_every_mode_is_kept_with_the_source(string attributes, string? mode, string? source, string? days)
    {
        var options = Assert.Single(Lineups.OfM3u($"#EXTINF:-1 {attributes},A\nhttp://h/1\n")).Options;

        Assert.Equal((mode, source, days), (options.GetValueOrDefault("catchup"), options.GetValueOrDefault("catchup-source"), options.GetValueOrDefault("catchup-days")));
    }

    [Fact]
    public void Catch_up_and_shift_of_the_header_hold_for_every_entry_that_does_not_say_otherwise()
    {
        List<LineupEntry> entries = Lineups.Of("#EXTM3U catchup=\"append\" catchup-days=\"3\" catchup-correction=\"-1\" tvg-shift=\"2\"\n#EXTINF:-1,A\nhttp://h/1\n#EXTINF:-1 catchup=\"shift\" tvg-shift=\"0\",B\nhttp://h/2\n");

        Assert.Equal([("append", "3", "-1", 2), ("shift", "3", "-1", 0)],
            entries.Select(entry => (entry.Options["catchup"], entry.Options["catchup-days"], entry.Options["catchup-correction"], entry.Shift.TotalHours)));
    }

    [Theory]
    [InlineData("tvg-chno=\"7\"", "7")]
    [InlineData("tvg-chno=\"7.1\"", "7.1")]
    [InlineData("channel-number=\"12\"", "12")]
    [InlineData("ch-number=\"12\"", "12")]
    [InlineData("lcn=\"3\"", "3")]
    [InlineData("tvg-num=\"4\"", "4")]
    [InlineData("tvg-chno=\" \" lcn=\"3\"", "3")]
    [InlineData("tvg-chno=\"\"", null)]
    public void Number_is_read_by_any_of_its_names(string attributes, string? number) =>
        Assert.Equal(number, Assert.Single(Lineups.OfM3u($"#EXTINF:-1 {attributes},A\nhttp://h/1\n")).Number);

    [Theory]
    [InlineData("tvg-logo=\"http://l/a.png\"", "http://l/a.png")]
    [InlineData("logo=\"http://l/a.png\"", "http://l/a.png")]
    [InlineData("tvg-logo=\"http://l/b.png\" logo=\"http://l/a.png\"", "http://l/b.png")]
    [InlineData("tvg-logo=\"\"", null)]
    public void Logo_is_read_by_either_name(string attributes, string? logo) =>
        Assert.Equal(logo, Assert.Single(Lineups.OfM3u($"#EXTINF:-1 {attributes},A\nhttp://h/1\n")).Logo);

    [Theory]
    [InlineData("#EXTINF:-1 group-title=\"News\",A", "News")]
    [InlineData("#EXTINF:-1 group-title=\"UK;News\",A", "UK;News")]
    [InlineData("#EXTINF:-1,A\n#EXTGRP:News", "News")]
    [InlineData("#EXTGRP:News\n#EXTINF:-1,A", "News")]
    [InlineData("#EXTINF:-1 group-title=\"\",A\n#EXTGRP:News", "News")]
    [InlineData("#EXTINF:-1,A", null)]
    public void Group_is_read_from_both_directives_on_either_side(string directives, string? group) =>
        Assert.Equal(group, Assert.Single(Lineups.OfM3u($"{directives}\nhttp://h/1\n")).Group);

    [Theory]
    [InlineData("#EXTVLCOPT:http-user-agent=Agent/1", "User-Agent", "Agent/1")]
    [InlineData("#EXTVLCOPT:http-referrer=http://r/", "Referer", "http://r/")]
    [InlineData("#EXTVLCOPT:http-referer=http://r/", "Referer", "http://r/")]
    [InlineData("#EXTVLCOPT:http-origin=http://o", "Origin", "http://o")]
    [InlineData("#EXTVLCOPT:http-cookie=a=b", "Cookie", "a=b")]
    [InlineData("#EXTVLCOPT:http-user-agent=\"Agent 1\"", "User-Agent", "Agent 1")]
    [InlineData("#KODIPROP:inputstream.adaptive.stream_headers=User-Agent=Agent%2F1&Referer=http%3A%2F%2Fr%2F", "User-Agent", "Agent/1")]
    [InlineData("#KODIPROP:inputstream.adaptive.common_headers=X-Token=1", "X-Token", "1")]
    [InlineData("#KODIPROP:inputstream.ffmpegdirect.stream_headers=referer=http://r/", "Referer", "http://r/")]
    [InlineData("#EXTHTTP:{\"User-Agent\":\"Agent/1\"}", "User-Agent", "Agent/1")]
    public void Header_is_read_from_every_directive(string directive, string name, string value)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n#EXTINF:-1,A\n{directive}\nhttp://h/1\n", out var leftOut));

        Assert.Equal(value, entry.Headers[name]);
        Assert.Empty(leftOut);
    }

    [Theory]
    [InlineData("http://h/1|User-Agent=Agent%2F1", "Agent/1", null)]
    [InlineData("http://h/1|user-agent=Agent 1 (X11; Linux)", "Agent 1 (X11; Linux)", null)]
    [InlineData("http://h/1 | User-Agent=Agent&Referer=http://r/?a", "Agent", "http://r/?a")]
    [InlineData("http://h/1|Referrer=http://r/", null, "http://r/")]
    [InlineData("http://h/1|", null, null)]
    [InlineData("http://h/1|seekable", null, null)]
    public void Header_behind_the_address_is_read_and_is_no_part_of_it(string address, string? agent, string? referer)
    {
        var entry = Assert.Single(Read($"#EXTM3U\n#EXTINF:-1,A\n{address}\n", out _));

        Assert.Equal(("http://h/1", agent, referer), (entry.Uri.OriginalString, entry.Headers.GetValueOrDefault("User-Agent"), entry.Headers.GetValueOrDefault("Referer")));
    }

    [Theory]
    [InlineData("#EXTVLCOPT:network-caching=1000", "network-caching", "1000")]
    [InlineData("#EXTVLCOPT:program=101", "program", "101")]
    [InlineData("#KODIPROP:inputstream=inputstream.adaptive", "inputstream", "inputstream.adaptive")]
    [InlineData("#KODIPROP:inputstream.adaptive.manifest_type=hls", "inputstream.adaptive.manifest_type", "hls")]
    [InlineData("#KODIPROP:mimetype=application/dash+xml", "mimetype", "application/dash+xml")]
    public void Other_options_are_kept_by_their_names(string directive, string name, string value) =>
        Assert.Equal(value, Assert.Single(Read($"#EXTM3U\n#EXTINF:-1,A\n{directive}\nhttp://h/1\n", out _)).Options[name]);

    [Theory]
    [InlineData("#KODIPROP:inputstream.adaptive.license_type=com.widevine.alpha\n#KODIPROP:inputstream.adaptive.license_key=http://keys/secret", "com.widevine.alpha")]
    [InlineData("#KODIPROP:inputstream.adaptive.license_type=clearkey", "clearkey")]
    [InlineData("#KODIPROP:inputstream.adaptive.license_key=aa:bb-secret", "a license is named")]
    [InlineData("#KODIPROP:inputstream.adaptive.drm_legacy=org.w3.clearkey|secret", "a license is named")]
    public void Encrypted_channel_is_left_out_by_name_and_its_key_is_not_told(string directives, string reason)
    {
        var entries = Read($"#EXTM3U\n#EXTINF:-1,Film\n{directives}\nhttp://h/1.mpd\n#EXTINF:-1,News\nhttp://h/2\n", out var leftOut);

        Assert.Equal("News", Assert.Single(entries).Name);
        Assert.Equal($"It is encrypted ({reason}), and LibVLC has no keys: \"Film\".", Assert.Single(leftOut).Message);
    }

    [Fact]
    public void License_without_a_value_is_none() =>
        Assert.Single(Read("#EXTM3U\n#EXTINF:-1,A\n#KODIPROP:inputstream.adaptive.license_type=\nhttp://h/1\n", out _));

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
