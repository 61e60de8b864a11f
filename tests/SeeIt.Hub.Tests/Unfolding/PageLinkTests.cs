using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Posts;
using SeeIt.Hub.Tests.Support;
using SeeIt.Hub.Unfolding;

namespace SeeIt.Hub.Tests.Unfolding;

/// <summary>Links to pages: schema.org, OpenGraph, plain HTML.</summary>
public sealed class PageLinkTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 18, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Shows => new()
    {
        {
            """{"@context":"https://schema.org","@type":"TVEpisode","name":"The Gate","episodeNumber":"5","partOfSeason":{"@type":"TVSeason","seasonNumber":2},"partOfSeries":{"@type":"TVSeries","name":"The Night Garden"}}""",
            "The Night Garden S02E05 The Gate"
        },
        {
            """{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"Watch live"},{"@type":["CreativeWork","TVSeries"],"name":"Fish &amp; Chips"}]}""",
            "Fish & Chips"
        },
        {
            """[{"@type":"BreadcrumbList"},{"@type":"Movie","name":"Metropolis","potentialAction":{"@type":"WatchAction","target":"https://tv.example/metropolis"}}]""",
            "Metropolis"
        },
        { """{"@type":"WatchAction","object":{"@type":"http://schema.org/Movie","name":"Metropolis"}}""", "Metropolis" },
        {
            """{"@type":"BroadcastEvent","name":"Tatort","isLiveBroadcast":true,"startDate":"2026-11-27T20:15:00+01:00","endDate":"2026-11-27T21:45:00+01:00","publishedOn":{"@type":"BroadcastService","name":"ARD","broadcastDisplayName":"Das Erste"}}""",
            "Tatort on Das Erste at 19:15"
        },
        {
            """{"@type":"BroadcastEvent","startDate":"2026-11-26T20:15:00+01:00","publishedOn":{"@type":"TelevisionChannel","name":"Channel Two"},"workPerformed":{"@type":"TVEpisode","name":"The Gate","episodeNumber":5,"partOfSeries":{"name":"The Night Garden"}}}""",
            "The Night Garden E05 The Gate on Channel Two"
        },
        {
            """
            {"@type":"TVEpisode","name":"The Gate","partOfSeries":{"name":"The Night Garden"},"publication":[
              {"@type":"BroadcastEvent","startDate":"2026-11-20T20:00:00Z","endDate":"2026-11-20T21:00:00Z","publishedOn":{"name":"One"}},
              {"@type":"BroadcastEvent","startDate":"2026-11-29T20:00:00Z","endDate":"2026-11-29T21:00:00Z","publishedOn":{"name":"Three"}},
              {"@type":"BroadcastEvent","startDate":"2026-11-28T09:30:00Z","endDate":"2026-11-28T10:30:00Z","publishedOn":{"name":"Two"}}]}
            """,
            "The Night Garden The Gate on Two at 09:30"
        },
        { """{"@type":"TVSeason","name":"Season 2","partOfSeries":{"@type":"TVSeries","name":"The Night Garden"}}""", "The Night Garden" },
        { """{"@type":"BroadcastEvent","name":"Tatort","startDate":"2026-11-27T20:15"}""", "Tatort" },
    };

    [Theory]
    [MemberData(nameof(Shows))]
    public async Task Show_of_a_page_is_named_as_a_person_would_name_it(string data, string text)
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("tv.example/show", $$"""
            <!doctype html><html lang="en-GB"><head><title>Watch now - TV</title><meta property="og:title" content="Watch now"><meta property='og:description' content='What it is about'>
            <script type="application/ld+json">{not json</script></head><body><p>Hello<script type='application/ld+json'>{{data}}</script></body></html>
            """);
        await using var hub = new UnfoldingHub(internet, clock: new FakeTimeProvider(Now));
        var post = await hub.ReadAsync("https://tv.example/show");
        Assert.Equal((text, "What it is about", "en-GB"), (post.Text, post.Parent, post.Language));
        Assert.Equal(text.Contains(" at ", StringComparison.Ordinal), post.At is not null && post.Zone == "Etc/UTC");
    }

    [Fact]
    public void Time_of_a_broadcast_is_read_in_UTC_on_its_day()
    {
        var show = PageShow.Find(["""{"@type":"BroadcastEvent","name":"Late","startDate":"2026-11-28T00:30:00+01:00"}"""], Now)!;
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 23, 30, 0, TimeSpan.Zero), show.Start);
        Assert.Equal("Late at 23:30", show.ToText());
    }

    [Fact]
    public async Task Time_of_a_broadcast_stays_in_its_zone_whatever_the_phone_says()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("tv.example/show", """<script type="application/ld+json">{"@type":"BroadcastEvent","name":"Tatort","startDate":"2026-11-27T20:15:00+01:00"}</script>""");
        await using var hub = new UnfoldingHub(internet, clock: new FakeTimeProvider(Now));
        var (post, _) = await hub.UnfoldAsync(new Post("", "https://tv.example/show", At: Now, Zone: "Europe/Berlin"));
        Assert.Equal(("Tatort at 19:15", Now.AddMinutes(75), "Etc/UTC"), (post.Text, post.At!.Value, post.Zone));
    }

    [Fact]
    public async Task Page_without_a_show_gives_its_title_and_is_only_context_beside_own_words()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("news.example/a", """
            <html><head><meta name=description content="Why we love it"><title> The
            Night &quot;Garden&quot; is back </title></head><body><svg><title>icon</title></svg>
            """);
        await using var hub = new UnfoldingHub(internet);
        var post = await hub.ReadAsync("https://news.example/a");
        Assert.Equal(("The Night \"Garden\" is back", "Why we love it"), (post.Text, post.Parent));
        var beside = (await hub.UnfoldAsync(new Post("Finally! https://news.example/a"))).Post;
        Assert.Equal(("Finally!", "The Night \"Garden\" is back\nWhy we love it"), (beside.Text, beside.Parent));
    }

    [Fact]
    public async Task Page_of_a_video_is_what_is_meant_also_beside_own_words()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("tv.example/v", """<meta property="og:type" content="video.episode"><meta property="og:title" content="The Night Garden"><meta property="og:locale" content="en_GB">""");
        await using var hub = new UnfoldingHub(internet);
        var post = (await hub.UnfoldAsync(new Post("Finally!", "https://tv.example/v"))).Post;
        Assert.Equal(("Finally!\nThe Night Garden", "en-GB"), (post.Text, post.Language));
    }

    [Theory]
    [InlineData("text/html; charset=windows-1252", "<title>F\u00fcr \u20ac</title>", 1252)]
    [InlineData("text/html; charset=iso-8859-1", "<title>F\u00fcr \u20ac</title>", 1252)]
    [InlineData("text/html", "<meta charset='windows-1252'><title>F\u00fcr \u20ac</title>", 1252)]
    [InlineData("text/html; charset=utf-7", "<title>F\u00fcr \u20ac</title>", 65001)]
    [InlineData("text/html; charset=nonsense", "<title>F\u00fcr \u20ac</title>", 65001)]
    [InlineData("text/html; charset=\"utf-8\"", "\ufeff<title>F\u00fcr \u20ac</title>", 65001)]
    public async Task Page_is_decoded_as_it_says(string type, string html, int codePage)
    {
        var encoding = codePage == 1252 ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.UTF8;
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Body("tv.example/p", type, encoding.GetBytes(html)));
        Assert.Equal("F\u00fcr \u20ac", (await hub.ReadAsync("https://tv.example/p")).Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Packed_page_is_unpacked(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "br" ? new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true) : new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await packer.WriteAsync("<title>The Night Garden</title>"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Body("tv.example/p", "text/html", packed.ToArray(), encoding));
        Assert.Equal("The Night Garden", (await hub.ReadAsync("https://tv.example/p")).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<title></title><p>Only words in its body</p>")]
    public async Task Page_that_says_nothing_of_itself_is_unreadable(string html)
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Html("tv.example/p", html));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://tv.example/p"));
    }

    [Fact]
    public async Task Long_words_are_cut_to_what_a_post_may_have()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Html(
            "tv.example/p",
            $"<html lang={new string('l', 9_000)}><title>{new string('x', 3_999)}\U0001F4FA</title><meta name=author content='{new string('a', 9_000)}'><meta name=description content='{new string('y', 9_000)}'>"));
        var post = await hub.ReadAsync("https://tv.example/p");
        Assert.Equal((PostRules.LongestName, PostRules.LongestName), (post.Author!.Length, post.Language!.Length));
        Assert.Equal((3_999, Post.MaxTextLength), (post.Text.Length, post.Parent!.Length));
    }
}
