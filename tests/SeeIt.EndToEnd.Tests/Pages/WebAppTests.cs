using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>What is the same on every page: the door, and what makes it an app.</summary>
public sealed class WebAppTests
{
    [Fact]
    public async Task Every_page_leads_a_stranger_to_the_sign_in_and_on_to_where_they_went()
    {
        await using var home = await Home.StartAsync();
        using var account = await Phone.RegisterAsync(home.HubAddress!);
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        foreach (var path in new[] { "/", "/share", "/pair", $"/posts/{Guid.Empty}", "/tvs/some", "/tvs/some/watch-later" })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
            Assert.Equal($"/sign-in?next={Uri.EscapeDataString(path)}", new Uri(page.Url).PathAndQuery);
        }

        await PhoneBrowser.AssertUsableAsync(page);
        await page.GetByLabel("E-mail address").FillAsync(Phone.Email);
        await page.GetByLabel("Password").FillAsync("not it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail address or the password is wrong.");

        await phone.SignInAsync("/pair");
        Assert.Equal("/pair", new Uri(page.Url).PathAndQuery);

        // The wrong password is answered with 422, which the browser tells.
        Assert.DoesNotContain(phone.Complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_can_be_installed_and_are_a_share_target()
    {
        await using var home = await Home.StartAsync();
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await page.GotoAsync("/");

        // As Chromium reads it.
        var tools = await phone.Context.NewCDPSessionAsync(page);
        var read = (await tools.SendAsync("Page.getAppManifest"))!.Value;
        Assert.Empty(read.GetProperty("errors").EnumerateArray());
        using var manifest = JsonDocument.Parse(read.GetProperty("data").GetString()!);
        var target = manifest.RootElement.GetProperty("share_target");
        Assert.Equal(("/share", "GET"), (target.GetProperty("action").GetString(), target.GetProperty("method").GetString()));
        Assert.Equal(["title", "text", "url"], target.GetProperty("params").EnumerateObject().Select(part => part.Value.GetString()));

        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
        {
            var width = await page.EvaluateAsync<int>(
                "async source => { const image = new Image(); image.src = source; await image.decode(); return image.naturalWidth; }",
                icon.GetProperty("src").GetString());
            var sizes = icon.GetProperty("sizes").GetString();
            Assert.True(sizes == "any" || sizes == $"{width}x{width}", $"{icon} is {width} pixels wide");
        }

        await page.WaitForFunctionAsync("navigator.serviceWorker.ready.then(ready => ready.active !== null)");
        var obstacles = (await tools.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors");
        Assert.Empty(obstacles.EnumerateArray().Select(obstacle => obstacle.GetProperty("errorId").GetString()).Except(["in-incognito"]));
        Assert.Empty(phone.Complaints);
    }
}
