using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task Strangers_guesses_hold_off_strangers_and_not_the_browser_that_signed_in_before()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var home = new WebVisitor(hub);
        await home.SignInAsync(ada.Email);
        await SignOutAsync(home);

        using var stranger = new WebVisitor(hub);
        for (var i = 0; i < SignInLimits.PerAccount; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await TryAsync(stranger, ada.Email, "not the password"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(stranger, ada.Email, RunningHub.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(hub, ada.Email, RunningHub.Password));
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync(home, ada.Email, RunningHub.Password));
    }

    [Fact]
    public async Task Known_browser_has_guesses_of_its_own_and_no_more()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync();
        using var home = new WebVisitor(hub);
        await home.SignInAsync(ada.Email);
        await SignOutAsync(home);
        for (var i = 0; i < SignInLimits.PerKnownBrowser; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await TryAsync(home, ada.Email, "not the password"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(home, ada.Email, RunningHub.Password));

        // The mark is for one account: for another this browser is a stranger.
        using var guesser = new WebVisitor(hub);
        await guesser.SignInAsync(ada.Email);
        await SignOutAsync(guesser);
        for (var i = 0; i < SignInLimits.PerAccount; i++)
        {
            await TryAsync(guesser, ben.Email, "not the password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(guesser, ben.Email, RunningHub.Password));
    }

    [Fact]
    public async Task One_address_cannot_try_many_accounts()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        for (var i = 0; i < SignInLimits.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(hub, $"somebody{i}@example.org", "a common password"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(hub, ada.Email, RunningHub.Password));
    }

    [Fact]
    public async Task Account_that_does_not_exist_is_held_off_like_one_that_does()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        foreach (var email in new[] { ada.Email, "nobody@example.org" })
        {
            for (var i = 0; i < SignInLimits.PerAccount; i++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(hub, email, "not the password"));
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(hub, email, "not the password"));
        }
    }

    [Fact]
    public async Task Account_is_open_again_after_ten_minutes_though_refused_attempts_went_on()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var ada = await hub.NewPhoneAsync();
        for (var i = 0; i < 10; i++)
        {
            await LoginAsync(hub, ada.Email, "not the password");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await LoginAsync(hub, ada.Email, RunningHub.Password));
        clock.Advance(SignInLimits.Window - TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, RunningHub.Password));
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_are_no_more_than_one_after_the_other()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => LoginAsync(hub, ada.Email, "not the password")));
        Assert.Equal(SignInLimits.PerAccount, answers.Count(answer => answer == HttpStatusCode.Unauthorized));
        Assert.Equal(35, answers.Count(answer => answer == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Changing_the_password_needs_the_old_one_and_ends_all_other_sign_ins()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var here = new WebVisitor(hub);
        using var there = new WebVisitor(hub);
        await here.SignInAsync(ada.Email);
        await there.SignInAsync(ada.Email);
        const string New = "quite another password";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ChangeAsync("a guess", New));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await ChangeAsync(RunningHub.Password, "short"));
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("/api/v1/tvs"));

        Assert.Equal(HttpStatusCode.Redirect, await ChangeAsync(RunningHub.Password, New));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await ada.StatusAsync("/api/v1/tvs"));
        Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(hub, ada.Email, RunningHub.Password));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, New));

        async Task<HttpStatusCode> ChangeAsync(string old, string fresh) =>
            (await here.SubmitAsync("/account", "change-password", ("Form.Password", old), ("Form.NewPassword", fresh))).StatusCode;
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void Addresses_that_one_line_has_are_one(string address, string counted) =>
        Assert.Equal(counted, ClientAddress.Of(IPAddress.Parse(address)));

    private static async Task<HttpStatusCode> TryAsync(WebVisitor browser, string email, string password) =>
        (await browser.SubmitAsync("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password))).StatusCode;

    private static async Task<HttpStatusCode> LoginAsync(RunningHub hub, string email, string password)
    {
        using var http = new HttpClient { BaseAddress = hub.Address };
        return (await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(email, password), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken)).StatusCode;
    }

    private static async Task SignOutAsync(WebVisitor browser)
    {
        var form = await browser.FormAsync("/account", "sign-out-everywhere");
        using var content = new FormUrlEncodedContent(form);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.PostAsync("/sign-out", content, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/")).StatusCode);
    }
}
