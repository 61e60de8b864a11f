using System.Text;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class LineupDocumentsTests
{
    [Fact]
    public void Tickets_are_dropped_and_what_lasts_is_kept()
    {
        var entries = Lineups.OfM3u("""
            #EXTINF:-1,One
            http://tv:9981/stream/channelid/1234?ticket=5A2B&profile=pass
            #EXTINF:-1,Two
            http://tv:9981/stream/channelid/5678?ticket=5A2B
            #EXTINF:-1,Elsewhere
            http://tv/live?ticket=1
            """);

        Assert.Equal(
            ["http://tv:9981/stream/channelid/1234?profile=pass", "http://tv:9981/stream/channelid/5678", "http://tv/live?ticket=1"],
            entries.Select(entry => entry.Uri.AbsoluteUri));
    }

    [Fact]
    public void Who_may_read_the_lineup_may_play_what_is_at_the_same_server_and_no_other_learns_the_password()
    {
        var entries = Read(new Uri("http://anna:p%40ss@tv:9981/playlist/channels"), """
            #EXTM3U
            #EXTINF:-1,Same
            http://tv:9981/stream/channelid/1
            #EXTINF:-1,Relative
            /stream/channelid/2
            #EXTINF:-1,Other port
            http://tv:80/3
            #EXTINF:-1,Other host
            http://other:9981/4
            #EXTINF:-1,Own
            http://bob:own@tv:9981/5
            """);

        Assert.Equal(
            ["anna:p%40ss", "anna:p%40ss", "", "", "bob:own"], entries.Select(entry => entry.Uri.UserInfo));
    }

    [Fact]
    public void Of_a_device_that_named_itself_only_its_own_addresses_are_taken()
    {
        List<Problem> leftOut = [];
        var documents = new LineupDocuments(new LineupInput("device", [
            new LineupDocument(Bytes("[{\"GuideName\":\"Own\",\"URL\":\"http://10.0.0.9:5004/auto/v1\"},{\"GuideName\":\"Router\",\"URL\":\"http://10.0.0.1/reboot\"}]"))
            {
                OnlyHost = "10.0.0.9",
                TunersOf = _ => new SourceTuners("device", 2),
            },
        ]))
        {
            LeftOut = leftOut.Add,
        };

        var entry = Assert.Single(documents.Read());
        Assert.Equal(("Own", new SourceTuners("device", 2)), (entry.Name, entry.Tuners));
        Assert.Contains("leads away from the device", Assert.Single(leftOut).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_header_says_of_all_holds_where_an_entry_does_not_say_otherwise()
    {
        var entries = Lineups.Of("""
            #EXTM3U tvg-shift="2" catchup="shift" catchup-days="5"
            #EXTINF:-1,One
            http://h/1
            #EXTINF:-1 tvg-shift="-1" catchup-days="7",Two
            http://h/2
            """);

        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromHours(-1)], entries.Select(entry => entry.Shift));
        Assert.Equal([("shift", "5"), ("shift", "7")], entries.Select(entry => (entry.Options["catchup"], entry.Options["catchup-days"])));
    }

    private static List<LineupEntry> Read(Uri from, string text) =>
        [.. new LineupDocuments(new LineupInput("x", [new LineupDocument(Bytes(text), from)])).Read()];

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
