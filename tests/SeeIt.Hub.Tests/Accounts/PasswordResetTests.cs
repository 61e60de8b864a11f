using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Accounts;

/// <summary>A forgotten password, and the link that who runs the hub makes.</summary>
public sealed class PasswordResetTests
{
    private const string New = "quite another password";

    [Fact]
    public async Task Link_sets_a_new_password_ends_all_sign_ins_and_signs_in()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync();
        using var before = new WebVisitor(hub);
        await before.SignInAsync(ada.Email);
        var link = await LinkAsync(hub, ada.Email);

        using var browser = new WebVisitor(hub);
        Assert.Contains(ada.Email, await browser.ReadAsync(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SetAsync(browser, link, "short"));
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("/api/v1/tvs"));
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/")).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(browser, link, New));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await before.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await ada.StatusAsync("/api/v1/tvs"));
        Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(hub, ada.Email, RunningHub.Password));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, New));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusAsync("/api/v1/tvs"));
    }

    [Fact]
    public async Task Link_works_once()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        var link = await LinkAsync(hub, ada.Email);
        using var thief = new WebVisitor(hub);
        var readBefore = await thief.FormAsync(link, "reset-password", ("Form.NewPassword", "the thief's own password"));
        using var browser = new WebVisitor(hub);
        Assert.Equal(HttpStatusCode.Redirect, await SetAsync(browser, link, New));

        Assert.Equal(HttpStatusCode.Gone, (await thief.GetAsync(link)).StatusCode);
        using var content = new FormUrlEncodedContent(readBefore);
        Assert.Equal(HttpStatusCode.Gone, (await thief.Http.PostAsync(link, content, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, New));
    }

    [Fact]
    public async Task Link_works_for_half_an_hour()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var ada = await hub.NewPhoneAsync();
        var link = await LinkAsync(hub, ada.Email, clock);
        using var browser = new WebVisitor(hub);
        clock.Advance(PasswordReset.Life - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, await SetAsync(browser, link, New));
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, RunningHub.Password));
    }

    [Fact]
    public async Task Link_that_was_changed_or_is_of_another_hub_does_not_work()
    {
        await using var hub = await RunningHub.StartAsync();
        await using var other = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var mallory = await other.NewPhoneAsync();
        var link = await LinkAsync(hub, ada.Email);
        using var browser = new WebVisitor(hub);
        foreach (var bad in new[] { link[..^3] + "AAA", await LinkAsync(other, mallory.Email), PasswordReset.Path, $"{PasswordReset.Path}?code=nonsense" })
        {
            Assert.Equal((bad, HttpStatusCode.Gone), (bad, await SetAsync(browser, bad, New)));
        }

        Assert.Equal(HttpStatusCode.OK, await LoginAsync(hub, ada.Email, RunningHub.Password));
    }

    [Fact]
    public async Task Command_line_says_what_is_wrong()
    {
        await using var hub = await RunningHub.StartAsync();
        var nowhere = Path.Combine(hub.Folder, "nowhere");
        Assert.Equal((1, "no account has the e-mail address nobody@example.org"), await RefusedAsync("account", "reset-link", "nobody@example.org", "--DataFolder", hub.Folder));
        Assert.Equal((1, "is no hub's data folder"), await RefusedAsync("account", "reset-link", "ada@example.org", "--DataFolder", nowhere));
        Assert.False(Directory.Exists(nowhere));
        Assert.Equal((2, "DataFolder is not set"), await RefusedAsync("account", "reset-link", "ada@example.org"));
        Assert.Equal((2, "account reset-link EMAIL"), await RefusedAsync("account", "reset-link", "--DataFolder", hub.Folder));
        Assert.Equal((2, "account reset-link EMAIL"), await RefusedAsync("account", "reset"));
    }

    [Fact]
    public async Task Link_begins_with_the_hubs_address_where_that_is_set()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] args = ["account", "reset-link", ada.Email, "--DataFolder", hub.Folder, "--PublicAddress", "https://hub.example.org", "--Certificate", "/not/looked/at.pem"];
        Assert.Equal(0, await AccountCommand.RunAsync(args, output, errors, TimeProvider.System));
        Assert.StartsWith("https://hub.example.org/reset-password?code=", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("once, for 30 minutes", errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The exit code; and the words where the complaint holds them, else the complaint.</summary>
    private static async Task<(int Code, string Words)> RefusedAsync(params string[] args)
    {
        string[] known = ["no account has the e-mail address nobody@example.org", "is no hub's data folder", "DataFolder is not set", "account reset-link EMAIL"];
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AccountCommand.RunAsync(args, output, errors, TimeProvider.System);
        Assert.Equal("", output.ToString());
        return (code, known.FirstOrDefault(words => errors.ToString().Contains(words, StringComparison.Ordinal)) ?? errors.ToString());
    }

    /// <summary>By the command line, as another process, beside the hub that runs.</summary>
    private static async Task<string> LinkAsync(RunningHub hub, string email, TimeProvider? clock = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await AccountCommand.RunAsync(["account", "reset-link", email, "--DataFolder", hub.Folder], output, errors, clock ?? TimeProvider.System);
        Assert.True(code == 0, errors.ToString());
        return output.ToString().Trim();
    }

    private static async Task<HttpStatusCode> SetAsync(WebVisitor browser, string link, string password)
    {
        using var answer = await browser.SubmitAsync(link, "reset-password", ("Form.NewPassword", password));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> LoginAsync(RunningHub hub, string email, string password)
    {
        using var http = hub.Client();
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/account/login", new LoginRequest(email, password), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
