using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>The ways by which a post comes to the share page from elsewhere.</summary>
public sealed class SharePageTests
{
    [Fact]
    public async Task Post_comes_by_the_fragment_or_by_the_share_target_and_survives_the_sign_in()
    {
        var (home, account) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = account;
        await home.WaitForGuideAsync();
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        var post = page.GetByLabel("The post");

        // A link or a shortcut puts the text behind the '#', where no server logs it. It waits for the person's tap.
        await phone.SignInAsync("/share#text=What%20a%20twist%20%23NightGarden");
        await Expect(post).ToHaveValueAsync("What a twist #NightGarden");
        Assert.Equal("/share", new Uri(page.Url).PathAndQuery + new Uri(page.Url).Fragment);

        // Another app shares: the box is filled. The only TV is asked at once, and Back does not ask again.
        const string Shared = "/share?title=Somebody&text=That+twist+on+%23NightGarden&url=https%3A%2F%2Fexample.invalid%2Fposts%2F1";
        var filled = await (await phone.Context.APIRequest.GetAsync(Shared)).TextAsync();
        Assert.Contains(">Somebody\nThat twist on #NightGarden\nhttps://example.invalid/posts/1</textarea>", WebUtility.HtmlDecode(filled), StringComparison.Ordinal);
        await page.GotoAsync("/");
        await page.GotoAsync(Shared);
        await Expect(page.GetByTestId("candidate-title").First).ToHaveTextAsync("The Night Garden");
        await page.GoBackAsync();

        // Browsers leave the share page out of the history when it went on before it was loaded; else it is there, and empty.
        await Expect(page.Locator("[data-testid=tvs], textarea:placeholder-shown")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await phone.SignInAsync("/share?text=can%27t+wait+for+%23OtterWatch");
        await Expect(page.GetByTestId("candidate-title").First).ToHaveTextAsync("Otter Watch");
        Assert.Empty(phone.Complaints);
    }
}
