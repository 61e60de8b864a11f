using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Once on a real guide: five British channels in December 2015.</summary>
public sealed class RealGuideTests
{
    [Fact]
    public async Task A_real_post_about_a_real_airing_tunes_its_channel_and_another_offers_nothing()
    {
        var guide = Repository.SharedData("xmltv", "UK_Data.xml");
        await using var broadcaster = await Broadcaster.StartAsync();
        using var folder = new TemporaryFolder();
        var channels = System.Xml.Linq.XDocument.Load(guide).Root!.Elements("channel")
            .Select(channel => (Id: channel.Attribute("id")!.Value, Name: channel.Element("display-name")!.Value)).ToList();
        Assert.Equal(5, channels.Count);
        File.WriteAllLines(folder.File("uk.m3u"), channels
            .SelectMany((channel, index) => new[]
            {
                $"#EXTINF:-1 tvg-id=\"{channel.Id}\" tvg-chno=\"{index + 1}\",{channel.Name}",
                broadcaster.Channel(channel.Name.StartsWith("BBC1", StringComparison.Ordinal) ? 1 : 2 + (index % 2)).AbsoluteUri,
            })
            .Prepend("#EXTM3U"));
        var (home, phone) = await Home.StartPairedAsync(new() { Lineup = [folder.File("uk.m3u")], Guide = [guide], Clock = "2015-12-02T21:15:00Z" });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideOrLineupAsync("The Apprentice");

        var nothing = await phone.ShareAsync("doctors say coffee is good for you now");
        Assert.Empty(nothing.Candidates);

        var answer = await phone.ShareAsync("Lord Sugar is not having any of it tonight #TheApprentice");
        Assert.True(answer.OneTap);
        Assert.Equal("The Apprentice", answer.Candidates[0].Title);
        Assert.StartsWith("BBC1", answer.Candidates[0].Channel, StringComparison.Ordinal);
        Assert.Equal(Progress.Done, (await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]))).Progress);
        await home.Screen.WaitForChannelAsync("garden.demo");
    }
}
