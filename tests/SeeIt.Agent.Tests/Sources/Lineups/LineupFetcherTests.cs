using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Lineups;

public sealed class LineupFetcherTests
{
    [Fact]
    public void Two_lists_of_one_server_have_two_names() => Assert.Equal(
        ["http://h", "/a.m3u", "http://h (2)", "http://h (3)"],
        LineupFetcher.Names([.. new[] { "http://h/1?password=x", "/a.m3u", "http://h/2", "http://h/3" }.Select(Providers.Place)]));

    [Fact]
    public void What_was_added_at_the_box_comes_once_and_what_is_no_place_is_left_out()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(AddedPlaces.Read(folder.Path));
        AddedPlaces.Add(folder.Path, [Providers.Place("hdhomerun://1052AA10")]);
        AddedPlaces.Add(folder.Path, [Providers.Place("hdhomerun://1052AA10"), Providers.Place("satip://10.0.0.9")]);
        File.AppendAllText(folder.File(AddedPlaces.FileName), "# a comment\nnonsense://x\n");
        Assert.Equal(["hdhomerun://1052AA10", "satip://10.0.0.9"], AddedPlaces.Read(folder.Path).Select(place => place.Text));
    }
}
