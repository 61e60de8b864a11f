using System.Globalization;
using System.IO.Compression;
using System.Text;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class HostileLineupTests : IDisposable
{
    private readonly TestGuide _home = new("2026-03-03 20:10");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_small_file_that_unpacks_without_end_is_refused_before_it_fills_the_memory()
    {
        Assert.Contains("a line of more than 4 MB", Refusal(Packed("#EXTM3U\n#EXTINF:-1,", "a", 50_000_000)), StringComparison.Ordinal);
        Assert.Contains("more than 128 MB unpacked", Refusal(Packed("#EXTM3U\n", new string('a', 999) + "\n", 150_000)), StringComparison.Ordinal);
        Assert.Contains("more than 8 MB unpacked", Refusal(Packed("[{\n", new string(' ', 999) + "\n", 10_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_list_that_breaks_off_keeps_the_old_one()
    {
        Import(M3u(("one", "One"), ("two", "Two")));
        var packed = Packed(M3u(("a", "A"), ("b", "B"), ("c", "C")), "", 0);

        for (var missing = 1; missing < 30; missing++)
        {
            var report = Assert.Single(_home.Guide.Import([Named(packed[..^missing])], [], TestContext.Current.CancellationToken).Inputs);
            Assert.True(report.KeptOld, $"{missing} bytes are missing, and it was taken.");
            Assert.Contains("gzip data are damaged", report.Error?.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["one", "two"], _home.Guide.Channels.Select(channel => channel.Id));
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv>\n<icon src=\"http://h/a.png\"/></tv>", "seeit-agent guide import")]
    [InlineData("<?xml version=\"1.0\"?><playlist xmlns=\"http://xspf.org/ns/0/\"><track><location>http://h/a</location></track></playlist>", "XSPF")]
    [InlineData("[playlist]\nFile1=http://h/a\n", "PLS")]
    [InlineData("<?xml version=\"1.0\"?><rss><link>http://h/a</link></rss>", "it is XML")]
    public void What_owners_take_for_a_playlist_is_told_from_one_and_keeps_the_old(string text, string found)
    {
        Import(M3u(("one", "One")));

        Assert.Contains(found, Refusal(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
        Assert.Single(_home.Guide.Channels);
    }

    [Fact]
    public void Of_a_list_of_films_the_first_channels_are_taken_and_the_rest_is_told_by_one_reason()
    {
        var report = Import(M3u(Enumerable.Range(1, LineupDocuments.MostEntries + 3).Select(number => ($"id{number}", $"Film {number}"))));

        Assert.Equal(LineupDocuments.MostEntries, report.Channels);
        var left = Assert.Single(report.LeftOut);
        Assert.Equal(("More than 50,000 channels; import a list without films, or one of what you watch.", 3), (left.Reason, left.Count));
        Assert.Contains("\"Film 50001\"", left.First.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_scan_without_end_the_first_channels_are_taken()
    {
        var text = new StringBuilder();
        for (var number = 0; number < LineupDocuments.MostEntries + 2; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Same:{10_000 + (number % 2000)}:h:0:22000:1:2:{1 + (number / 2000)}\n");
        }

        var report = Import(text.ToString());

        Assert.Equal((LineupDocuments.MostEntries, 2), (report.Channels, Assert.Single(report.LeftOut).Count));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("N/A")]
    [InlineData("filler.of.this.provider")]
    public void What_stands_for_no_id_makes_no_channel_of_many(string filler)
    {
        Import(M3u(Enumerable.Range(1, 500).Select(number => (filler, $"Sender {number}"))));

        Assert.Equal(500, _home.Guide.Channels.Count);
    }

    [Fact]
    public void A_scan_of_which_no_channel_can_be_used_keeps_the_old_lineup_and_says_why()
    {
        Import(M3u(("one", "One")));

        Assert.StartsWith("No channel of it can be used. It has no programme number", Refusal("WNCN:719000000:8VSB:49:52\nWNCN-SD:719000000:8VSB:50:53\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Single(_home.Guide.Channels);
    }

    [Fact]
    public void A_channel_of_very_many_sources_keeps_the_first_and_says_so()
    {
        var report = Import("#EXTM3U\n" + string.Concat(Enumerable.Range(1, 30_000).Select(number => $"#EXTINF:-1,Channel\nhttp://h/{number}\n")));

        Assert.Equal(100, Assert.Single(_home.Guide.Channels).Sources.Count);
        Assert.Equal((100, 29_900), (report.Entries, Assert.Single(report.LeftOut).Count));
    }

    [Fact]
    public void Entries_without_an_address_are_one_reason_whatever_their_names()
    {
        var report = Import("#EXTM3U\n#EXTINF:-1,A: B\n#EXTINF:-1,C\n#EXTINF:-1,D\nhttp://h/1\n#EXTINF:-1,E\n");

        var left = Assert.Single(report.LeftOut);
        Assert.Equal((3, 2L), (left.Count, left.First.Line));
        Assert.Contains("\"A: B\"", left.First.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_cut_and_lose_what_a_terminal_would_obey()
    {
        Import($"#EXTM3U\n#EXTINF:-1 tvg-logo=\"data:image/png;base64,{new string('A', 100_000)}\" tvg-id=\"{new string('i', 600)}\",Red\u001b[31m\u0007One\nhttp://h/1\n"
            + $"#EXTINF:-1,{string.Concat(Enumerable.Repeat("(US ", 500_000))}\nhttp://h/2\n");

        var channels = _home.Guide.Channels;
        Assert.Equal(("Red [31m One", null, null), (channels[0].Name, channels[0].Logo, channels[0].GuideId));
        Assert.InRange(channels[1].Name.Length, 190, 200);
    }

    [Fact]
    public void A_channel_without_a_name_is_called_by_host_and_file_and_not_by_the_password_in_its_address()
    {
        Import("http://tv.example/live/anna/secret/12.ts\n#EXTINF:-1,\nhttp://anna:secret@tv.example/a/index.m3u8\n#EXTINF:-1\nhttp://tv.example/b/index.m3u8\n");

        Assert.Equal(["tv.example 12", "tv.example index", "tv.example index"], _home.Guide.Channels.Select(channel => channel.Name));
        Assert.All(_home.Guide.Channels, channel => Assert.DoesNotContain("secret", channel.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_out_is_told_with_its_reason_once() => Assert.Equal(
        "2 left out: An entry without an address after it. (first: list.m3u, line 2: \"A\".)",
        Assert.Single(Import("#EXTM3U\n#EXTINF:-1,A\n#EXTINF:-1,B\n#EXTINF:-1,C\nhttp://h/1\n").LeftOut).ToString());

    [Theory]
    [InlineData("BBC 1 London:10773:h:0:22000:2304:2306:6301\n")]
    [InlineData("#EXTM3U\n#EXTINF:-1,BBC 1 London\nhttp://h/1\n")]
    public void UTF_16_with_its_mark_is_read(string text)
    {
        var report = Assert.Single(_home.Guide.Import([Named([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)])], [], TestContext.Current.CancellationToken).Inputs);

        Assert.Null(report.Error);
        Assert.Equal("BBC 1 London", Assert.Single(_home.Guide.Channels).Name);
    }

    [Fact]
    public void A_header_with_a_line_break_in_it_is_none()
    {
        var entries = Lineups.OfM3u("#EXTINF:-1,A\n#EXTHTTP:{\"Cookie\":\"a\\r\\nX-Evil: 1\",\"Good\":\"b\"}\nhttp://h/1|User-Agent=x%0D%0AX-Evil:1&Referer=http://r/\n");

        Assert.Equal(["Good", "Referer"], entries[0].Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("tvg-chno")]
    [InlineData("lcn")]
    [InlineData("channel-number")]
    public void A_channel_number_has_several_names(string attribute) =>
        Assert.Equal("7.1", Lineups.OfM3u($"#EXTINF:-1 {attribute}=\"7.1\",A\nhttp://h/1\n")[0].Number);

    private InputReport Import(string text)
    {
        var report = Assert.Single(_home.Guide.Import([Named(Encoding.UTF8.GetBytes(text))], [], TestContext.Current.CancellationToken).Inputs);
        Assert.Null(report.Error);
        return report;
    }

    private string Refusal(byte[] bytes) =>
        Assert.Single(_home.Guide.Import([Named(bytes)], [], TestContext.Current.CancellationToken).Inputs).Error?.Message ?? "It was taken.";

    private static NamedStream Named(byte[] bytes) => new("list.m3u", new MemoryStream(bytes));

    private static string M3u(params IEnumerable<(string Id, string Name)> channels) =>
        "#EXTM3U\n" + string.Concat(channels.Select(channel => $"#EXTINF:-1 tvg-id=\"{channel.Id}\",{channel.Name}\nhttp://h/{channel.Id}/{channel.Name.Replace(' ', '-')}\n"));

    private static byte[] Packed(string beginning, string repeated, int times)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(beginning));
            var bytes = Encoding.UTF8.GetBytes(repeated);
            for (var time = 0; time < times; time++)
            {
                gzip.Write(bytes);
            }
        }

        return packed.ToArray();
    }
}
