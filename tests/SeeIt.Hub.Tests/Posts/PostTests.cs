using System.Net;
using System.Net.Http.Json;
using System.Text;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Posts;

public sealed class PostTests
{
    private static readonly Post Shared = new("Can't believe that twist on #NightGarden");

    internal static readonly CandidateList Answer = new(
        [new Candidate(
            new AiringReference("two", DateTimeOffset.UnixEpoch, "The Night Garden"), "The Night Garden", null, "Channel Two", "two",
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), AiringTime.Now, 0.93, ["the title"])],
        None: 0.05,
        OneTap: true);

    [Fact]
    public async Task Answer_in_time_is_returned_at_once()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 30_000);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var asking = phone.ShareAsync(box.Id, Shared);
        var question = await box.NextQuestionAsync();
        Assert.Equal((Shared, false), (question.Post, question.IsLate));
        await box.AnswerAsync(new PostAnswer(question.Id, Answer));
        var response = await asking;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var view = (await response.Content.ReadFromJsonAsync(ApiJson.Default.PostView, TestContext.Current.CancellationToken))!;
        Assert.True(view.OneTap);
        Assert.Equal("The Night Garden", Assert.Single(view.Candidates).Title);
        Assert.Empty(await phone.GetAsync($"/api/v1/tvs/{box.Id}/watch-later", ApiJson.Default.IReadOnlyListPostView));
    }

    [Fact]
    public async Task Late_answer_comes_as_an_event_and_the_words_are_forgotten()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 100);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var response = await phone.ShareAsync(box.Id, Shared);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var waiting = Assert.Single(await phone.GetAsync($"/api/v1/tvs/{box.Id}/watch-later", ApiJson.Default.IReadOnlyListPostView));
        Assert.Equal(Shared.Text, waiting.Text);
        await using var events = await SseAsync.OpenAsync(phone);
        Assert.Equal(EventNames.Snapshot, (await events.NextAsync()).EventType);
        await box.AnswerAsync(new PostAnswer((await box.NextQuestionAsync()).Id, Answer));
        Assert.Equal(EventNames.Candidates, (await events.NextAsync()).EventType);
        var answered = await phone.GetAsync($"/api/v1/posts/{waiting.PostId}", ApiJson.Default.PostView);
        Assert.True(answered.Answered);
        Assert.Null(answered.Text);
    }

    [Fact]
    public async Task Post_for_an_offline_box_is_handed_over_when_it_connects()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var response = await phone.ShareAsync(box.Id, Shared);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await box.ConnectAsync();
        var question = await box.NextQuestionAsync();
        Assert.Equal((Shared, true), (question.Post, question.IsLate));
        await box.AnswerAsync(new PostAnswer(question.Id, CandidateList.Empty));
        await Eventually.Async(() => phone.GetAsync($"/api/v1/posts/{question.Id}", ApiJson.Default.PostView), post => post.Answered);
        var path = $"/api/v1/tvs/{box.Id}/watch-later";
        Assert.Equal(HttpStatusCode.NoContent, (await phone.Http.DeleteAsync($"{path}/{question.Id}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(await phone.GetAsync(path, ApiJson.Default.IReadOnlyListPostView));
    }

    [Fact]
    public async Task Another_box_cannot_answer()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var other = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await using var foreign = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await foreign.PairAsync(other);
        await foreign.ConnectAsync();
        var response = await phone.ShareAsync(box.Id, Shared);
        var view = (await response.Content.ReadFromJsonAsync(ApiJson.Default.PostView, TestContext.Current.CancellationToken))!;
        await foreign.AnswerAsync(new PostAnswer(view.PostId, Answer));
        await foreign.AnswerAsync(new PostAnswer(Guid.NewGuid(), Answer));
        await box.ConnectAsync();
        Assert.Equal(view.PostId, (await box.NextQuestionAsync()).Id);
    }

    [Fact]
    public async Task Closed_sheet_is_told_to_its_box_by_its_own_household_only()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 100);
        using var phone = await hub.NewPhoneAsync();
        using var other = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var first = await SharedToAsync(phone, box);
        Assert.Equal(HttpStatusCode.NoContent, await CloseAsync(phone, first));

        await box.ConnectAsync();
        Assert.Equal(HttpStatusCode.NotFound, await CloseAsync(other, first));
        Assert.Equal(HttpStatusCode.NotFound, await CloseAsync(phone, Guid.NewGuid()));
        var second = await SharedToAsync(phone, box);
        Assert.Equal(HttpStatusCode.NoContent, await CloseAsync(phone, second));
        Assert.Equal(second, await box.NextClosedSheetAsync());
    }

    [Fact]
    public async Task Box_that_does_not_know_of_closed_sheets_keeps_its_link()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 100);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        box.Link!.Remove(DeviceLink.ToBox.SheetClosed);
        Assert.Equal(HttpStatusCode.NoContent, await CloseAsync(phone, await SharedToAsync(phone, box)));

        var command = await phone.CommandAsync(box.Id, new StopVerb());
        Assert.Equal(command.Id, (await box.NextCommandAsync()).Id);
        Assert.False(box.Closed.Task.IsCompleted);
    }

    [Theory]
    [InlineData("""{"text":""}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Bad_posts_are_refused(string? body, HttpStatusCode expected)
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        body ??= $$"""{"text":"{{new string('x', Post.MaxTextLength + 1)}}"}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await phone.Http.PostAsync($"/api/v1/tvs/{box.Id}/posts", content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<Guid> SharedToAsync(Phone phone, SimulatedBox box)
    {
        var response = await phone.ShareAsync(box.Id, Shared);
        return (await response.Content.ReadFromJsonAsync(ApiJson.Default.PostView, TestContext.Current.CancellationToken))!.PostId;
    }

    private static async Task<HttpStatusCode> CloseAsync(Phone phone, Guid post) =>
        (await phone.Http.PostAsync($"/api/v1/posts/{post}/closed", content: null, TestContext.Current.CancellationToken)).StatusCode;
}
