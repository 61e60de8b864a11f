using System.Net;
using System.Text.RegularExpressions;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Web;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/share?text=hello")]
    [InlineData("/pair?user_code=BBBB-BBBB")]
    [InlineData("/tvs/00000000000000000000000000000000")]
    public async Task Pages_lead_strangers_to_the_sign_in_page_and_back(string path)
    {
        await using var hub = await RunningHub.StartAsync();
        using var browser = Browser(hub);
        var response = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/sign-in?next={Uri.EscapeDataString(path)}", response.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Pages_run_nothing_but_the_hubs_own_scripts()
    {
        await using var hub = await RunningHub.StartAsync();
        using var browser = Browser(hub);
        var response = await browser.GetAsync("/create-account", TestContext.Current.CancellationToken);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
        foreach (Match link in Links().Matches(html))
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link.Groups[1].Value, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task Account_is_made_only_with_the_forms_own_token_and_its_cookie_is_out_of_reach_of_scripts()
    {
        await using var hub = await RunningHub.StartAsync();
        using var browser = Browser(hub);
        var html = await browser.GetStringAsync("/create-account", TestContext.Current.CancellationToken);
        Dictionary<string, string> form = Hidden().Matches(html).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        form["Form.Name"] = "Ada";
        form["Form.Email"] = "ada@example.org";
        form["Form.Password"] = RunningHub.Password;
        using var forged = new FormUrlEncodedContent(form.Where(field => field.Key != "__RequestVerificationToken"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/create-account", forged, TestContext.Current.CancellationToken)).StatusCode);

        using var good = new FormUrlEncodedContent(form);
        var made = await browser.PostAsync("/create-account", good, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var cookie = made.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("seeit=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/tvs/nobodys", TestContext.Current.CancellationToken)).StatusCode);
        await AssertOtherSitesAreRefusedAsync(browser);
    }

    [Fact]
    public async Task Link_that_cannot_be_read_is_still_there_and_the_person_types()
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = await RunningHub.StartAsync(settings => settings.PostWaitMs = 30_000, network: internet.Network);
        using var browser = Browser(hub);
        await FillInAsync(browser, "/create-account", ("Form.Name", "Ada"), ("Form.Email", "ada@example.org"), ("Form.Password", RunningHub.Password));
        using var phone = await hub.SignInAsync("ada@example.org");
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();

        const string Link = "https://127.0.0.1/private";
        var sharing = FillInAsync(browser, "/share", ("Form.Text", Link), ("Form.TvId", box.Id));
        var question = await box.NextQuestionAsync();
        Assert.Equal(new Post("", Link), question.Post);
        await box.AnswerAsync(new PostAnswer(question.Id, CandidateList.Empty));
        var refused = await sharing;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($">{Link}</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("the hub does not open it", html, StringComparison.Ordinal);
        Assert.Empty(internet.Connections);

        sharing = FillInAsync(browser, "/share", ("Form.Text", $"The Night Garden {Link}"), ("Form.TvId", box.Id));
        question = await box.NextQuestionAsync();
        var candidate = new Candidate(new AiringReference("two", Start, "The Night Garden"), "The Night Garden", null, "Two", "two", Start, Start.AddHours(1), AiringTime.Now, 0.9, []);
        await box.AnswerAsync(new PostAnswer(question.Id, new CandidateList([candidate], None: 0.1, OneTap: true)));
        var sheet = await browser.GetStringAsync((await sharing).Headers.Location, TestContext.Current.CancellationToken);
        Assert.Contains("data-testid=\"link-failure\"", sheet, StringComparison.Ordinal);
        Assert.Contains("The Night Garden", sheet, StringComparison.Ordinal);
    }

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Sends a page's form as a browser does. The form to sign out is on each page too.</summary>
    private static async Task<HttpResponseMessage> FillInAsync(HttpClient browser, string page, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page, TestContext.Current.CancellationToken);
        var form = new Dictionary<string, string>();
        foreach (var (name, value) in Hidden().Matches(html).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))).Concat(fields))
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(page, content, TestContext.Current.CancellationToken);
    }

    private static async Task AssertOtherSitesAreRefusedAsync(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tvs/nobodys/commands");
        request.Content = System.Net.Http.Json.JsonContent.Create<Verb>(new StopVerb(), SeeIt.Contracts.Api.ApiJson.Default.Verb);
        request.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static HttpClient Browser(RunningHub hub) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = hub.Address };

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""(?:href|src)="(/[^"?]+\.[a-z]+)""")]
    private static partial Regex Links();
}
