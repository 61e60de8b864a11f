using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Tests.Matching;

/// <summary>A show whose old instalment is on before the new one, at five past seven in the evening, Tuesday 3 March 2026, UTC.</summary>
public sealed class RepeatTests : IDisposable
{
    private readonly TestGuide _home = new("2026-03-03 19:05");

    public RepeatTests()
    {
        var imported = _home.Guide.Import([], [TestGuide.Text("guide.xml",
            """
            <tv>
            <programme channel="old" start="20260303200000 +0000" stop="20260303210000 +0000"><title>The Vampire Archives</title><previously-shown /></programme>
            <programme channel="new" start="20260303210000 +0000" stop="20260303220000 +0000"><title>The Vampire Archives</title></programme>
            <programme channel="new" start="20260303200000 +0000" stop="20260303210000 +0000"><title>Harbour Lights</title></programme>
            <programme channel="old" start="20260303210000 +0000" stop="20260303220000 +0000"><title>Harbour Lights</title><previously-shown /></programme>
            <programme channel="new" start="20260303220000 +0000" stop="20260303230000 +0000"><title>Open House</title></programme>
            <programme channel="old" start="20260303230000 +0000" stop="20260304000000 +0000"><title>Open House</title></programme>
            </tv>
            """)], TestContext.Current.CancellationToken);
        Assert.True(imported.Installed, string.Join('\n', imported.Errors));
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("a repeat of Harbour Lights later", "old")]
    [InlineData("Harbour Lights rerun tonight", "old")]
    [InlineData("heute Abend Wiederholung von Harbour Lights", "old")]
    [InlineData("rediffusion de Harbour Lights ce soir", "old")]
    [InlineData("la rediff de Harbour Lights", "old")]
    [InlineData("repetición de Harbour Lights esta noche", "old")]
    [InlineData("reprise de Harbour Lights hoje à noite", "old")]
    [InlineData("new episode of The Vampire Archives tonight", "new")]
    [InlineData("The Vampire Archives season premiere tonight", "new")]
    [InlineData("heute neue Folge The Vampire Archives", "new")]
    [InlineData("nouvel épisode de The Vampire Archives ce soir", "new")]
    [InlineData("nuevo capítulo de The Vampire Archives esta noche", "new")]
    [InlineData("novo capítulo de The Vampire Archives hoje à noite", "new")]
    public void Airing_is_the_repeat_or_the_new_one_as_the_post_says(string post, string channel) => Assert.Equal(channel, First(post));

    [Theory]
    [InlineData("watching The Vampire Archives tonight", "old")]
    [InlineData("Harbour Lights tonight", "new")]
    [InlineData("my song on repeat, and Harbour Lights tonight", "new")]
    [InlineData("a repeat of Open House later", "new")]
    public void Where_the_post_or_the_guide_does_not_say_it_is_the_next_one(string post, string channel) => Assert.Equal(channel, First(post));

    [Fact]
    public void Reason_names_the_posts_word() =>
        Assert.Contains(_home.Match("Wiederholung von Harbour Lights").Candidates[0].Reasons, reason => reason.Contains("\"wiederholung\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("rerun", true)]
    [InlineData("re-run", true)]
    [InlineData("Repeats again", true)]
    [InlineData("encore presentation", true)]
    [InlineData("wird wiederholt", true)]
    [InlineData("están repitiendo", true)]
    [InlineData("tá reprisando", true)]
    [InlineData("a rerun of the season premiere", true)]
    [InlineData("brand new", false)]
    [InlineData("all-new", false)]
    [InlineData("new eps", false)]
    [InlineData("épisode inédit", false)]
    [InlineData("estreno", false)]
    [InlineData("capítulo inédito", false)]
    [InlineData("this song is on repeat", null)]
    [InlineData("repeat after me", null)]
    [InlineData("my new phone", null)]
    [InlineData("back again", null)]
    public void Words_are_read_in_every_form(string text, bool? isRepeat) => Assert.Equal(isRepeat, RepeatWords.Find(text)?.IsRepeat);

    private string First(string post)
    {
        var match = _home.Match(post);
        Assert.NotEmpty(match.Candidates);
        return match.Candidates[0].Channel.Name;
    }
}
