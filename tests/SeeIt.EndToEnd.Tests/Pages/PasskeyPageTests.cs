using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

public sealed class PasskeyPageTests
{
    [Fact]
    public async Task Passkey_is_added_signs_in_without_a_password_and_opens_nothing_once_removed()
    {
        await using var hub = await LoneHub.StartAsync();
        using var account = await Phone.RegisterAsync(hub.Address);
        await using var phone = await PhoneBrowser.StartAsync(hub.NamedAddress);
        var page = phone.Page;
        await AddAuthenticatorAsync(phone);
        await phone.SignInAsync("/account");
        await page.GetByLabel("Name of this device").FillAsync("My <phone>");
        await PhoneBrowser.AssertUsableAsync(page);
        await page.GetByTestId("add-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToContainTextAsync("My <phone>");
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "account.png");

        // Twice: the count of uses goes on.
        for (var i = 0; i < 2; i++)
        {
            await page.GetByTestId("sign-out").ClickAsync();
            await page.GotoAsync("/sign-in?next=/account");
            await PhoneBrowser.AssertUsableAsync(page);
            await page.GetByTestId("passkey-sign-in").ClickAsync();
            await Expect(page.GetByTestId("passkey")).ToHaveCountAsync(1);
            var session = (await phone.Context.CookiesAsync()).Single(cookie => cookie.Name == "seeit");
            Assert.True(session is { HttpOnly: true, SameSite: SameSiteAttribute.Lax, Expires: > 0 }, "the sign-in outlives the browser");
        }

        await page.GetByTestId("remove-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToHaveCountAsync(0);
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("passkey-sign-in").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToHaveTextAsync("This passkey opens no account here. Sign in with the password.");
        await PhoneBrowser.AssertUsableAsync(page);
        await phone.SignInAsync("/");
        Assert.DoesNotContain(phone.Complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_offers_no_passkey_where_none_can_be_made()
    {
        await using var hub = await LoneHub.StartAsync();
        using var account = await Phone.RegisterAsync(hub.Address);
        await using var phone = await PhoneBrowser.StartAsync(hub.Address);
        await phone.SignInAsync("/account");
        await Expect(phone.Page.GetByText("This browser makes no passkeys here")).ToBeVisibleAsync();
        await Expect(phone.Page.GetByTestId("add-passkey")).ToBeHiddenAsync();
        Assert.Empty(phone.Complaints);
    }

    /// <summary>A device with a finger on it, as Chromium plays one.</summary>
    private static async Task AddAuthenticatorAsync(PhoneBrowser phone)
    {
        var tools = await phone.Context.NewCDPSessionAsync(phone.Page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
