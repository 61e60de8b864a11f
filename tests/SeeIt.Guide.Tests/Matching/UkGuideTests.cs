namespace SeeIt.Guide.Tests.Matching;

/// <summary>Real posts and a real guide: Wednesday 2 December 2015, a quarter past nine in the evening.</summary>
public sealed class UkGuideTests(ITestOutputHelper output)
{
    [Fact]
    public void Hashtag_of_what_is_on_now_is_offered_as_one_button()
    {
        using var uk = TestGuide.Uk();

        var match = uk.Match("Lord Sugar is not having any of it tonight #TheApprentice");

        Write(match);
        Assert.True(match.OneTap);
        Assert.Equal("The Apprentice", match.Candidates[0].Airing.Title);
        Assert.Equal("BBC1 HD", match.Candidates[0].Channel.Name);
        Assert.Equal(Showing.Now, match.Candidates[0].When);
        Assert.Contains("Property Agents", match.Candidates[0].Episode, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctors say coffee is good for you now")]
    [InlineData("nice weather today")]
    [InlineData("this morning I made it to the box on time")]
    [InlineData("see you tonight")]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("😀😀😀 https://example.com/a?b=c#d")]
    public void Post_about_no_show_gets_no_offer(string post)
    {
        using var uk = TestGuide.Uk();

        var match = uk.Match(post);

        Write(match);
        Assert.Empty(match.Candidates);
        Assert.False(match.OneTap);
        Assert.InRange(match.None, 0.5, 1);
    }

    [Theory]
    [InlineData("omg Gogglebox is so funny tonight", "Gogglebox")]
    [InlineData("anyone watching I'm a Celebrity? Get me out of here!!", "I'm a Celebrity Get Me Out of Here!")]
    [InlineData("#ImACeleb Ferne is hilarious", "I'm a Celebrity Get Me Out of Here!")]
    [InlineData("ＭａｓｔｅｒＣｈｅｆ: The Professionals on BBC2, wow", "MasterChef: The Professionals")]
    [InlineData("@bbcdoctorwho cannot wait for Saturday", "Doctor Who")]
    [InlineData("Catching up on \"Peep Show\" again", "Peep Show")]
    public void Post_about_a_show_has_it_first(string post, string title)
    {
        using var uk = TestGuide.Uk();

        var match = uk.Match(post);

        Write(match);
        Assert.NotEmpty(match.Candidates);
        Assert.Equal(title, match.Candidates[0].Airing.Title);
    }

    [Fact]
    public void Few_of_the_posts_about_no_show_get_an_offer()
    {
        var posts = RealPost.Read("other.jsonl");
        using var uk = TestGuide.Uk();
        int offers = 0, oneTaps = 0;
        foreach (var post in posts)
        {
            var match = uk.Match(post.Text);
            if (match.Candidates.Count > 0)
            {
                offers++;
                output.WriteLine($"{match.Candidates[0].Probability:0.00} {match.Candidates[0].Airing.Title}{(match.OneTap ? " ONE TAP" : "")} <- {post.Text}");
                output.WriteLine("      " + string.Join("; ", match.Candidates[0].Reasons));
            }

            oneTaps += match.OneTap ? 1 : 0;
        }

        output.WriteLine($"{posts.Count} posts, {offers} offers, {oneTaps} one-tap offers");
        Assert.InRange(oneTaps, 0, 5);
        Assert.InRange(offers, 0, 40);
    }

    private void Write(MatchResult match)
    {
        foreach (var candidate in match.Candidates)
        {
            output.WriteLine($"{candidate.Probability:0.000} {candidate.Airing.Title} {candidate.Channel.Name} {candidate.Airing.Start:u} {candidate.When}: {string.Join("; ", candidate.Reasons)}");
        }

        output.WriteLine($"none {match.None:0.000}, one tap {match.OneTap}");
    }
}
