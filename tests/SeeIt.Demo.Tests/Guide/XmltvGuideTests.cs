using System.Globalization;
using System.Xml.Linq;
using SeeIt.Demo.Broadcast;
using SeeIt.Demo.Guide;

namespace SeeIt.Demo.Tests.Guide;

public sealed class XmltvGuideTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 20, 17, 0, TimeSpan.Zero);
    private readonly XElement _guide = XDocument.Load(new MemoryStream(XmltvGuide.Render(new Schedule(Now), Now))).Root!;

    [Fact]
    public void Every_channel_of_the_lineup_is_in_the_guide() =>
        Assert.Equal(
            DemoChannel.All.Select(channel => channel.Id),
            _guide.Elements("channel").Select(channel => (string)channel.Attribute("id")!));

    [Fact]
    public void Seven_days_are_covered()
    {
        foreach (var channel in DemoChannel.All)
        {
            var airings = _guide.Elements("programme").Where(airing => (string)airing.Attribute("channel")! == channel.Id).ToList();
            Assert.True(Time(airings[0], "start") <= Now);
            Assert.True(Time(airings[^1], "stop") >= Now.AddDays(7));
        }
    }

    [Fact]
    public void An_episode_is_numbered_in_both_systems()
    {
        var airing = _guide.Elements("programme").First(airing =>
            (string)airing.Element("title")! == "The Night Garden" && Time(airing, "start") <= Now && Time(airing, "stop") > Now);

        Assert.Equal("The Lantern Thief", (string)airing.Element("sub-title")!);
        Assert.Equal(["1.0.", "S02E01"], airing.Elements("episode-num").Select(number => number.Value));
    }

    private static DateTimeOffset Time(XElement airing, string attribute) =>
        DateTimeOffset.ParseExact((string)airing.Attribute(attribute)!, "yyyyMMddHHmmss zzz", CultureInfo.InvariantCulture);
}
