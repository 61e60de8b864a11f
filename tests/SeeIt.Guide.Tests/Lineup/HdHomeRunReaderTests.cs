using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class HdHomeRunReaderTests
{
    [Fact]
    public void Channels_have_number_name_and_address()
    {
        var entries = Lineups.Of("""
            [{"GuideNumber":"5.1","GuideName":"WRAL-HD","VideoCodec":"MPEG2","AudioCodec":"AC3","HD":1,"Favorite":1,"URL":"http://192.168.1.20:5004/auto/v5.1"},
             {"GuideNumber":"701","GuideName":"BBC Radio 1","AudioCodec":"MPEG","OriginalNetworkID":9018,"TransportStreamID":"4161","ProgramNumber":6720,"URL":"http://192.168.1.20:5004/auto/v701"}]
            """);

        Assert.Equal([("5.1", "WRAL-HD", "http://192.168.1.20:5004/auto/v5.1", false), ("701", "BBC Radio 1", "http://192.168.1.20:5004/auto/v701", true)],
            entries.Select(entry => (entry.Number!, entry.Name, entry.Uri.OriginalString, entry.IsRadio)));
        Assert.Equal([null, new ServiceId(9018, 4161, 6720)], entries.Select(entry => entry.Service));
    }

    [Fact]
    public void What_is_protected_is_left_out_with_the_reason()
    {
        var entries = Lineups.Of("""
            [{"GuideNumber":"2","GuideName":"Free","URL":"http://h/2"},{"GuideNumber":"3","GuideName":"Film","DRM":1,"URL":"http://h/3"},{"GuideNumber":"4"}]
            """, out var leftOut);

        Assert.Equal("Free", Assert.Single(entries).Name);
        Assert.Equal(
            ["It is protected (DRM), and the device gives it to its own apps only: \"Film\".", "A channel without an address: \"4\"."],
            leftOut.Select(problem => problem.Message));
    }

    [Theory]
    [InlineData("\"DRM\":1", false)]
    [InlineData("\"DRM\":0", true)]
    [InlineData("\"DRM\":true", false)]
    [InlineData("\"Tags\":\"drm\"", false)]
    [InlineData("\"Tags\":\"favorite, DRM\"", false)]
    [InlineData("\"Tags\":\"favorite\"", true)]
    [InlineData("\"Tags\":\"\"", true)]
    [InlineData("\"HD\":1,\"Favorite\":1", true)]
    public void Protection_is_a_member_of_its_own_or_a_tag(string member, bool isTaken) => Assert.Equal(
        isTaken ? ["Free", "This"] : ["Free"],
        Lineups.Of($$"""[{"GuideNumber":"1","GuideName":"Free","URL":"http://h/auto/v1"},{"GuideNumber":"2","GuideName":"This",{{member}},"URL":"http://h/auto/v2"}]""").Select(entry => entry.Name));

    /// <summary>Numbers for texts, texts for numbers, a comma too many, a byte order mark.</summary>
    [Fact]
    public void What_emulators_write_by_hand_is_read()
    {
        var entries = Lineups.Of("\uFEFF[{\"GuideNumber\":5.1,\"GuideName\":\"A\",\"HD\":true,\"DRM\":\"0\",\"URL\":\"http://h/auto/v5.1\",},\n{\"GuideNumber\":7,\"GuideName\":null,\"URL\":\"http://h/auto/v7\"},]");

        Assert.Equal([("5.1", "A"), ("7", "7")], entries.Select(entry => (entry.Number!, entry.Name)));
    }

    [Theory]
    [InlineData("[]", "has no channel")]
    [InlineData("[{\"GuideNumber\":\"2\",\"DRM\":1,\"URL\":\"http://h/2\"}]", "gives none of its channels away")]
    [InlineData("[{\"GuideNumber\":\"2\",", "is damaged")]
    [InlineData("[{\"URL\":\"/etc/passwd\"}]", "gives none")]
    public void A_lineup_without_channels_is_refused_by_name(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<GuideFormatException>(() => Lineups.Of(json)).Message, StringComparison.Ordinal);
}
