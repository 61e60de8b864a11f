using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Accounts;

/// <summary>How many accounts an open hub makes for one address.</summary>
public sealed class SignUpTests
{
    [Fact]
    public async Task One_address_cannot_make_accounts_without_end_and_another_address_still_can()
    {
        await using var hub = await RunningHub.StartAsync();
        for (var i = 0; i < SignUpLimits.PerAddress; i++)
        {
            using var made = await RegisterAsync(hub.Client(), $"somebody{i}@example.org");
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using var refused = await RegisterAsync(hub.Client(), "one-more@example.org");
        await AssertTooManyAsync(refused);
        Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(hub, "one-more@example.org"));
        using var elsewhere = await RegisterAsync(hub.Client(from: IPAddress.Parse("127.0.0.9")), "elsewhere@example.org");
        Assert.Equal(HttpStatusCode.Created, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Asking_which_addresses_have_an_account_ends_at_the_limit_too()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var answer = await RegisterAsync(hub.Client(), ada.Email);
            return answer.StatusCode;
        }));
        Assert.Equal(SignUpLimits.PerAddress - 1, answers.Count(answer => answer == HttpStatusCode.BadRequest));
        Assert.Equal(40 - (SignUpLimits.PerAddress - 1), answers.Count(answer => answer == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task The_page_says_so_and_an_hour_later_it_takes_the_form()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        for (var i = 0; i < SignUpLimits.PerAddress; i++)
        {
            (await RegisterAsync(hub.Client(), $"somebody{i}@example.org")).Dispose();
        }

        using var browser = new WebVisitor(hub);
        using var refused = await SubmitAsync(browser);
        await AssertTooManyAsync(refused);
        clock.Advance(SignUpLimits.Window);
        using var made = await SubmitAsync(browser);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
    }

    [Fact]
    public async Task Who_was_invited_is_not_held_off()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        for (var i = 0; i < SignUpLimits.PerAddress; i++)
        {
            (await RegisterAsync(hub.Client(), $"somebody{i}@example.org")).Dispose();
        }

        using var refused = await RegisterAsync(hub.Client(), "ben@example.org", "an invitation that is none");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        using var ben = await RegisterAsync(hub.Client(), "ben@example.org", await ada.InviteAsync());
        Assert.Equal(HttpStatusCode.Created, ben.StatusCode);
    }

    private static async Task AssertTooManyAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(SignUpLimits.Window, answer.Headers.RetryAfter?.Delta);
        Assert.Contains(SignUpLimits.Words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SubmitAsync(WebVisitor browser) => browser.SubmitAsync(
        "/create-account", "create-account", ("Form.Name", "Ada"), ("Form.Email", "ada@example.org"), ("Form.Password", RunningHub.Password));

    private static async Task<HttpResponseMessage> RegisterAsync(HttpClient client, string email, string? invitation = null)
    {
        using var http = client;
        return await http.PostAsJsonAsync(
            "/api/v1/account/register", new RegisterRequest(email, RunningHub.Password, "Somebody", invitation), ApiJson.Default.RegisterRequest, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> LoginAsync(RunningHub hub, string email)
    {
        using var http = hub.Client();
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/account/login", new LoginRequest(email, RunningHub.Password), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
