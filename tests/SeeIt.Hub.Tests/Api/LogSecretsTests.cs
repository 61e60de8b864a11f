using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Api;

public sealed class LogSecretsTests
{
    [Fact]
    public async Task No_secret_is_logged_from_the_first_account_to_a_refused_box()
    {
        using var log = new LogLines();
        await using var hub = await RunningHub.StartAsync(log: log);
        List<string> secrets = [RunningHub.Password];
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        secrets.Add(ada.Http.DefaultRequestHeaders.Authorization!.Parameter!);
        using var http = hub.Client();
        var login = await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(ada.Email, RunningHub.Password), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken);
        var refresh = (await login.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("refreshToken").GetString()!;
        secrets.Add(refresh);
        await http.PostAsJsonAsync("/api/v1/account/refresh", new RefreshRequest(refresh), ApiJson.Default.RefreshRequest, TestContext.Current.CancellationToken);
        const string Wrong = "a wrong password 4711";
        secrets.Add(Wrong);
        await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(ada.Email, Wrong), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken);

        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        using var guest = new WebVisitor(hub);
        await guest.SignInAsync(ben.Email);
        var invitation = await ada.InviteAsync();
        secrets.Add(invitation);
        await guest.SubmitAsync($"/join?invitation={invitation}", "join");
        secrets.AddRange(browser.Cookies.Concat(guest.Cookies).Select(cookie => cookie.Value));

        await using var box = new SimulatedBox(hub.Address);
        var proof = box.Proof();
        secrets.Add(proof);
        await box.AuthorizeAsync(proof);
        await box.AuthorizeAsync(proof);
        var codes = await box.AuthorizeAsync();
        secrets.AddRange([codes.UserCode, codes.UserCode.Replace("-", "", StringComparison.Ordinal), codes.DeviceCode]);
        await browser.GetAsync($"/pair?user_code={codes.UserCode}");
        await ada.StatusAsync($"/api/v1/pairing/{codes.UserCode}");
        await ada.ChooseAsync(codes.UserCode, box.Number);
        var paired = await box.PollUntilSettledAsync(codes);
        secrets.Add(paired.GetProperty("access_token").GetString()!);
        var assertion = box.Assertion();
        secrets.Add(assertion);
        var token = (await box.TokenAsync(assertion)).GetProperty("access_token").GetString()!;
        secrets.Add(token);
        await box.TokenAsync(assertion);
        await box.ConnectAsync(token);
        await http.GetAsync($"/hubs/device?access_token={token}", TestContext.Current.CancellationToken);
        await ada.CommandAsync(box.Id, new PauseVerb());
        await ada.DeleteAsync($"/api/v1/tvs/{box.Id}");
        await box.TokenAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => box.ConnectAsync(token));

        Assert.True(log.Lines.Count > 12, $"{log.Lines.Count} lines: at this level more is said");
        Assert.All(secrets, secret => Assert.True(secret.Length >= 8, secret));
        Assert.Empty(log.Lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))).Select(line => line[..Math.Min(line.Length, 300)]));
    }
}
