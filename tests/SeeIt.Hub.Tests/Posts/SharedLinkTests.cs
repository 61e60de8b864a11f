using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Posts;

/// <summary>Links through the hub's API, with a box at its other end.</summary>
public sealed class SharedLinkTests
{
    private const string Link = "https://bsky.app/profile/did:plc:ada/post/3kabc";
    private const string Asked = "public.api.bsky.app/xrpc/app.bsky.feed.getPosts?uris=at%3A%2F%2Fdid%3Aplc%3Aada%2Fapp.bsky.feed.post%2F3kabc";

    [Fact]
    public async Task Bare_link_gives_candidates_from_the_box()
    {
        await using var internet = await WithPostAsync();
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 30_000, network: internet.Network);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var asking = phone.ShareAsync(box.Id, new Post(Link));
        var question = await box.NextQuestionAsync();
        Assert.Equal(("What a twist on #NightGarden", Link, "ada.example"), (question.Post.Text, question.Post.Link, question.Post.Author));
        await box.AnswerAsync(new PostAnswer(question.Id, PostTests.Answer));
        var view = await ViewAsync(await asking);
        Assert.Equal("The Night Garden", Assert.Single(view.Candidates).Title);
        Assert.Null(view.LinkFailure);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data", LinkFailure.Forbidden)]
    [InlineData("https://silent.example/p", LinkFailure.Unreachable)]
    [InlineData("https://bsky.app/profile/did:plc:ada/post/gone", LinkFailure.Unreadable)]
    public async Task Box_gets_the_post_as_it_was_shared_when_its_link_cannot_be_read(string link, LinkFailure failure)
    {
        await using var internet = await WithPostAsync();
        internet.Page("silent.example/p", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 2_000, network: internet.Network);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var shared = new Post("Night Garden!", link);
        var asking = phone.ShareAsync(box.Id, shared);
        var question = await box.NextQuestionAsync();
        Assert.Equal(shared, question.Post);
        await box.AnswerAsync(new PostAnswer(question.Id, PostTests.Answer));
        var view = await ViewAsync(await asking);
        Assert.Equal(failure, view.LinkFailure);
        Assert.Equal(failure, (await phone.GetAsync($"/api/v1/posts/{view.PostId}", ApiJson.Default.PostView)).LinkFailure);
    }

    [Fact]
    public async Task Link_for_an_offline_box_waits_with_its_words()
    {
        await using var internet = await WithPostAsync();
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 30_000, network: internet.Network);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var response = await phone.ShareAsync(box.Id, new Post("", Link));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("What a twist on #NightGarden", (await ViewAsync(response)).Text);
        await box.ConnectAsync();
        Assert.Equal("What a twist on #NightGarden", (await box.NextQuestionAsync()).Post.Text);
    }

    [Fact]
    public async Task Stranger_has_nothing_fetched()
    {
        await using var internet = await WithPostAsync();
        await using var hub = await RunningHub.StartAsync(network: internet.Network);
        using var phone = await hub.NewPhoneAsync();
        using var stranger = new HttpClient { BaseAddress = hub.Address };
        var shared = await stranger.PostAsJsonAsync("/api/v1/tvs/any/posts", new Post(Link), ApiJson.Default.Post, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, shared.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.ShareAsync("nobodys", new Post(Link))).StatusCode);
        Assert.Empty(internet.Connections);
    }

    private static async Task<FakeInternet> WithPostAsync() => (await FakeInternet.StartAsync()).Json(
        Asked, """{"posts":[{"author":{"handle":"ada.example"},"record":{"text":"What a twist on #NightGarden","langs":["en"]}}]}""");

    private static async Task<PostView> ViewAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync(ApiJson.Default.PostView, TestContext.Current.CancellationToken))!;
}
