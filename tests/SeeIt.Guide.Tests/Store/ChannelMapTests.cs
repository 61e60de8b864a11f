namespace SeeIt.Guide.Tests.Store;

/// <summary>Which channel of the guide one of the lineup is.</summary>
public sealed class ChannelMapTests
{
    private const string Xmltv = """
        <tv>
          <channel id="I5.1.1.gracenote"><display-name>5-1</display-name><display-name>WRALDT</display-name></channel>
          <channel id="I7.1.2.gracenote"><display-name>7.1</display-name><display-name>WTVDDT</display-name></channel>
          <channel id="I7.1.3.gracenote"><display-name>7.1</display-name><display-name>WABCDT</display-name></channel>
          <channel id="I201.4.gracenote"><display-name>201</display-name><display-name>Garden</display-name></channel>
          <programme channel="I5.1.1.gracenote" start="20261127200000 +0000" stop="20261127210000 +0000"><title>News</title></programme>
          <programme channel="I7.1.2.gracenote" start="20261127200000 +0000" stop="20261127210000 +0000"><title>Weather</title></programme>
          <programme channel="I201.4.gracenote" start="20261127200000 +0000" stop="20261127210000 +0000"><title>Roses</title></programme>
        </tv>
        """;

    [Theory]
    [InlineData("5.1", "WRAL-HD", "News")]
    [InlineData("5-1", "Channel 5", "News")]
    [InlineData("7.1", "ABC", null)]
    [InlineData("201", "Some channel", null)]
    [InlineData("201", "Garden HD", "Roses")]
    public void An_ATSC_number_is_the_channels_where_it_is_one_channels_and_another_number_is_not(string number, string name, string? onNow)
    {
        using var household = new TestGuide("2026-11-27 20:15");
        var lineup = TestGuide.Text("lineup.m3u", $"#EXTM3U\n#EXTINF:-1 tvg-chno=\"{number}\",{name}\nhttp://192.0.2.1/1\n");
        var result = household.Guide.Import([lineup], [TestGuide.Text("guide.xml", Xmltv)], TestContext.Current.CancellationToken);

        Assert.True(result.Installed, string.Join('\n', result.Errors));
        Assert.Equal(onNow, household.Guide.On(Assert.Single(household.Guide.Channels).Id, household.Now)?.Title);
    }
}
