using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SeeIt.Guide.Store;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class HostileXmltvTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HostileXmltvTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/xmltv.dtd";

    [Fact]
    public void A_dtd_elsewhere_is_not_fetched()
    {
        var elements = Read($"<!DOCTYPE tv SYSTEM \"{Address}\">\n<tv><programme start=\"2015\" channel=\"a\"><title>A</title></programme></tv>");

        Assert.Single(elements);
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("SYSTEM \"ADDRESS\"")]
    [InlineData("SYSTEM \"file:///etc/passwd\"")]
    [InlineData("PUBLIC \"x\" \"ADDRESS\"")]
    public void An_entity_of_another_file_is_refused_and_not_opened(string where)
    {
        var error = Assert.Throws<GuideFormatException>(() => Read(
            $"<!DOCTYPE tv [<!ENTITY x {where.Replace("ADDRESS", Address, StringComparison.Ordinal)}>]>\n<tv><programme start=\"2015\" channel=\"a\"><title>&x;</title></programme></tv>"));

        Assert.Equal(2, error.Problem.Line);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public void Entities_that_grow_are_refused_at_once()
    {
        var dtd = new StringBuilder("<!ENTITY e0 \"ha\">");
        for (var level = 1; level < 40; level++)
        {
            dtd.Append($"<!ENTITY e{level} \"&e{level - 1};&e{level - 1};&e{level - 1};&e{level - 1};\">");
        }

        Assert.Throws<GuideFormatException>(() => Read($"<!DOCTYPE tv [{dtd}]>\n<tv><programme start=\"2015\" channel=\"a\"><title>&e39;</title></programme></tv>"));
        Assert.Throws<GuideFormatException>(() => Read($"<!DOCTYPE tv [{dtd}]>\n<tv><programme start=\"2015\" channel=\"&e39;\"><title>A</title></programme></tv>"));
    }

    [Fact]
    public void Elements_in_elements_without_end_take_no_memory_and_no_stack()
    {
        var deep = new StringBuilder("<tv><programme start=\"2015\" channel=\"a\"><title>A</title>");
        deep.Insert(deep.Length, "<x>", 200_000).Insert(deep.Length, "</x>", 200_000).Append("</programme></tv>");

        Assert.Single(Read(deep.ToString()));
    }

    [Fact]
    public void A_text_is_cut_where_nobody_reads_on()
    {
        var text = new string('x', 1_500_000);

        var programme = Assert.IsType<XmltvProgramme>(Assert.Single(Read(
            $"<tv><programme start=\"2015\" channel=\"a\"><title>A</title><desc>{text}</desc><desc><![CDATA[{text}]]>{text}</desc></programme></tv>")));

        Assert.Equal([16_384, 16_384], programme.Descriptions.Select(description => description.Text.Length));
    }

    [Fact]
    public void Of_a_list_no_more_is_kept_than_anyone_reads()
    {
        var many = new StringBuilder().Insert(0, "<actor>Ann</actor>", 5_000);
        var titles = new StringBuilder().Insert(0, "<title>A</title><category>B</category><episode-num>1</episode-num>", 5_000);

        var programme = Assert.IsType<XmltvProgramme>(Assert.Single(Read(
            $"<tv><programme start=\"2015\" channel=\"a\">{titles}<credits>{many}</credits></programme></tv>")));

        Assert.Equal([500, 500, 500, 500], [programme.Titles.Count, programme.Categories.Count, programme.EpisodeIds.Count, programme.Credits.Count]);
    }

    [Theory]
    [InlineData("<title>", "</title>")]
    [InlineData("<title lang=\"", "\">A</title>")]
    [InlineData("<title", "/>")]
    [InlineData("<!--", "-->")]
    public void What_goes_on_without_a_tag_is_refused_before_it_fills_the_memory(string before, string after)
    {
        var error = Assert.Throws<GuideFormatException>(() => new XmltvReader(new NamedStream("x", new EndlessXml(
            $"<tv><programme start=\"2015\" channel=\"a\">{before}", after))).Read().ToList());

        Assert.Contains("without a tag", error.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_channels_without_end_the_first_are_taken_and_the_rest_is_told_by_one_reason()
    {
        using var home = new TestGuide("2026-03-03 20:10");
        var text = new StringBuilder("<tv>");
        for (var number = 1; number <= ProgrammeWriter.MostChannels + 2; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<channel id=\"c{number}\"/>\n");
        }

        text.Append("<programme start=\"20260303200000\" channel=\"c1\"><title>A</title></programme><programme start=\"20260303200000\" channel=\"other\"><title>B</title></programme></tv>");
        var report = Assert.Single(home.Guide.Import([], [TestGuide.Text("guide.xml", text.ToString())], TestContext.Current.CancellationToken).Inputs);

        Assert.Equal((ProgrammeWriter.MostChannels, 1), (report.Channels, report.Entries));
        var left = Assert.Single(report.LeftOut);
        Assert.Equal(("More than 50,000 channels; take a guide of your own channels, or of your country.", 3), (left.Reason, left.Count));
        Assert.Equal(ProgrammeWriter.MostChannels + 1, left.First.Line);
    }

    [Fact]
    public void Ids_names_titles_and_wrong_times_are_bounded()
    {
        var problems = new List<Problem>();
        var names = new StringBuilder().Insert(0, $"<display-name>{new string('n', 1000)}</display-name>", 1000);
        var id = new string('i', 501);
        var elements = new XmltvReader(TestGuide.Text("x", $"""
            <tv><channel id="a">{names}</channel><channel id="{id}"/>
            <programme start="2015" channel="{id}"><title>A</title></programme>
            <programme start="{new string('x', 100_000)}" channel="a"><title>A</title></programme>
            <programme start="2015" channel="a"><title>{new string('t', 5_000)}</title></programme></tv>
            """)) { LeftOut = problems.Add }.Read().ToList();

        var channel = Assert.IsType<XmltvChannel>(elements[0]);
        Assert.Equal((20, 100), (channel.Names.Count, channel.Names[0].Length));
        Assert.Equal(500, Assert.IsType<XmltvProgramme>(elements[1]).Titles[0].Text.Length);
        Assert.Equal([1, 2, 3], problems.Select(problem => problem.Line));
        Assert.All(problems, problem => Assert.InRange(problem.Message.Length, 10, 120));
    }

    [Fact]
    public void What_a_terminal_would_obey_is_a_space()
    {
        var elements = Read("<tv><channel id='a'><display-name>Red&#27;[31m</display-name></channel><programme start='2015' channel='a'><title>A&#7;B&#0;C\u009bD</title></programme></tv>");

        Assert.Equal(["Red [31m"], Assert.IsType<XmltvChannel>(elements[0]).Names);
        Assert.Equal("A B C D", Assert.IsType<XmltvProgramme>(elements[1]).Titles[0].Text);
    }

    private static List<XmltvElement> Read(string text) => [.. new XmltvReader(TestGuide.Text("x", text)).Read()];

    /// <summary>A beginning, a billion letters, and an end.</summary>
    private sealed class EndlessXml(string before, string after) : Stream
    {
        private const long Letters = 1_000_000_000;
        private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
        private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _before.Length + Letters + _after.Length;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Min(count, Length - _at);
            for (var i = 0; i < count; i++, _at++)
            {
                buffer[offset + i] = _at < _before.Length ? _before[_at] : _at < _before.Length + Letters ? (byte)'x' : _after[_at - _before.Length - Letters];
            }

            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
