using System.Text;
using CsCheck;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

/// <summary>An ampersand that XML does not know costs no guide.</summary>
public sealed class MendedTextTests
{
    [Theory]
    [InlineData("Q&A", "Q&A")]
    [InlineData("Tom & Jerry", "Tom & Jerry")]
    [InlineData("a &", "a &")]
    [InlineData("&&&", "&&&")]
    [InlineData("R&B; Soul", "R&B; Soul")]
    [InlineData("caf&eacute;&nbsp;&ndash; &Uuml;ber", "café\u00A0– Über")]
    [InlineData("&hearts; &euro;5", "♥ €5")]
    [InlineData("It&#146;s &#150; &#x92;", "It’s – ’")]
    [InlineData("&#55357;&#56832;", "\uD83D\uDE00")]
    [InlineData("&#99999999999999;&#x110000;", "\uFFFD\uFFFD")]
    [InlineData("&#; &#x; &#12a; &#39", "&#; &#x; &#12a; &#39")]
    [InlineData("&amp; &lt; &gt; &quot; &apos; &#65; &#x42;", "& < > \" ' A B")]
    [InlineData("caf&amp;eacute; &amp;amp; bar", "café & bar")]
    [InlineData("a! & b! <![CDATA[Q&A! caf&eacute; ]]>& c", "a! & b! Q&A! café & c")]
    [InlineData("<!-- & &nbsp; -- a --- --->&", "&")]
    [InlineData("I <3 TV, 5 < 6 <", "I <3 TV, 5 < 6 <")]
    [InlineData("a <<b/>c", "a <c")]
    [InlineData("<![CDATA[a < b -- c]]><!---->d", "a < b -- cd")]
    [InlineData("A\0B\uFFFEC\uFFFFD", "A B\uFFFDC\uFFFDD")]
    [InlineData("A\u0001B\u000BC", "A B C")]
    [InlineData("&averyveryveryveryveryveryveryveryveryveryverylongname;", "&averyveryveryveryveryveryveryveryveryveryverylongname;")]
    public void A_text_is_read_as_it_was_meant(string written, string meant)
    {
        // Behind what is looked at to tell text from what is none.
        var programme = Assert.IsType<XmltvProgramme>(Assert.Single(Read($"<tv>{new string(' ', 2_000)}<programme start='2015' channel='a'><title>{written}</title></programme></tv>")));

        Assert.Equal(meant, programme.Titles[0].Text);
    }

    [Fact]
    public void An_attribute_is_mended_too()
    {
        var elements = Read("<tv><channel id=\"A&E.us\"><icon src=\"http://h/logo?a=1&b=2&copy=3\"/></channel><programme start='2015' channel='A&E.us'><title>A</title></programme></tv>");

        var channel = Assert.IsType<XmltvChannel>(elements[0]);
        Assert.Equal(("A&E.us", "http://h/logo?a=1&b=2&copy=3"), (channel.Id, channel.Icon));
        Assert.Equal("A&E.us", Assert.IsType<XmltvProgramme>(elements[1]).Channel);
    }

    [Fact]
    public void The_report_tells_how_many_were_mended_and_where_the_first_stands()
    {
        using var home = new TestGuide("2026-03-03 20:10");

        var report = Assert.Single(home.Guide.Import([], [TestGuide.Text("guide.xml", """

            <?xml version="1.0"?>
            <tv>
            <!-- Q&A is no part of it -->
            <programme start="20260303200000" channel="a"><title>A &amp; B <![CDATA[ & ]]></title>
            <desc>Q&A with the cast</desc></programme>
            <programme start="20260303210000" channel="a"><title>Caf&eacute; &#151; R&B</title></programme></tv>
            """)], TestContext.Current.CancellationToken).Inputs);

        Assert.Equal((2, 4), (report.Entries, report.Mended?.Count));
        Assert.Equal("4 mended: An & or < that XML does not know: \"&A with the cast</desc><\". (first: guide.xml, line 6)", report.Mended?.ToString());
    }

    [Theory]
    [InlineData("<?xml version=\"1.1\"\n encoding=\"UTF-8\"?>\n<tv>")]
    [InlineData("<?xml version=\"1.0\"?>\n<?xml version=\"1.0\"?>\n<tv>")]
    [InlineData("<!-- made by x -->\n<?xml version=\"1.0\" standalone=\"yes\"?>\n<tv>")]
    [InlineData("<?xml-stylesheet href=\"a.xsl\"?>\n\n<tv>")]
    public void A_declaration_that_XML_forbids_is_passed_over_and_the_lines_stay(string beginning)
    {
        var reader = new XmltvReader(TestGuide.Text("x", $"{beginning}<programme start='2015' channel='a'><title>A</title></programme></tv>"));

        Assert.Equal(beginning.Count(c => c == '\n') + 1, Assert.Single(reader.Read()).Line);
        Assert.Null(reader.Mended);
    }

    [Fact]
    public void A_guide_that_needs_no_mending_says_so()
    {
        var reader = new XmltvReader(TestGuide.Text("x", "<tv><programme start='2015' channel='a'><title>A &amp; B &#38; <![CDATA[C & D]]></title></programme></tv>"));

        Assert.Single(reader.Read());

        Assert.Null(reader.Mended);
    }

    /// <summary>However the text is cut into pieces, the same comes out, and what is well formed comes out as it was.</summary>
    [Fact]
    public void Pieces_of_any_length_give_the_same_text()
    {
        var parts = AnyOf.Values("&amp;", "&#39;", "&", "&nbsp;", "&B;", "<![CDATA[", "]]>", "]]", "<!--", "-->", "--", "!", "<", "< ", "<3", "<?xml ", "<?xml?>", "?>", "\0", "word ", "é", "\n", "&#150;", "<!ENTITY");
        Gen.Select(parts.Array[0, 60], Gen.Int[1, 60], Gen.Int[1, 60]).Sample((texts, pieceIn, pieceOut) =>
        {
            // Longer than the buffer.
            var text = string.Concat(texts) + new string('x', 20_000) + string.Concat(texts);
            var whole = Mend(text, int.MaxValue, 100_000);
            Assert.Equal(whole, Mend(text, pieceIn, pieceOut));
            Assert.Equal(text.Count(c => c == '\n'), whole.Text.Count(c => c == '\n'));
            if (whole.Count == 0 && !text.Contains("<!--", StringComparison.Ordinal) && !text.Contains("<?xml", StringComparison.Ordinal))
            {
                Assert.Equal(text.Replace('\0', ' '), whole.Text);
            }
        }, iter: 2_000);
    }

    [Fact]
    public void What_comes_out_is_mended_for_good()
    {
        const string Text = "Q&A &nbsp; &B; <![CDATA[Q&A]]> &#150; &amp; &";
        var once = Mend(Text, int.MaxValue, 1_000);

        Assert.Equal(("Q&amp;A \u00A0 &amp;B; <![CDATA[Q&A]]> – &amp; &amp;", 5), (once.Text, once.Count));
        Assert.Equal((once.Text, 0), Mend(once.Text, int.MaxValue, 1_000));
    }

    private static List<XmltvElement> Read(string text) => [.. new XmltvReader(TestGuide.Text("x", text)).Read()];

    private static (string Text, int Count) Mend(string text, int pieceIn, int pieceOut)
    {
        using var mended = new MendedText(new Pieces(text, pieceIn));
        var all = new StringBuilder(text.Length);
        var buffer = new char[pieceOut];
        while (mended.Read(buffer, 0, buffer.Length) is > 0 and var read)
        {
            all.Append(buffer, 0, read);
        }

        return (all.ToString(), mended.Count);
    }

    /// <summary>Gives no more than so many characters at once.</summary>
    private sealed class Pieces(string text, int most) : TextReader
    {
        private int _at;

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(Math.Min(count, most), text.Length - _at);
            text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
