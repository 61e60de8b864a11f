using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class EpisodeNumbersTests
{
    [Theory]
    [InlineData("5.3/10.", "S06E04")]
    [InlineData(" . 36", "E37")]
    [InlineData("-1.0.0/1", "S00E01")]
    [InlineData("1.11.0/2", "S02E12 part 1")]
    [InlineData(".1/0.", "E02")]
    [InlineData("4..", "S05")]
    [InlineData(" 0 . 1 / 13 . 0 / 1 ", "S01E02")]
    [InlineData("", "")]
    [InlineData("x.y", "")]
    public void Xmltv_ns_counts_from_zero_and_may_have_gaps(string value, string number) =>
        Assert.Equal(number, EpisodeNumbers.FromXmltvNs(value).ToString());

    [Theory]
    [InlineData("S06E04", "S06E04")]
    [InlineData("s6 ep4", "S06E04")]
    [InlineData("Series 6, Episode 4", "S06E04")]
    [InlineData("Staffel 2 Folge 13", "S02E13")]
    [InlineData("6x04", "S06E04")]
    [InlineData("Ep. 12", "E12")]
    [InlineData("(4/10)", "E04")]
    [InlineData("317", "E317")]
    [InlineData("Season 3", "S03")]
    [InlineData("pilot", "")]
    public void Onscreen_is_read_as_broadcasters_write_it(string value, string number) =>
        Assert.Equal(number, EpisodeNumbers.FromOnscreen(value).ToString());
}
