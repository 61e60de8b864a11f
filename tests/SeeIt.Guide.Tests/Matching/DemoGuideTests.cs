namespace SeeIt.Guide.Tests.Matching;

public sealed class DemoGuideTests : IDisposable
{
    private readonly TestGuide _demo = new TestGuide("2026-03-03 20:10").WithGuide(
        ("one", -10, 30, "The Night Garden"),
        ("one", 20, 60, "Harbour Lights"),
        ("one", 180, 30, "The Night Garden"),
        ("two", -5, 60, "You"),
        ("two", 60, 60, "Café Zürich"),
        ("three", -100, 60, "Yesterday's Bread"),
        ("three", -10, 60, "深夜食堂"));

    public void Dispose() => _demo.Dispose();

    [Fact]
    public void Hashtag_without_the_article_is_the_show_that_is_on_now()
    {
        var match = _demo.Match("Can't believe that twist on #NightGarden right now");

        Assert.True(match.OneTap);
        Assert.Equal(("The Night Garden", Showing.Now), (match.Candidates[0].Airing.Title, match.Candidates[0].When));
        Assert.Equal(2, match.Candidates.Count);
        Assert.Equal(Showing.Later, match.Candidates[1].When);
    }

    [Fact]
    public void Show_that_is_not_on_now_has_its_next_start()
    {
        var match = _demo.Match("anyone else loving Harbour Lights?");

        var first = match.Candidates[0];
        Assert.Equal(("Harbour Lights", Showing.Later), (first.Airing.Title, first.When));
        Assert.Equal(_demo.Now.AddMinutes(20), first.Airing.Start);
    }

    [Fact]
    public void Show_that_is_over_is_said_to_be_past_and_never_one_button()
    {
        var match = _demo.Match("still thinking about #YesterdaysBread");

        Assert.Equal(Showing.Past, match.Candidates[0].When);
        Assert.False(match.OneTap);
    }

    [Theory]
    [InlineData("nice weather today")]
    [InlineData("are you there?")]
    [InlineData("Are You There? I miss you tonight")]
    [InlineData("I love you now")]
    [InlineData("the garden at night is so quiet")]
    public void Words_that_happen_to_be_a_title_are_no_offer(string post) => Assert.Empty(_demo.Match(post).Candidates);

    [Theory]
    [InlineData("anyone watching #You right now?", "You")]
    [InlineData("cafe zurich starts in an hour", "Café Zürich")]
    [InlineData("watching CAFE\u0301 ZU\u0308RICH", "Café Zürich")]
    [InlineData("今 深夜食堂 見てる", "深夜食堂")]
    [InlineData("watching 𝐇𝐚𝐫𝐛𝐨𝐮𝐫 𝐋𝐢𝐠𝐡𝐭𝐬 😍", "Harbour Lights")]
    [InlineData("Harbour Lights on at 8:30pm!", "Harbour Lights")]
    public void Title_is_found_however_it_is_written(string post, string title) =>
        Assert.Equal(title, _demo.Match(post).Candidates[0].Airing.Title);

    [Fact]
    public void Probabilities_and_none_add_up_to_one_but_for_what_is_too_unlikely_to_be_offered()
    {
        var match = _demo.Match("watching #NightGarden and then #HarbourLights");

        Assert.InRange(match.Candidates.Sum(candidate => candidate.Probability) + match.None, 0.99, 1.000001);
        Assert.False(match.OneTap);
    }
}
