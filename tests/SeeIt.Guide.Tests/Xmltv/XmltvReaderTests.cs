using System.IO.Compression;
using System.Text;
using CsCheck;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class XmltvReaderTests
{
    private const string Sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE tv SYSTEM "xmltv.dtd">
        <tv generator-info-name="x">
          <!-- comment -->
          <channel id="one.uk"><display-name>One</display-name><display-name lang="en">101</display-name><icon src="http://l/1.png"/></channel>
          <programme start="20151202210000 +0000" stop="20151202220000 +0000" channel="one.uk" clumpidx="0/1">
            <title lang="en">The Show</title><title lang="de">Die Show</title>
            <sub-title>An
              Episode</sub-title>
            <desc>A &amp; B <b>bold</b></desc>
            <credits><actor role="Hero">Ann</actor><presenter>Bob</presenter></credits>
            <date>2015</date><category>Drama</category><category/>
            <episode-num system="xmltv_ns">0.1.</episode-num>
            <episode-num system="dd_progid">EP00000001.0002</episode-num>
            <episode-num system="themoviedb.org">tv/1</episode-num>
            <previously-shown/>
            <unknown><title>not this</title></unknown>
          </programme>
          <programme start="202" channel="one.uk"><title>No time</title></programme>
          <programme start="20151202220000" channel="one.uk"/>
          <programme start="20151202230000" stop="20151202230000" channel="one.uk"><title>Zero</title></programme>
        </tv>
        """;

    [Fact]
    public void Everything_of_a_programme_is_read()
    {
        var problems = new List<Problem>();
        var elements = new XmltvReader(TestGuide.Text("guide.xml", Sample)) { LeftOut = problems.Add }.Read().ToList();

        var channel = Assert.IsType<XmltvChannel>(elements[0]);
        Assert.Equal(("one.uk", "http://l/1.png"), (channel.Id, channel.Icon));
        Assert.Equal(["One", "101"], channel.Names);
        var show = Assert.IsType<XmltvProgramme>(elements[1]);
        Assert.Equal([new LocalText("The Show", "en"), new LocalText("Die Show", "de")], show.Titles);
        Assert.Equal("An Episode", show.SubTitles[0].Text);
        Assert.Equal("A & B", show.Descriptions[0].Text);
        Assert.Equal([new Credit("actor", "Ann", "Hero"), new Credit("presenter", "Bob", null)], show.Credits);
        Assert.Equal(["Drama"], show.Categories);
        Assert.Equal(["xmltv_ns", "dd_progid", "themoviedb.org"], show.EpisodeIds.Select(id => id.System));
        Assert.Equal((3600, "2015", true), (show.Stop!.Value - show.Start, show.Date, show.IsRepeat));
        Assert.Null(Assert.IsType<XmltvProgramme>(elements[2]).Stop);
        Assert.Equal(3, elements.Count);
        Assert.Equal([19, 20], problems.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("ISO-8859-1", "Café – £5")]
    [InlineData("windows-1252", "Café – £5")]
    [InlineData("ISO-8859-2", "Łódź")]
    [InlineData("UTF-16", "Café – 深夜")]
    public void Declared_encoding_is_used(string encoding, string title)
    {
        var text = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<tv><programme start=\"2015\" channel=\"a\"><title>{title}</title></programme></tv>";
        var code = encoding == "UTF-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(encoding == "ISO-8859-1" ? "windows-1252" : encoding)!;
        var bytes = code.GetPreamble().Concat(code.GetBytes(text)).ToArray();

        var programme = Assert.IsType<XmltvProgramme>(Assert.Single(new XmltvReader(new NamedStream("x", new MemoryStream(bytes))).Read()));

        Assert.Equal(title, programme.Titles[0].Text);
    }

    [Fact]
    public void Gzip_is_known_by_its_first_bytes()
    {
        Assert.Equal(3, new XmltvReader(new NamedStream("guide.xml", new MemoryStream(Gzip(Sample)))).Read().Count());
    }

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><body>404</body></html>", "HTML", 1)]
    [InlineData("", "empty", 1)]
    [InlineData("\n<rss/>", "\"rss\", not \"tv\"", 2)]
    [InlineData("<tv>\n<programme start='2015' channel='a'>\n<title>A</title>\n</tv>", "broken", 4)]
    [InlineData("<?xml version='1.0' encoding='klingon'?><tv/>", "klingon", 1)]
    [InlineData("PK\u0003\u0004zip", "zip", 1)]
    [InlineData("<tv>\n<programme start='2015' channel='a'>\n<title>Ha", "breaks off", 3)]
    [InlineData("<tv>\n<programme start='2015' chan", "breaks off", 2)]
    [InlineData("<tv>\n<programme start='2015", "breaks off", 2)]
    [InlineData("\n\n<?xml version='1.0'?>\n<tv>\n<programme start='2015' channel='a'>\n<title>A</title>\n</tv>", "broken", 7)]
    [InlineData("<!DOCTYPE tv [<!ENTITY own 'x'>]>\n<tv>\n<channel id='a'><display-name>&own;</display-name></channel></tv>", "XML's own entities and HTML's", 3)]
    [InlineData("<?xml version='1.0' encoding='utf-7'?><tv/>", "\"utf-7\"", 1)]
    [InlineData("#EXTM3U\n#EXTINF:-1,A\nhttp://h/1\n", "seeit-agent channels import", 1)]
    [InlineData("BBC ONE:505833333:INVERSION_OFF", "begins with \"BBC ONE:505833333:IN\"", 1)]
    public void What_is_no_xmltv_is_said_with_its_line(string text, string found, long line)
    {
        var error = Assert.Throws<GuideFormatException>(() => new XmltvReader(TestGuide.Text("guide.xml", text)).Read().ToList());

        Assert.Equal(("guide.xml", line), (error.Problem.File, error.Problem.Line));
        Assert.Contains(found, error.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n\n  <?xml version=\"1.0\" encoding=\"UTF-8\"?><tv>", "</tv>")]
    [InlineData("\uFEFF\uFEFF<?xml version=\"1.0\"?><tv>", "</tv>")]
    [InlineData("<tv>", "</tv>\n<!-- made by x -- y -->\n")]
    [InlineData("<tv>", "</tv>\n\u0001\u001A")]
    public void What_does_no_harm_around_a_guide_is_passed_over(string before, string after)
    {
        var problems = new List<Problem>();

        Assert.Single(new XmltvReader(TestGuide.Text("x", $"{before}<programme start='2015' channel='a'><title>A</title></programme>{after}")) { LeftOut = problems.Add }.Read());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("<tv><programme start='2016' channel='a'><title>B</title></programme></tv>")]
    [InlineData("Done.")]
    public void What_stands_behind_a_whole_guide_does_not_cost_it_and_is_told(string more)
    {
        var problems = new List<Problem>();

        Assert.Single(new XmltvReader(TestGuide.Text("x", $"<tv><programme start='2015' channel='a'><title>A</title></programme>\n</tv>\n{more}")) { LeftOut = problems.Add }.Read());
        Assert.Equal(3, Assert.Single(problems).Line);
    }

    [Fact]
    public void Nothing_outside_the_file_is_opened_and_entities_do_not_grow()
    {
        const string Hostile = """
            <!DOCTYPE tv [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
            <tv><programme start="2015" channel="a"><title>&x;&b;</title></programme></tv>
            """;

        Assert.Throws<GuideFormatException>(() => new XmltvReader(TestGuide.Text("x", Hostile)).Read().ToList());
    }

    [Fact]
    public void Truncated_input_throws_nothing_but_the_typed_error()
    {
        // Gzip's end mark and checksum come after the last byte of the text: it is whole without them.
        const int Checksum = 16;
        byte[][] whole = [Encoding.UTF8.GetBytes(Sample), Gzip(Sample)[..^Checksum]];
        Gen.Select(Gen.Int[0, 1], Gen.Double[0, 1], Gen.Byte, Gen.Bool).Sample((which, part, noise, spoil) =>
        {
            var bytes = whole[which][..(int)(part * (whole[which].Length - 1))];
            if (spoil && bytes.Length > 0)
            {
                bytes[bytes.Length / 2] = noise;
            }

            try
            {
                _ = new XmltvReader(new NamedStream("x", new MemoryStream(bytes))).Read().ToList();
                Assert.True(spoil, "A file that breaks off was taken as whole.");
            }
            catch (GuideFormatException error)
            {
                Assert.Equal("x", error.Problem.File);
            }
        });
    }

    [Fact]
    public void Real_guides_are_read_whole()
    {
        foreach (var path in Directory.GetFiles(SharedData.Path("xmltv"), "*.xml"))
        {
            using var file = File.OpenRead(path);
            var left = new List<Problem>();
            var elements = new XmltvReader(new NamedStream(path, file)) { LeftOut = left.Add }.Read().ToList();

            Assert.Empty(left);
            Assert.NotEmpty(elements.OfType<XmltvProgramme>());
            Assert.NotEmpty(elements.OfType<XmltvChannel>());
        }
    }

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
