using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Unfolding;

/// <summary>Links to posts: each service as its documentation says that it answers.</summary>
public sealed class PostLinkTests
{
    private const string Bluesky = "public.api.bsky.app/xrpc/";

    private static string OEmbed(string author, string id) =>
        $"publish.twitter.com/oembed?omit_script=1&dnt=1&url=https%3A%2F%2Ftwitter.com%2F{author}%2Fstatus%2F{id}";

    private const string Tweet = """
        {"url":"https:\/\/twitter.com\/ada\/status\/1541815603606036480","author_name":"Ada","author_url":"https:\/\/twitter.com\/ada",
         "html":"\u003Cblockquote class=\"twitter-tweet\"\u003E\u003Cp lang=\"en\" dir=\"ltr\"\u003ECan&#39;t believe that twist on \u003Ca href=\"https:\/\/twitter.com\/hashtag\/NightGarden?src=hash\"\u003E#NightGarden\u003C\/a\u003E\u003Cbr\u003E\u003Cbr\u003EAgain! \u003Ca href=\"https:\/\/t.co\/abc\"\u003Epic.twitter.com\/abc\u003C\/a\u003E\u003C\/p\u003E&mdash; Ada (@ada) \u003Ca href=\"https:\/\/twitter.com\/ada\/status\/1541815603606036480\"\u003EJune 28, 2022\u003C\/a\u003E\u003C\/blockquote\u003E\n\n",
         "width":550,"height":null,"type":"rich","cache_age":"3153600000","provider_name":"Twitter","provider_url":"https:\/\/twitter.com","version":"1.0"}
        """;

    [Theory]
    [InlineData("https://x.com/ada/status/1541815603606036480?s=46&t=abc", "ada")]
    [InlineData("https://twitter.com/ada/status/1541815603606036480/photo/1", "ada")]
    [InlineData("http://mobile.twitter.com/ada/status/1541815603606036480", "ada")]
    [InlineData("https://x.com/i/web/status/1541815603606036480", "i")]
    public async Task Post_on_X_is_read_by_oEmbed(string link, string asked)
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Json(OEmbed(asked, "1541815603606036480"), Tweet));
        var post = await hub.ReadAsync(link);
        Assert.Equal("Can't believe that twist on #NightGarden\nAgain!", post.Text);
        Assert.Equal(("ada", "en"), (post.Author, post.Language));
        Assert.Equal(new DateTimeOffset(2022, 6, 28, 16, 7, 40, 105, TimeSpan.Zero), post.At);
    }

    [Fact]
    public async Task Short_link_leads_to_the_post_not_to_its_page()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Redirect("t.co/abc", "https://x.com/ada/status/1541815603606036480", 301).Json(OEmbed("ada", "1541815603606036480"), Tweet);
        await using var hub = new UnfoldingHub(internet);
        Assert.StartsWith("Can't believe", (await hub.ReadAsync("https://t.co/abc")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(internet.Requests, request => request.StartsWith("x.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_on_X_that_is_gone_is_unreadable()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Json(OEmbed("ada", "1"), "{}"));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://x.com/ada/status/1"));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://x.com/ada/status/2"));
    }

    private const string SkyPost = """
        {"posts":[{"uri":"at://did:plc:ada/app.bsky.feed.post/3kabc","cid":"bafy","author":{"did":"did:plc:ada","handle":"ada.bsky.social","displayName":"Ada"},
          "record":{"$type":"app.bsky.feed.post","createdAt":"2026-11-20T20:31:00.123Z","langs":["en"],"text":"He is right, you know.",
            "reply":{"parent":{"cid":"bafyp","uri":"at://did:plc:bob/app.bsky.feed.post/3kpar"},"root":{"cid":"bafyr","uri":"at://did:plc:bob/app.bsky.feed.post/3kroot"}},
            "embed":{"$type":"app.bsky.embed.record","record":{"cid":"bafyq","uri":"at://did:plc:eve/app.bsky.feed.post/3kq"}}},
          "embed":{"$type":"app.bsky.embed.record#view","record":{"$type":"app.bsky.embed.record#viewRecord","uri":"at://did:plc:eve/app.bsky.feed.post/3kq",
            "author":{"did":"did:plc:eve","handle":"eve.example"},"value":{"$type":"app.bsky.feed.post","createdAt":"2026-11-20T20:00:00Z","text":"The Night Garden, tonight"}}},
          "replyCount":0,"repostCount":0,"likeCount":1,"indexedAt":"2026-11-20T20:31:01Z"}]}
        """;

    private const string SkyParent = """{"posts":[{"uri":"at://did:plc:bob/app.bsky.feed.post/3kpar","author":{"did":"did:plc:bob","handle":"bob.example"},"record":{"text":"Nobody makes TV like this any more"}}]}""";

    private static string Posts(string author, string key) => $"{Bluesky}app.bsky.feed.getPosts?uris=at%3A%2F%2F{Uri.EscapeDataString(author)}%2Fapp.bsky.feed.post%2F{key}";

    [Theory]
    [InlineData("https://bsky.app/profile/ada.bsky.social/post/3kabc")]
    [InlineData("https://bsky.app/profile/did:plc:ada/post/3kabc")]
    public async Task Post_on_Bluesky_comes_with_what_it_replies_to_and_quotes(string link)
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Json($"{Bluesky}com.atproto.identity.resolveHandle?handle=ada.bsky.social", """{"did":"did:plc:ada"}""")
            .Json(Posts("did:plc:ada", "3kabc"), SkyPost)
            .Json(Posts("did:plc:bob", "3kpar"), SkyParent);
        await using var hub = new UnfoldingHub(internet);
        var post = await hub.ReadAsync(link);
        Assert.Equal("He is right, you know.", post.Text);
        Assert.Equal("Nobody makes TV like this any more\nThe Night Garden, tonight", post.Parent);
        Assert.Equal(("ada.bsky.social", "en"), (post.Author, post.Language));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 20, 31, 0, 123, TimeSpan.Zero), post.At);
    }

    [Fact]
    public async Task Post_on_Bluesky_is_read_without_a_parent_that_is_gone()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Json(Posts("did:plc:ada", "3kabc"), SkyPost).Json(Posts("did:plc:bob", "3kpar"), """{"posts":[]}""").Json(Posts("did:plc:ada", "3kgone"), """{"posts":[]}""");
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal("The Night Garden, tonight", (await hub.ReadAsync("https://bsky.app/profile/did:plc:ada/post/3kabc")).Parent);
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://bsky.app/profile/did:plc:ada/post/3kgone"));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://bsky.app/profile/nobody.example/post/3kabc"));
    }

    private const string Toot = """
        {"id":"113500000000000001","created_at":"2026-11-20T19:10:00.000Z","in_reply_to_id":"113500000000000000","in_reply_to_account_id":"1","sensitive":true,
         "spoiler_text":"Tatort spoilers","visibility":"public","language":"de","uri":"https://social.example/users/ada/statuses/113500000000000001",
         "url":"https://social.example/@ada/113500000000000001",
         "content":"\u003cp\u003eWas f\u00fcr ein Ende! \u003ca href=\"https://social.example/tags/Tatort\" class=\"mention hashtag\" rel=\"tag\"\u003e#\u003cspan\u003eTatort\u003c/span\u003e\u003c/a\u003e\u003c/p\u003e\u003cp\u003e\u003ca href=\"https://ard.example/tatort\"\u003e\u003cspan class=\"invisible\"\u003ehttps://\u003c/span\u003e\u003cspan class=\"\"\u003eard.example/tatort\u003c/span\u003e\u003c/a\u003e\u003c/p\u003e",
         "reblog":null,"account":{"id":"2","username":"ada","acct":"ada","display_name":"Ada"},"media_attachments":[],"mentions":[],"tags":[],"card":null,"poll":null}
        """;

    [Theory]
    [InlineData("https://social.example/@ada/113500000000000001")]
    [InlineData("https://social.example/@ada@elsewhere.example/113500000000000001")]
    [InlineData("https://social.example/users/ada/statuses/113500000000000001")]
    public async Task Post_on_Mastodon_is_read_from_its_instance(string link)
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Json("social.example/api/v1/statuses/113500000000000001", Toot)
            .Json("social.example/api/v1/statuses/113500000000000000", """{"id":"113500000000000000","spoiler_text":"","content":"<p>Heute 20:15 im Ersten</p>"}""");
        await using var hub = new UnfoldingHub(internet);
        var post = await hub.ReadAsync(link);
        Assert.Equal("Tatort spoilers\nWas für ein Ende! #Tatort", post.Text);
        Assert.Equal("Heute 20:15 im Ersten", post.Parent);
        Assert.Equal(("ada", "de"), (post.Author, post.Language));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 19, 10, 0, TimeSpan.Zero), post.At);
    }

    [Fact]
    public async Task Words_beside_a_link_are_kept_and_said_once()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Json(OEmbed("ada", "1541815603606036480"), Tweet));
        const string Link = "https://x.com/ada/status/1541815603606036480";
        Assert.Equal("Can't believe that twist on #NightGarden\nAgain!", (await hub.UnfoldAsync(new Post($"Can't believe that twist on #NightGarden {Link}"))).Post.Text);
        Assert.Equal(
            "Look at this:\nCan't believe that twist on #NightGarden\nAgain!",
            (await hub.UnfoldAsync(new Post($"Look at this: {Link}", Link))).Post.Text);
    }

    [Fact]
    public async Task What_the_phone_knows_of_a_post_holds()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Json(OEmbed("ada", "1541815603606036480"), Tweet));
        var shared = new Post("", "https://x.com/ada/status/1541815603606036480", Author: "Ada L.", At: DateTimeOffset.UnixEpoch, Zone: "Europe/London", Language: "en-GB", Parent: "The parent");
        var (post, _) = await hub.UnfoldAsync(shared);
        Assert.Equal(shared with { Text = post.Text }, post);
    }

    [Fact]
    public async Task Post_without_a_link_is_left_alone()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet);
        var shared = new Post("Tonight on http: the night garden. mailto:ada@example.org");
        Assert.Equal((shared, null), await hub.UnfoldAsync(shared));
    }

    [Theory]
    [InlineData("https://hub.example/share#text=The%20Night%20Garden%20on%20Two%20at%2020:15&at=2026-11-20T18:00:00Z&zone=Europe/London&language=en&author=ada&parent=Why%20so%20late")]
    [InlineData("http://192.168.1.5:8080/share#author=ada&language=en&zone=Europe/London&at=2026-11-20T19:00:00%2B01:00&text=The+Night+Garden+on+Two+at+20:15&parent=Why+so+late")]
    public async Task See_it_link_is_a_post_and_nothing_is_fetched(string link)
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(
            new Post("The Night Garden on Two at 20:15", link, "ada", new DateTimeOffset(2026, 11, 20, 18, 0, 0, TimeSpan.Zero), "Europe/London", "en", "Why so late"),
            await hub.ReadAsync(link));
        Assert.Empty(internet.Connections);
    }
}
