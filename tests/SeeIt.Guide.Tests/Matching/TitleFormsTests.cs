using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Matching;

/// <summary>What people make of a title. Ten past nine in the evening, Friday 27 November 2026, UTC; all of it is on.</summary>
public sealed class TitleFormsTests : IDisposable
{
    private static readonly string[] Titles =
    [
        "Hollin City", "Matteo Glanz", "Barlow Nine-Nine", "The Late Room with Silvan Corbetta", "Rares für Bares", "Das letzte Menü", "Vermont's Next Topdesigner - by Gerda Blum",
        "L'amitié est dans le blé", "On n'est pas levé", "The True Gardeners of Old York City", "Promi Long Sister", "KochChef Bremen", "Narra cómo fue", "Planet Ten", "Kanal+ Sport",
    ];

    private readonly TestGuide _home = new TestGuide("2026-11-27 21:10").WithGuide(Titles.Select((title, index) => ($"channel{index}", -10, 60, title)));

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("not him again #hollin", "Hollin City")]
    [InlineData("what is he saying #glanz", "Matteo Glanz")]
    [InlineData("nine nine! #B99", "Barlow Nine-Nine")]
    [InlineData("barlow 99 is my comfort", "Barlow Nine-Nine")]
    [InlineData("#barlow99", "Barlow Nine-Nine")]
    [InlineData("that monologue @CorbettaLateRoom", "The Late Room with Silvan Corbetta")]
    [InlineData("that monologue @corbettalateroom", "The Late Room with Silvan Corbetta")]
    [InlineData("80 euro! #raresfuerbares", "Rares für Bares")]
    [InlineData("zu Gast beim letzten Menü", "Das letzte Menü")]
    [InlineData("Umstyling #vntd", "Vermont's Next Topdesigner - by Gerda Blum")]
    [InlineData("trop forte #ADB", "L'amitié est dans le blé")]
    [InlineData("odieux #ONPL", "On n'est pas levé")]
    [InlineData("mention it all #TGOOY", "The True Gardeners of Old York City")]
    [InlineData("wer ist das #PromiLS", "Promi Long Sister")]
    [InlineData("lecker #KochChefBR", "KochChef Bremen")]
    [InlineData("son mi familia #Narra", "Narra cómo fue")]
    public void Show_is_found_by_what_people_make_of_its_title(string post, string title)
    {
        var match = _home.Match(post);

        Assert.NotEmpty(match.Candidates);
        Assert.Equal(title, match.Candidates[0].Airing.Title);
    }

    [Theory]
    [InlineData("the city is nice")]
    [InlineData("narra qué te pasa")]
    [InlineData("der glanz der sterne")]
    [InlineData("#city")]
    [InlineData("99 balloons")]
    public void A_piece_of_a_title_is_none_where_it_may_be_any_word(string post) => Assert.False(_home.Match(post).OneTap);

    [Fact]
    public void Sign_at_the_end_of_a_channels_name_is_read()
    {
        using var home = new TestGuide("2026-11-27 21:10").WithGuide([("Kanal+", -10, 60, "Taxi"), ("Kanal", -10, 60, "Taxi")]);

        Assert.Equal("Kanal+", home.Match("Taxi sur Kanal+ là").Candidates[0].Channel.Name);
    }
}
