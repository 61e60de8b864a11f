using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Accounts;

/// <summary>What is no passkey. The real ones are in Chromium: PasskeyPageTests of the end-to-end tests.</summary>
public sealed class PasskeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"}}""")]
    public async Task Nonsense_is_refused_with_and_without_a_challenge(string credential)
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/sign-in", "passkey", ("Form.Credential", credential))).StatusCode);
        await OptionsAsync(browser, "/sign-in", "passkey", "/passkeys/request-options");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/sign-in", "passkey", ("Form.Credential", credential))).StatusCode);

        await browser.SignInAsync(ada.Email);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account", "add-passkey", ("Form.Credential", credential))).StatusCode);
        await OptionsAsync(browser, "/account", "add-passkey", "/passkeys/creation-options");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync("/account", "add-passkey", ("Form.Credential", credential))).StatusCode);
    }

    [Fact]
    public async Task Device_is_asked_to_know_its_person_and_for_the_hubs_public_name()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PublicAddress = new Uri("https://hub.example.org"));
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        var request = await OptionsAsync(browser, "/sign-in", "passkey", "/passkeys/request-options");
        Assert.Equal("required", request.GetProperty("userVerification").GetString());
        Assert.Equal("hub.example.org", request.GetProperty("rpId").GetString());
        await browser.SignInAsync(ada.Email);
        var creation = await OptionsAsync(browser, "/account", "add-passkey", "/passkeys/creation-options");
        Assert.Equal("hub.example.org", creation.GetProperty("rp").GetProperty("id").GetString());
        Assert.Equal("required", creation.GetProperty("authenticatorSelection").GetProperty("userVerification").GetString());
    }

    private static async Task<JsonElement> OptionsAsync(WebVisitor browser, string page, string form, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("RequestVerificationToken", (await browser.FormAsync(page, form))["__RequestVerificationToken"]);
        var answer = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
