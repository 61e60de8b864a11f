using System.Text.Json;
using CsCheck;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Unfolding;

namespace SeeIt.Hub.Tests.Unfolding;

/// <summary>What a page may contain never costs more than its length, nor throws.</summary>
public sealed class HostileMarkupTests
{
    private static readonly Gen<string> Markup = Gen.OneOf(
        Gen.OneOf(
            "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#x110000;", "&#xd800;", "&amp", "\0", "\ud800", "'", "\"", "=", "\n",
            "<p>", "</p>", "<br>", "<a href='x'>", "</a>", "<title>", "</title>", "<script>", "<script type=application/ld+json>", "</script>",
            "<style>", "</style>", "<textarea>", "<plaintext>", "<html lang=", "<meta name=a content=b>", "<meta property='og:title' content='",
            "{\"@type\":", "\"TVEpisode\"", "[", "]", "{", "}", "\"name\":1", ",", "\"publication\":[null]", "https://a/b", "#tag"),
        Gen.String).Array[0, 40].Select(string.Concat);

    [Fact]
    public void No_markup_throws() => Markup.Sample(html =>
    {
        var page = PageHead.Of(html, CancellationToken.None);
        PageShow.Find([.. page.LinkedData, html], DateTimeOffset.UnixEpoch)?.ToText();
        var text = HtmlText.Of(html, CancellationToken.None);
        Assert.Equal(text, Lines.Tidy(text));
        JsonSerializer.Serialize(new Post(text, Parent: page.Title), HubJson.Default.Post);
    });

    /// <summary>A property of the reader: whatever its kind, no value in JSON-LD throws.</summary>
    [Fact]
    public void No_linked_data_throws()
    {
        var value = Gen.OneOf("null", "1", "-1e9", "\"\"", "\"x\"", "[]", "{}", "[null,1,\"a\",{}]", "{\"name\":\"n\"}", "\"\\ud800\"", "\"a\\udc00\\ud83d\\ude00\"", "{\"\\ud800\":1}", "{\"@type\":\"TVEpisode\",\"name\":[]}", "\"2026-11-27T20:15:00Z\"", "true");
        var property = Gen.Select(
            Gen.OneOf("@type", "name", "partOfSeries", "partOfSeason", "episodeNumber", "publication", "publishedOn", "startDate", "endDate", "workPerformed", "about", "object", "@graph", "inLanguage"),
            value);
        Gen.Select(Gen.OneOf("BroadcastEvent", "TVEpisode", "Movie", "TVSeason", "WatchAction"), property.Array[0, 8]).Sample((type, properties) =>
            PageShow.Find([$$"""{"@type":"{{type}}"{{string.Concat(properties.Select(p => $",\"{p.Item1}\":{p.Item2}"))}}}"""], DateTimeOffset.UnixEpoch)?.ToText());
    }

    public static TheoryData<string, string> Megabytes => new()
    {
        { "nested", string.Concat(Enumerable.Repeat("<div>", 200_000)) },
        { "formatting", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<b a={i}>")) + string.Concat(Enumerable.Repeat("<p>", 150_000)) },
        { "attributes", $"<meta {string.Concat(Enumerable.Range(0, 130_000).Select(i => $"a{i} "))}>" },
        { "open", new string('<', 1 << 20) },
        { "references", new string('&', 1 << 20) },
        { "links", string.Concat(Enumerable.Repeat("<a>", 300_000)) + string.Concat(Enumerable.Repeat("</a>", 30_000)) },
        { "scripts", string.Concat(Enumerable.Repeat("<script type=application/ld+json>[</script>", 24_000)) },
        { "arrays", $"<script type=application/ld+json>{new string('[', 1_000_000)}</script>" },
    };

    [Theory]
    [MemberData(nameof(Megabytes))]
    public async Task Megabyte_of_it_is_read_in_no_time_worth_telling(string kind, string html)
    {
        Assert.NotEmpty(kind);
        await Support.Eventually.Within(Task.Run(
            () =>
            {
                var page = PageHead.Of(html + "<title>End</title>", CancellationToken.None);
                PageShow.Find(page.LinkedData, DateTimeOffset.UnixEpoch);
                HtmlText.Of(html, CancellationToken.None);
            },
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Address_that_is_opened_is_https_at_its_port_without_a_user() => Gen.Select(
        Gen.OneOf("https:", "http:", "HTTPS:", "ftp:", "file:", "//", "", "javascript:"),
        Gen.OneOf(Gen.OneOf("//", "//user@", "//a:b@", "///", "\\\\", "/"), Gen.String[0, 4]),
        Gen.OneOf(Gen.OneOf("site.example", "[::1]", "127.1", "b\u00fccher.example", "a b"), Gen.String[0, 8]),
        Gen.OneOf("", ":443", ":80", ":8443", ":0", ":99999", "/p", "/p?q#f", "@other.example/")).Sample((scheme, slashes, host, rest) =>
        {
            if (LinkAddress.Parse(scheme + slashes + host + rest, from: new Uri("https://from.example/a")) is { } address)
            {
                Assert.Equal(("https", 443, ""), (address.Scheme, address.Port, address.UserInfo));
            }
        });
}
