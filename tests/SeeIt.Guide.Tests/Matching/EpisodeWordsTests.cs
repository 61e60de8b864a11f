using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Tests.Matching;

public sealed class EpisodeWordsTests
{
    [Theory]
    [InlineData("watching S02E05 now", 2, 5)]
    [InlineData("#GoTS05E02", 5, 2)]
    [InlineData("s2 e5", 2, 5)]
    [InlineData("2x05", 2, 5)]
    [InlineData("season 2 episode 3", 2, 3)]
    [InlineData("Season two, episode three", 2, 3)]
    [InlineData("series 6, ep. 4", 6, 4)]
    [InlineData("episode 3 of season 2", 2, 3)]
    [InlineData("Staffel 2 Folge 3", 2, 3)]
    [InlineData("2. Staffel, Folge 3", 2, 3)]
    [InlineData("saison 2 épisode 3", 2, 3)]
    [InlineData("temporada 2 capítulo 3", 2, 3)]
    [InlineData("T2 E3", 2, 3)]
    [InlineData("temporada 2 episódio 3", 2, 3)]
    [InlineData("Folge 3", null, 3)]
    [InlineData("capítulo 12", null, 12)]
    [InlineData("第3話", null, 3)]
    [InlineData("الحلقة 7", null, 7)]
    [InlineData("season 4 is great", 4, null)]
    [InlineData("the 3rd season", 3, null)]
    [InlineData("1920x1080", null, null)]
    [InlineData("four seasons", null, null)]
    [InlineData("", null, null)]
    public void Instalment_is_read_in_every_form(string text, int? season, int? episode)
    {
        var found = EpisodeWords.Find(text);

        Assert.Equal((season, episode), (found.Season, found.Episode));
    }
}
