using System.Net;
using System.Net.Http.Json;
using System.Text;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Web;

/// <summary>What holds for each page and each form, those of tomorrow too: they are listed by the hub's own router.</summary>
public sealed class PageSecurityTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    [Fact]
    public async Task Every_page_has_the_strict_policy_and_nothing_inline()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        var code = await ada.InviteAsync();
        var codes = await new SimulatedBox(hub.Address).AuthorizeAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        using var stranger = new WebVisitor(hub);
        var pages = HubEndpoint.All(hub).Where(endpoint => endpoint is { IsPage: true, IsChange: false }).Select(endpoint => endpoint.Path(box.Id)).ToList();
        Assert.True(pages.Count >= 12, string.Join(' ', pages));
        foreach (var path in pages.Concat([$"/join?invitation={code}", $"/pair?user_code={codes.UserCode}", "/share?text=%3Cscript%3Ealert(1)%3C/script%3E"]))
        {
            foreach (var who in new[] { browser, stranger })
            {
                using var answer = await who.GetAsync(path);
                AssertHeaders(path, answer);
                var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotMatch("<script(?![^>]*src=\"/)", html);
                Assert.DoesNotMatch("(?i)<[a-z][^>]*\\s(style|on[a-z]+)=", html);
                Assert.DoesNotMatch("(?i)<style|javascript:", html);
            }
        }
    }

    [Fact]
    public async Task Every_other_answer_has_the_headers_too()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var stranger = new WebVisitor(hub);
        foreach (var path in new[] { "/app.css", "/js/app.js", "/sw.js", "/icon.svg", "/no-such-page", "/api/v1/tvs", "/api/v1/no-such", "/openapi/v1.json", "/hubs/device", "/connect/token" })
        {
            using var answer = await stranger.GetAsync(path);
            AssertHeaders(path, answer);
        }

        using var broken = new StringContent("{", Encoding.UTF8, "application/json");
        using var refused = await ada.Http.PostAsync("/api/v1/household/join", broken, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        AssertHeaders("a body that cannot be read", refused);
    }

    [Fact]
    public async Task Every_form_and_change_is_refused_without_its_token_or_from_another_site()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        await browser.ReadAsync("/household");

        // Whose callers prove who they are in the request itself, so that a cookie does not help another site; see their rows in EndpointAccessTests.
        string[] withoutCookie = ["/api/v1/account/login", "/api/v1/account/register", "/api/v1/account/refresh"];
        var changes = HubEndpoint.All(hub).Where(endpoint => endpoint.IsChange && !withoutCookie.Contains(endpoint.Pattern)).ToList();
        Assert.True(changes.Count >= 25);
        foreach (var endpoint in changes)
        {
            var path = endpoint.Path(box.Id);
            if (endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal))
            {
                foreach (var (header, value) in new[] { ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
                {
                    using var foreign = Samples.Request(endpoint.Method, path);
                    foreign.Headers.Add(header, value);
                    await AssertAsync(HttpStatusCode.Forbidden, foreign);
                }
            }
            else if (endpoint.Pattern.StartsWith("/hubs/", StringComparison.Ordinal))
            {
                using var negotiate = new HttpRequestMessage(endpoint.Method, path);
                await AssertAsync(HttpStatusCode.Unauthorized, negotiate);
            }
            else if (!endpoint.IsPage && !endpoint.Pattern.StartsWith("/connect/", StringComparison.Ordinal))
            {
                using var bare = new HttpRequestMessage(endpoint.Method, path) { Content = new FormUrlEncodedContent([new("_handler", "any")]) };
                await AssertAsync(HttpStatusCode.BadRequest, bare);
                using var wrong = new HttpRequestMessage(endpoint.Method, path)
                {
                    Content = new FormUrlEncodedContent([new("_handler", "any"), new("__RequestVerificationToken", "CfDJ8wrong")]),
                };
                await AssertAsync(HttpStatusCode.BadRequest, wrong);
            }
        }

        var forms = 0;
        foreach (var page in changes.Where(endpoint => endpoint.IsPage))
        {
            foreach (var form in await browser.FormsAsync(await PathAsync(page.Path(box.Id))))
            {
                forms++;
                var fields = form.Fields.Where(field => field.Key != "__RequestVerificationToken").ToList();
                using var bare = new HttpRequestMessage(HttpMethod.Post, form.Page) { Content = new FormUrlEncodedContent(fields) };
                await AssertAsync(HttpStatusCode.BadRequest, bare);
                using var wrong = new HttpRequestMessage(HttpMethod.Post, form.Page)
                {
                    Content = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", "CfDJ8wrong")]),
                };
                await AssertAsync(HttpStatusCode.BadRequest, wrong);

                // Not the form is what is refused.
                if (form.Fields["_handler"] is "invite" or "pair" or "see-it")
                {
                    using var good = new HttpRequestMessage(HttpMethod.Post, form.Page) { Content = new FormUrlEncodedContent(form.Fields) };
                    using var answer = await browser.Http.SendAsync(good, TestContext.Current.CancellationToken);
                    Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode);
                }
            }
        }

        Assert.True(forms >= 12, $"{forms} forms");
        Assert.Single((await ada.HouseholdAsync()).Members);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);

        async Task<string> PathAsync(string path) => path switch
        {
            "/join" => $"/join?invitation={await ada.InviteAsync()}",
            "/pair" => $"/pair?user_code={(await new SimulatedBox(hub.Address).AuthorizeAsync()).UserCode}",
            _ when path.StartsWith("/posts/", StringComparison.Ordinal) => $"/posts/{await PostAsync(ada, box)}",
            _ => path,
        };

        async Task AssertAsync(HttpStatusCode expected, HttpRequestMessage request)
        {
            using var answer = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(expected == answer.StatusCode, $"{request.Method} {request.RequestUri}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Every_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        var form = await browser.FormAsync("/sign-in", "sign-in", ("Form.Email", ada.Email), ("Form.Password", RunningHub.Password));
        using var fields = new FormUrlEncodedContent(form);
        using var fresh = new WebVisitor(hub);
        using var page = await fresh.GetAsync("/sign-in");
        using var signedIn = await browser.Http.PostAsync("/sign-in", fields, TestContext.Current.CancellationToken);
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/passkeys/request-options");
        ask.Headers.Add("RequestVerificationToken", (await browser.FormAsync("/account", "sign-out-everywhere"))["__RequestVerificationToken"]);
        using var options = await browser.Http.SendAsync(ask, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        var set = new[] { page, signedIn, options }.SelectMany(answer => answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).ToList();
        Assert.Equal(["seeit", "seeit-form", "seeit-known", "seeit-passkey"], set.Select(cookie => cookie.Split('=')[0]).Distinct().Order());
        Assert.All(set, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
        });
    }

    /// <summary>A shared post with a candidate to tap.</summary>
    private static async Task<Guid> PostAsync(Phone phone, SimulatedBox box)
    {
        await box.ConnectAsync();
        var sharing = phone.ShareAsync(box.Id, new Post("The Night Garden"));
        var question = await box.NextQuestionAsync();
        var start = DateTimeOffset.UnixEpoch;
        var candidate = new Candidate(new AiringReference("two", start, "The Night Garden"), "The Night Garden", null, "Two", "two", start, start.AddHours(1), AiringTime.Now, 0.9, []);
        await box.AnswerAsync(new PostAnswer(question.Id, new CandidateList([candidate], None: 0.1, OneTap: true)));
        var view = await (await sharing).Content.ReadFromJsonAsync(ApiJson.Default.PostView, TestContext.Current.CancellationToken);
        return view!.PostId;
    }

    private static void AssertHeaders(string path, HttpResponseMessage answer)
    {
        foreach (var (name, value) in new[]
        {
            ("Content-Security-Policy", Policy), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        })
        {
            Assert.True(answer.Headers.TryGetValues(name, out var values) && values.SequenceEqual([value]), $"{path} ({answer.StatusCode}): {name}");
        }
    }
}
