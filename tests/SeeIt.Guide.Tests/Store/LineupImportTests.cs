using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Store;

public sealed class LineupImportTests
{
    private const string Garden = "#EXTM3U\n#EXTINF:-1,Garden\nhttp://a/garden\n";
    private const string Both = "#EXTM3U\n#EXTINF:-1,Garden HD\nhttp://b/garden\n#EXTINF:-1,Harbour\nhttp://b/harbour\n";

    [Fact]
    public void A_lineup_that_cannot_be_had_keeps_its_sources_in_their_order_while_the_others_are_new()
    {
        using var household = new TestGuide("2026-01-01");
        var cancellation = TestContext.Current.CancellationToken;
        household.Guide.Import([TestGuide.Text("a", Garden), TestGuide.Text("b", Both)], [], cancellation);

        var gone = new LineupInput("a", [], new Problem("a", 0, "It does not answer."));
        var result = household.Guide.Import([gone, TestGuide.Text("b", Both + "#EXTINF:-1,New\nhttp://b/new\n")], [], cancellation);

        Assert.True(result.Installed);
        Assert.True(result.Inputs[0].KeptOld);
        Assert.Equal("a: It does not answer.", Assert.Single(result.Errors).ToString());
        Assert.Equal(["Garden", "Harbour", "New"], household.Guide.Channels.Select(channel => channel.Name));
        Assert.Equal(["http://a/garden", "http://b/garden"], household.Guide.Channels[0].Sources.Select(source => source.Uri.OriginalString));
    }

    [Fact]
    public void When_none_can_be_had_all_stays_as_it_was()
    {
        using var household = new TestGuide("2026-01-01");
        household.Guide.Import([TestGuide.Text("a", Garden)], [], TestContext.Current.CancellationToken);

        var result = household.Guide.Import([new LineupInput("b", [], new Problem("b", 0, "No."))], [], TestContext.Current.CancellationToken);

        Assert.False(result.Installed);
        Assert.Equal("Garden", Assert.Single(household.Guide.Channels).Name);
    }

    [Fact]
    public void Tuners_headers_programmes_and_passwords_are_there_again_after_a_restart()
    {
        using var household = new TestGuide("2026-01-01");
        household.Guide.Import(
            [TestGuide.Text("conf", "BBC One:505833333:h:0:22000:1:2:4164\n"), TestGuide.Text("m3u", "#EXTM3U\n#EXTINF:-1,BBC One\nhttp://anna:secret@h/1|User-Agent=x\n")],
            [], TestContext.Current.CancellationToken);
        household.Reopen();

        var sources = Assert.Single(household.Guide.Channels).Sources;
        Assert.Equal((1, "4164"), (sources[0].Tuners?.Count, sources[0].Options["program"]));
        Assert.Equal((null, "anna:secret", "x"), (sources[1].Tuners, sources[1].Uri.UserInfo, sources[1].Headers["User-Agent"]));
    }
}
