namespace SeeIt.Guide.Tests.Matching;

/// <summary>What a post says besides a title. Ten past nine in the evening, Friday 27 November 2026, UTC.</summary>
public sealed class PostEvidenceTests : IDisposable
{
    private const string Guide =
        """
        <tv>
        <channel id="bbx1"><display-name>BBX1</display-name></channel>
        <channel id="four"><display-name>Channel 4</display-name></channel>
        <programme channel="bbx1" start="20261127210000 +0000" stop="20261127220000 +0000"><title>Homestead</title>
          <sub-title>All About Ellisandra</sub-title><episode-num system="xmltv_ns">4.7.</episode-num></programme>
        <programme channel="bbx1" start="20261127223500 +0000" stop="20261127233000 +0000"><title>The Gregor Northam Show</title>
          <desc>Zed Marlowe and Ada Quill join him on the sofa.</desc></programme>
        <programme channel="bbx1" start="20261128060000 +0000" stop="20261128090000 +0000"><title>Breakfast</title></programme>
        <programme channel="bbx1" start="20261128223500 +0000" stop="20261128233000 +0000"><title>The Gregor Northam Show</title>
          <desc>Music by the Copper Larks.</desc><credits><guest>Harper Lindqvist</guest></credits></programme>
        <programme channel="four" start="20261127210000 +0000" stop="20261127220000 +0000"><title>EastDwellers</title></programme>
        <programme channel="four" start="20261127220000 +0000" stop="20261127223000 +0000"><title>Raw Bargain</title></programme>
        <programme channel="four" start="20261127223000 +0000" stop="20261127233000 +0000"><title>Query Time</title></programme>
        <programme channel="four" start="20261127233000 +0000" stop="20261128000000 +0000"><title>Neighbours</title></programme>
        <programme channel="four" start="20261128210000 +0000" stop="20261128220000 +0000"><title>Inspector Barnabus</title></programme>
        <programme channel="four" start="20261128220000 +0000" stop="20261128233000 +0000"><title>Les Ploukes 3</title></programme>
        <programme channel="four" start="20261129200000 +0000" stop="20261129210000 +0000"><title>Homestead</title>
          <sub-title>The Velvet Ruse</sub-title><episode-num system="xmltv_ns">4.8.</episode-num></programme>
        <programme channel="bbx1" start="20261129200000 +0000" stop="20261129210000 +0000"><title>Wer zählt denn sowas?</title></programme>
        </tv>
        """;

    private readonly TestGuide _home = new("2026-11-27 21:10");

    public PostEvidenceTests()
    {
        var imported = _home.Guide.Import([], [TestGuide.Text("guide.xml", Guide)], TestContext.Current.CancellationToken);
        Assert.True(imported.Installed, string.Join('\n', imported.Errors));
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("#EastDwellers is on fire", "EastDwellers")]
    [InlineData("#ED is on fire tonight", "EastDwellers")]
    [InlineData("#QT later", "Query Time")]
    [InlineData("#bbxqt", "Query Time")]
    [InlineData("@TheGNShow who is on the sofa?", "The Gregor Northam Show")]
    [InlineData("#C4RawBargain", "Raw Bargain")]
    [InlineData("Barnabus tomorrow at nine", "Inspector Barnabus")]
    [InlineData("who else watches Les Ploukes tomorrow?", "Les Ploukes 3")]
    [InlineData("BBX Breakfast with the minister", "Breakfast")]
    public void Show_is_found_by_what_stands_for_its_title(string post, string title) => Assert.Equal(title, First(post));

    [Theory]
    [InlineData("#AllAboutEllisandra wow", 27)]
    [InlineData("all about ellisandra. just wow", 27)]
    [InlineData("\"The Velvet Ruse\" looks like a good one", 29)]
    [InlineData("The Velvet Ruse on Sunday!", 29)]
    public void Title_of_an_episode_names_the_show_and_the_airing(string post, int day)
    {
        var match = _home.Match(post);

        Assert.Equal(("Homestead", day), (match.Candidates[0].Airing.Title, match.Candidates[0].Airing.Start.Day));
    }

    [Theory]
    [InlineData("ellisandra is my sister")]
    [InlineData("it is all about the money")]
    public void Some_words_of_an_episodes_title_name_nothing(string post) => Assert.Empty(_home.Match(post).Candidates);

    [Theory]
    [InlineData("The Gregor Northam Show", 27)]
    [InlineData("The Gregor Northam Show with Zed Marlowe", 27)]
    [InlineData("The Gregor Northam Show with Harper Lindqvist and the Copper Larks", 28)]
    public void Guests_and_description_tell_airings_of_the_same_title_apart(string post, int day) =>
        Assert.Equal(day, _home.Match(post).Candidates[0].Airing.Start.Day);

    [Fact]
    public void Episode_that_the_guide_does_not_have_hides_no_show()
    {
        var match = _home.Match("Homestead S05E11 promo looks mad");

        Assert.Equal("Homestead", match.Candidates[0].Airing.Title);
    }

    [Fact]
    public void Hour_or_channel_beside_a_common_word_makes_a_title_of_it()
    {
        var beside = Likelihood("Neighbours 11.30pm, cannot miss that");

        Assert.True(beside > Likelihood("Neighbours again. Police came at 11.30pm") + 0.1, $"{beside}");
        Assert.True(beside > Likelihood("my neighbours 11.30pm, cannot sleep") + 0.3, $"{beside}");
    }

    [Fact]
    public void Indefinite_article_speaks_against_a_title() =>
        Assert.True(Likelihood("we will watch a raw bargain later") < Likelihood("we will watch raw bargain later"));

    [Fact]
    public void What_goes_on_behind_a_title_speaks_against_it()
    {
        Assert.True(Likelihood("raw bargain of the year") < Likelihood("raw bargain is the best") - 0.2);
        Assert.True(Likelihood("Query Time for the minister today") < Likelihood("Query Time with the minister today"));
    }

    [Theory]
    [InlineData("Ada is in EastDwellers")]
    [InlineData("Ada bei EastDwellers")]
    public void Someone_who_is_in_it_speaks_for_a_title(string post) => Assert.True(Likelihood(post) > Likelihood("Ada and EastDwellers") + 0.05);

    [Theory]
    [InlineData("Ada in EastDwellers and I'm late")]
    [InlineData("EastDwellers S03E02 und Ruhe")]
    public void What_is_no_name_makes_no_longer_name_of_a_title(string post) =>
        Assert.DoesNotContain(_home.Match(post).Candidates[0].Reasons, reason => reason.Contains("longer name", StringComparison.Ordinal));

    [Fact]
    public void What_is_on_says_less_where_the_post_says_another_hour() =>
        Assert.True(Likelihood("EastDwellers tomorrow at 10am") < Likelihood("EastDwellers at 9pm") - 0.1);

    [Fact]
    public void Evening_alone_is_no_watching() => Assert.True(Likelihood("#QT single mums are heroes") > 0.5);

    [Fact]
    public void Capital_says_less_in_german()
    {
        Assert.True(In("de") < In("en"), $"{In("de")} {In("en")}");

        double In(string language) => 1 - _home.Guide.Match(new PostText("ach ja, das Homestead dort", Language: language), _home.Now).None;
    }

    [Fact]
    public void Novel_of_the_same_name_is_no_other_work_when_the_post_says_the_channel() =>
        Assert.True(Likelihood("Raw Bargain on Channel 4, a fine novel before") > Likelihood("Raw Bargain, a fine novel before") + 0.3);

    private string? First(string post) => _home.Match(post).Candidates is [var first, ..] ? first.Airing.Title : null;

    private double Likelihood(string post) => 1 - _home.Match(post).None;
}
