using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class ProgrammeIdsTests
{
    [Theory]
    [InlineData("EP01234567.0042", "EP01234567")]
    [InlineData("EP012345670042", "EP01234567")]
    [InlineData("EP01234567", "EP01234567")]
    [InlineData("SH01234567.0000", "EP01234567")]
    public void The_first_eight_digits_of_an_episode_are_the_series(string id, string series) => Assert.Equal(series, ProgrammeIds.SeriesOf(id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MV01234567.0000")]
    [InlineData("SP01234567.0000")]
    [InlineData("EP0123456.0042")]
    [InlineData("EP01234567.004")]
    [InlineData("EP01234567.00421")]
    [InlineData("EP0123456٧.0042")]
    [InlineData(" EP01234567.0042 junk")]
    public void What_is_no_episode_has_no_series(string? id) => Assert.Null(ProgrammeIds.SeriesOf(id));
}
