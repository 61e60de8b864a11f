using CsCheck;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

/// <summary>Channels of several lineups become one, with several sources in the owner's order.</summary>
public sealed class LineupMergeTests
{
    private static LineupEntry Entry(string name, string path) => new(name, new Uri($"http://host/{path}"));

    [Fact]
    public void Same_name_is_one_channel_with_the_sources_in_the_order_of_the_lineups()
    {
        var channel = Assert.Single(Merge(
            [Entry("BBC One", "a") with { Number = "1" }],
            [Entry("BBC ONE HD", "b") with { Number = "101", Logo = "http://logo/", Alias = "BBC1" }],
            [Entry("1. BBC One", "c")]));

        Assert.Equal(["http://host/a", "http://host/b", "http://host/c"], channel.Sources.Select(source => source.Uri.OriginalString));
        Assert.Equal(("BBC One", "1", "http://logo/"), (channel.Name, channel.Number, channel.Logo));
        Assert.Equal(["BBC ONE HD", "BBC1", "1. BBC One"], channel.Aliases);
    }

    [Fact]
    public void What_one_lineup_keeps_apart_stays_apart()
    {
        var channels = Merge(
            [Entry("BBC One", "a/sd"), Entry("BBC One HD", "a/hd")],
            [Entry("BBC One HD", "b/hd"), Entry("BBC One", "b/sd"), Entry("BBC One UHD", "b/uhd")]);

        Assert.Equal(["BBC One", "BBC One HD", "BBC One UHD"], channels.Select(channel => channel.Name));
        Assert.Equal(["/a/sd", "/b/sd"], Paths(channels[0]));
        Assert.Equal(["/a/hd", "/b/hd"], Paths(channels[1]));
    }

    [Theory]
    [InlineData("ITV", "ITV +1")]
    [InlineData("ITV1", "ITV1+1 HD")]
    [InlineData("E4", "E4 +24")]
    [InlineData("RTL [DE]", "RTL (NL)")]
    [InlineData("UK: Dave", "US: Dave")]
    [InlineData("BBC Two (Wales)", "BBC Two (Scotland)")]
    [InlineData("5 USA", "5")]
    [InlineData("Channel 4", "More 4")]
    public void Different_stations_are_never_one(string first, string second) =>
        Assert.Equal(2, Merge([Entry(first, "a")], [Entry(second, "b")]).Count);

    [Theory]
    [InlineData("ITV +1", "ITV+1 HD")]
    [InlineData("UK: BBC One", "BBC One [UK]")]
    [InlineData("BBC One UK", "BBC1")]
    [InlineData("|DE| Das Erste", "Das Erste HD")]
    [InlineData("BBC Two ᴴᴰ", "BBC 2")]
    [InlineData("Télé 5", "TELE 5 FHD")]
    public void Names_of_one_station_are_one_channel(string first, string second) =>
        Assert.Single(Merge([Entry(first, "a")], [Entry(second, "b")]));

    [Fact]
    public void The_DVB_service_counts_for_more_than_any_name()
    {
        var service = new ServiceId(0x233a, 0x1041, 0x10bf);
        var channels = Merge(
            [Entry("BBC ONE Lon", "a") with { Service = service }, Entry("Other", "o")],
            [Entry("Other", "b") with { Service = service }]);

        Assert.Equal(["/a", "/b"], Paths(channels[0]));
        Assert.Equal(("233a.1041.10bf", 2), (channels[0].Id, channels.Count));
    }

    [Fact]
    public void The_same_ATSC_number_is_one_channel_and_the_same_plain_number_is_not()
    {
        Assert.Single(Merge([Entry("WRAL-HD", "a") with { Number = "5.1" }], [Entry("CBS 5", "b") with { Number = "5-1" }]));
        Assert.Equal(2, Merge([Entry("Das Erste", "a") with { Number = "1" }], [Entry("BBC One", "b") with { Number = "1" }]).Count);
    }

    [Fact]
    public void The_same_guide_id_is_one_channel_whatever_its_feed_but_not_an_hour_later()
    {
        Assert.Single(Merge([Entry("One", "a") with { GuideId = "BBCOne.uk" }], [Entry("BBC 1 London", "b") with { GuideId = "bbcone.uk@HD" }]));
        Assert.Equal(2, Merge(
            [Entry("ITV", "a") with { GuideId = "itv.uk" }],
            [Entry("Later", "b") with { GuideId = "itv.uk", Shift = TimeSpan.FromHours(1) }]).Count);
    }

    [Fact]
    public void Countries_of_guide_ids_keep_stations_of_one_name_apart() => Assert.Equal(2, Merge(
        [Entry("News 24", "a") with { GuideId = "News24.fr" }],
        [Entry("News 24", "b") with { GuideId = "News24.pt" }]).Count);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_later_channel_with_the_guide_id_of_its_station_has_its_guide_an_hour_later(bool laterFirst)
    {
        List<LineupEntry> entries = [Entry("ITV", "a") with { GuideId = "itv.uk" }, Entry("ITV +1", "b") with { GuideId = "itv.uk" }];
        if (laterFirst)
        {
            entries.Reverse();
        }

        var channels = Merge(entries).OrderBy(channel => channel.TvgShift).ToList();
        Assert.Equal([("itv.uk", TimeSpan.Zero), ("itv.uk@+1", TimeSpan.FromHours(1))], channels.Select(channel => (channel.Id, channel.TvgShift)));
        Assert.Equal(TimeSpan.Zero, Assert.Single(Merge([Entry("ITV +1", "b") with { GuideId = "itvplus1.uk" }])).TvgShift);
    }

    [Fact]
    public void A_later_channel_is_never_one_with_its_station_though_both_lineups_call_it_the_same()
    {
        var channels = Merge([Entry("ITV +1", "a") with { GuideId = "itv.uk" }], [Entry("ITV", "b") with { GuideId = "itv.uk" }]);
        Assert.Equal(["itv.uk", "itv.uk~2"], channels.Select(channel => channel.Id));
    }

    [Fact]
    public void Whatever_the_lineups_no_source_is_lost_and_none_is_twice()
    {
        var name = AnyOf.Values("BBC One", "BBC One HD", "BBC 1", "ITV", "ITV +1", "UK: ITV", "[US] ITV", "5", "5 USA");
        var id = AnyOf.Values<string?>(null, "bbc1.uk", "itv.uk", "itv.us", "BBC1.uk@HD");
        var number = AnyOf.Values<string?>(null, "1", "5.1", "5-1");
        var service = AnyOf.Values<ServiceId?>(null, new ServiceId(1, 1, 1), new ServiceId(1, 1, 2));
        var entry = Gen.Select(name, id, number, service, (name, id, number, service) =>
            new LineupEntry(name, new Uri("http://x/")) { GuideId = id, Number = number, Service = service });
        entry.Array[0, 6].Array[1, 4].Sample(lineups =>
        {
            var next = 0;
            List<LineupEntry>[] numbered = [.. lineups.Select(entries => entries.Select(entry => entry with { Uri = new Uri($"http://x/{next++}") }).ToList())];
            var channels = Merge(numbered);
            Assert.Equal(
                numbered.SelectMany(entries => entries).Select(entry => entry.Uri.AbsolutePath).Order(),
                channels.SelectMany(Paths).Order());
            Assert.Equal(channels.Count, channels.Select(channel => channel.Id).Distinct().Count());

            // In the order of the lineups.
            Assert.All(channels, channel => Assert.Equal(channel.Sources.Select(source => source.Input).Order(), channel.Sources.Select(source => source.Input)));
        });
    }

    private static IEnumerable<string> Paths(Channel channel) => channel.Sources.Select(source => source.Uri.AbsolutePath);

    private static IReadOnlyList<Channel> Merge(params IReadOnlyList<List<LineupEntry>> lineups)
    {
        var builder = new LineupBuilder();
        foreach (var (index, entries) in lineups.Index())
        {
            builder.Add(entries, $"{index}");
        }

        return builder.Channels;
    }
}
