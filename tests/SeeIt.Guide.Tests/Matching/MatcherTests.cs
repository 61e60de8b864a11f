using CsCheck;
using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Tests.Matching;

/// <summary>A household of seven channels at ten past eight in the evening, Tuesday 3 March 2026, UTC.</summary>
public sealed class MatcherTests : IDisposable
{
    private const string Lineup =
        """
        #EXTM3U
        #EXTINF:-1 tvg-id="one" tvg-chno="1",Channel One
        http://localhost/1
        #EXTINF:-1 tvg-id="one-hd" tvg-chno="101",Channel One HD
        http://localhost/101
        #EXTINF:-1 tvg-id="one" tvg-shift="1" tvg-chno="31",Channel One +1
        http://localhost/31
        #EXTINF:-1 tvg-id="two" tvg-chno="4",Second
        http://localhost/4
        #EXTINF:-1 tvg-id="three" tvg-chno="5",Channel 4
        http://localhost/5
        #EXTINF:-1 tvg-id="four" tvg-chno="7",Kanal Süd
        http://localhost/7
        """;

    private const string Guide =
        """
        <tv>
        <channel id="one"><display-name>Channel One</display-name></channel>
        <programme channel="one" start="20260303200000 +0000" stop="20260303210000 +0000"><title lang="en">The Vampire Archives</title>
          <sub-title>The Last Candle</sub-title><episode-num system="xmltv_ns">1.4.</episode-num></programme>
        <programme channel="one" start="20260303210000 +0000" stop="20260303220000 +0000"><title lang="en">Game of Crowns</title>
          <sub-title>Winter Falls</sub-title><episode-num system="xmltv_ns">2.0.</episode-num></programme>
        <programme channel="two" start="20260304210000 +0000" stop="20260304220000 +0000"><title lang="en">Game of Crowns</title>
          <sub-title>Summer Ends</sub-title><episode-num system="xmltv_ns">2.1.</episode-num></programme>
        <programme channel="three" start="20260305210000 +0000" stop="20260305220000 +0000"><title lang="en">Game of Crowns</title>
          <sub-title>The Long Bridge</sub-title><episode-num system="xmltv_ns">2.2.</episode-num></programme>
        <programme channel="two" start="20260303200000 +0000" stop="20260303210000 +0000"><title lang="en">Tom &amp; Gerald</title></programme>
        <programme channel="three" start="20260303200000 +0000" stop="20260303210000 +0000"><title lang="en">Law &amp; Disorder: Harbour Victims Unit</title></programme>
        <programme channel="four" start="20260303191500 +0000" stop="20260303210000 +0000"><title lang="de">Die Mädchen von Köln</title></programme>
        <programme channel="four" start="20260303210000 +0000" stop="20260303220000 +0000"><title lang="ja">真夜中の食堂</title></programme>
        <programme channel="two" start="20260303210000 +0000" stop="20260303220000 +0000"><title lang="ar">باب البحر</title></programme>
        <programme channel="three" start="20260303210000 +0000" stop="20260303220000 +0000"><title lang="ko">런닝맨</title></programme>
        <programme channel="two" start="20260303220000 +0000" stop="20260303230000 +0000"><title lang="en">The Great Scottish Knit Off</title></programme>
        <programme channel="three" start="20260303220000 +0000" stop="20260303230000 +0000"><title lang="en">Seven</title></programme>
        <programme channel="four" start="20260303220000 +0000" stop="20260303230000 +0000"><title lang="en">Evening News at Ten</title></programme>
        </tv>
        """;

    private readonly TestGuide _home = new("2026-03-03 20:10");

    public MatcherTests()
    {
        var imported = _home.Guide.Import([TestGuide.Text("tv.m3u", Lineup)], [TestGuide.Text("guide.xml", Guide)], TestContext.Current.CancellationToken);
        Assert.True(imported.Installed, string.Join('\n', imported.Errors));
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("omg #TVA is killing me tonight", "The Vampire Archives")]
    [InlineData("#GoC tonight!!", "Game of Crowns")]
    [InlineData("cannot wait for #GoCSeason3", "Game of Crowns")]
    [InlineData("#gameofcrowns is back", "Game of Crowns")]
    [InlineData("#lovegameofcrowns", "Game of Crowns")]
    [InlineData("@GameOfCrownsOfficial when is the next one", "Game of Crowns")]
    [InlineData(".@SecondGameOfCrowns wow", "Game of Crowns")]
    [InlineData("watching tom and gerald", "Tom & Gerald")]
    [InlineData("schaue gerade Tom und Gerald", "Tom & Gerald")]
    [InlineData("watching Law and Disorder HVU", "Law & Disorder: Harbour Victims Unit")]
    [InlineData("Law & Disorder is on", "Law & Disorder: Harbour Victims Unit")]
    [InlineData("gucke die maedchen von koeln", "Die Mädchen von Köln")]
    [InlineData("watching The Vampyre Archives", "The Vampire Archives")]
    [InlineData("that Vampire Archives's twist", "The Vampire Archives")]
    [InlineData("watching vampirearchives rn", "The Vampire Archives")]
    [InlineData("ＴＨＥ ＶＡＭＰＩＲＥ ＡＲＣＨＩＶＥＳ ✨", "The Vampire Archives")]
    [InlineData("watching ✨Game✨of✨Crowns✨", "Game of Crowns")]
    [InlineData("watching Knit Off tonight", "The Great Scottish Knit Off")]
    [InlineData("「真夜中の食堂」見てる", "真夜中の食堂")]
    [InlineData("今夜真夜中の食堂が楽しみ", "真夜中の食堂")]
    [InlineData("الليلة باب البحر", "باب البحر")]
    [InlineData("지금 런닝맨을 본다", "런닝맨")]
    public void Show_is_found_however_it_is_named(string post, string title)
    {
        var match = _home.Match(post);

        Assert.NotEmpty(match.Candidates);
        Assert.Equal(title, match.Candidates[0].Airing.Title);
    }

    [Theory]
    [InlineData("Game of Crowns S03E02", 4)]
    [InlineData("Game of Crowns season 3 episode 3", 5)]
    [InlineData("Game of Crowns: The Long Bridge", 5)]
    [InlineData("watching Game of Crowns on Second", 4)]
    [InlineData("Game of Crowns on channel 4", 5)]
    [InlineData("Game of Crowns #second", 4)]
    [InlineData("Game of Crowns tomorrow at 9pm", 4)]
    [InlineData("Game of Crowns on Thursday", 5)]
    [InlineData("Game of Crowns at 9pm", 3)]
    [InlineData("Game of Crowns", 3)]
    public void Airing_is_the_one_that_the_post_tells_of(string post, int day)
    {
        var match = _home.Match(post);

        Assert.Equal(("Game of Crowns", day), (match.Candidates[0].Airing.Title, match.Candidates[0].Airing.Start.Day));
    }

    [Fact]
    public void Number_is_the_channels_where_no_channel_has_it_in_its_name()
    {
        Assert.Equal("Second", _home.Match("Game of Crowns tomorrow").Candidates[0].Channel.Name);
        Assert.Equal("Channel 4", _home.Match("Game of Crowns on channel 4").Candidates[0].Channel.Name);
        Assert.Equal("Channel 4", _home.Match("Game of Crowns on ch 5").Candidates[0].Channel.Name);
    }

    [Fact]
    public void High_definition_comes_before_standard_and_the_hour_later_only_when_the_post_says_so()
    {
        Assert.Equal("Channel One HD", _home.Match("Game of Crowns at 9pm").Candidates[0].Channel.Name);
        Assert.Equal("Channel One +1", _home.Match("Game of Crowns at 10pm").Candidates[0].Channel.Name);
        Assert.Equal("Channel One +1", _home.Match("Game of Crowns on Channel One +1").Candidates[0].Channel.Name);
    }

    [Fact]
    public void Time_is_meant_in_the_posts_zone()
    {
        var match = _home.Guide.Match(new PostText("Game of Crowns at 4pm", _home.Now, "America/New_York"), _home.Now);

        Assert.Equal(_home.Now.AddMinutes(50), match.Candidates[0].Airing.Start);
        Assert.Contains(match.Candidates[0].Reasons, reason => reason.Contains("at 4pm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Game of Crowns tomorrow at 9pm", -24, 3)]
    [InlineData("Game of Crowns tomorrow at 9pm", 0, 4)]
    [InlineData("morgen um 21 Uhr Game of Crowns", -24, 3)]
    [InlineData("morgen um 21 Uhr Game of Crowns", 0, 4)]
    public void Days_count_from_when_the_post_was_written(string post, int hours, int day) =>
        Assert.Equal(day, _home.Guide.Match(new PostText(post, _home.Now.AddHours(hours)), _home.Now).Candidates[0].Airing.Start.Day);

    [Theory]
    [InlineData("watching Border Lines with my mum, so good", null, "English One")]
    [InlineData("schaue gerade Border Lines mit meiner Mutter, so gut", null, "Deutsch Eins")]
    [InlineData("Border Lines", "en", "English One")]
    [InlineData("Border Lines", "de-AT", "Deutsch Eins")]
    public void Of_two_that_are_alike_the_one_in_the_posts_language_comes_first(string post, string? language, string channel)
    {
        using var home = new TestGuide("2026-03-03 20:10");
        home.Guide.Import([], [TestGuide.Text("guide.xml", """
            <tv><channel id="a"><display-name>Deutsch Eins</display-name></channel><channel id="b"><display-name>English One</display-name></channel>
            <programme channel="a" start="20260303200000 +0000" stop="20260303210000 +0000"><title lang="de">Border Lines</title></programme>
            <programme channel="b" start="20260303200000 +0000" stop="20260303210000 +0000"><title lang="en">Border Lines</title></programme></tv>
            """)], TestContext.Current.CancellationToken);
        Assert.Equal(channel, home.Guide.Match(new PostText(post, Language: language), home.Now).Candidates[0].Channel.Name);
    }

    [Fact]
    public void A_show_is_found_by_its_title_in_another_language()
    {
        using var home = new TestGuide("2026-03-03 20:10");
        home.Guide.Import([], [TestGuide.Text("guide.xml", """
            <tv><programme channel="a" start="20260303200000 +0000" stop="20260303210000 +0000">
            <title lang="de">Die Hafenkante</title><title lang="en">Harbour Crime Scene</title></programme></tv>
            """)], TestContext.Current.CancellationToken);
        Assert.Equal("Die Hafenkante", home.Match("watching Harbour Crime Scene tonight").Candidates[0].Airing.Title);
    }

    [Fact]
    public void At_most_five_airings_are_offered()
    {
        using var home = new TestGuide("2026-03-03 20:10").WithGuide(Enumerable.Range(0, 9).Select(day => ("a", 60 + (day * 1_440), 60, "Game of Crowns")));
        Assert.Equal(5, home.Match("Game of Crowns").Candidates.Count);
    }

    [Fact]
    public void What_a_post_quotes_tells_what_it_leaves_open()
    {
        var reply = new PostText("same here !!", Parent: "watching Game of Crowns on Second tomorrow");

        Assert.Empty(_home.Match(reply.Text).Candidates);
        Assert.Equal("Second", _home.Guide.Match(reply, _home.Now).Candidates[0].Channel.Name);
    }

    [Fact]
    public void Own_words_count_more_than_those_quoted()
    {
        var reply = new PostText("no, watching Tom & Gerald", Parent: "watching Game of Crowns");

        Assert.Equal("Tom & Gerald", _home.Guide.Match(reply, _home.Now).Candidates[0].Airing.Title);
    }

    [Fact]
    public void Words_of_the_title_are_no_time() =>
        Assert.Equal(_home.Now.Date.AddHours(22), _home.Match("watching Evening News at Ten").Candidates[0].Airing.Start.DateTime);

    [Theory]
    [InlineData("7:30 was a good time to get up")]
    [InlineData("it costs 7 pounds")]
    [InlineData("Vampire bats are not evil")]
    [InlineData("the crowns of the trees #royal")]
    [InlineData("#TVA123XYZ")]
    public void Post_about_no_show_gets_no_button(string post) => Assert.False(_home.Match(post).OneTap);

    [Fact]
    public void No_text_throws_and_probabilities_never_exceed_one()
    {
        string[] parts = ["Game of Crowns", "#GoC", "@", "#", "8/7c", "at 9", "S03E02", "\"", "«", "tonight", "\ud83d", "\u0301", "｢", "２１：００", "باب البحر", "真夜中", "런닝맨을", "99:99", "Folge 99999999", " ", "\n", "&amp;", "’s", "+1", "ch 4", "Sunday", "31.02.", "Feb 30"];
        var some = Gen.Int[0, parts.Length - 1].Select(index => parts[index]).Array[0, 12];
        var text = Gen.OneOf(Gen.String, some.Select(string.Concat), some.Select(words => string.Join(' ', words)));
        Gen.Select(text, text).Sample((post, parent) =>
        {
            var match = _home.Guide.Match(new PostText(post, Parent: parent), _home.Now);

            Assert.True(match.Candidates.Count <= 5);
            Assert.InRange(match.None + match.Candidates.Sum(candidate => candidate.Probability), 0, 1.000001);
            Assert.All(match.Candidates, candidate => Assert.InRange(candidate.Probability, 0.0001, 1));
            Assert.True(!match.OneTap || match.Candidates[0].Probability >= Weights.OneTapAt);
        });
    }
}
