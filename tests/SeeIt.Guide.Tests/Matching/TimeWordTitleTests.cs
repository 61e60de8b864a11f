namespace SeeIt.Guide.Tests.Matching;

/// <summary>Titles that are time words too, and initials of long titles. Ten past seven in the evening, Thursday 26 November 2026, UTC.</summary>
public sealed class TimeWordTitleTests : IDisposable
{
    private readonly TestGuide _home = new TestGuide("2026-11-26 19:10").WithGuide(
        ("one", -10, 60, "Tonight"), ("two", -10, 60, "Harbour Lights"), ("two", 110, 60, "Harbour Lights"), ("one", 50, 60, "Open House"),
        ("three", 275, 60, "This Week"), ("four", -10, 60, "Keeping Pace with the Kowalskis"), ("five", -10, 60, "How We Met Our Neighbours"),
        ("six", -10, 60, "Orange Was the Old Black"), ("seven", -10, 60, "The Real Farmwives of Old York"), ("eight", -10, 60, "Game of Crowns"));

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("\"Tonight\" is on now", "Tonight")]
    [InlineData("watching Tonight on one", "Tonight")]
    [InlineData("\"This Week\" is on tonight", "This Week")]
    [InlineData("watching This Week on three", "This Week")]
    [InlineData("#ThisWeek on three", "This Week")]
    public void Time_word_that_is_quoted_or_has_a_channel_is_the_title(string post, string title) => Assert.Equal(title, First(post));

    [Theory]
    [InlineData("see you tonight")]
    [InlineData("Tonight we dance")]
    [InlineData("tonight is the night")]
    [InlineData("this week was awful")]
    [InlineData("This week I start my new job")]
    [InlineData("can't wait for this week to end")]
    public void Time_word_alone_is_no_offer(string post) => Assert.Empty(_home.Match(post).Candidates);

    [Theory]
    [InlineData("Harbour Lights tonight at 9", "two", 110)]
    [InlineData("Open House tonight", "one", 50)]
    [InlineData("Tonight: Open House", "one", 50)]
    [InlineData("watching Open House this week", "one", 50)]
    public void Time_word_beside_another_title_is_the_time(string post, string channel, int minutes)
    {
        var first = _home.Match(post).Candidates[0];

        Assert.Equal((channel, _home.Now.AddMinutes(minutes)), (first.Channel.Name, first.Airing.Start));
    }

    [Theory]
    [InlineData("#KPWTK", "Keeping Pace with the Kowalskis")]
    [InlineData("who's watching #kpwtk", "Keeping Pace with the Kowalskis")]
    [InlineData("KPWTK is on", "Keeping Pace with the Kowalskis")]
    [InlineData("#HWMON tonight", "How We Met Our Neighbours")]
    [InlineData("#OWTOB", "Orange Was the Old Black")]
    [InlineData("#OWOB", "Orange Was the Old Black")]
    [InlineData("#TRFOOY", "The Real Farmwives of Old York")]
    [InlineData("#RFOOY", "The Real Farmwives of Old York")]
    [InlineData("#RFOY", "The Real Farmwives of Old York")]
    [InlineData("#GoC", "Game of Crowns")]
    public void Initials_of_a_long_title_are_the_title(string post, string title) => Assert.Equal(title, First(post));

    [Theory]
    [InlineData("#KPWTK")]
    [InlineData("#HWMON")]
    [InlineData("#TRFOOY")]
    public void Five_initials_in_a_tag_of_what_is_on_are_one_button(string post) => Assert.True(_home.Match(post).OneTap);

    [Theory]
    [InlineData("kpw")]
    [InlineData("#KTP")]
    [InlineData("wtk is that")]
    public void Other_letters_are_not(string post) => Assert.False(_home.Match(post).OneTap);

    private string First(string post)
    {
        var match = _home.Match(post);
        Assert.NotEmpty(match.Candidates);
        return match.Candidates[0].Airing.Title;
    }
}
