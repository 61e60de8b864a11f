using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

public sealed class PairPageTests
{
    [Fact]
    public async Task Wrong_code_and_wrong_number_are_told_and_pair_nothing()
    {
        await using var home = await Home.StartAsync();
        using var account = await Phone.RegisterAsync(home.HubAddress!);
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await phone.SignInAsync("/pair");

        await TypeAsync(page, "bbbbbbbb");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No TV shows this code now.");
        await PhoneBrowser.AssertUsableAsync(page);

        var prompt = await home.WaitForPairingPromptAsync();
        await TypeAsync(page, prompt.Code);
        await page.GetByTestId("number").Filter(new() { HasNotText = $"{prompt.Number}" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That is not the number on the TV.");
        await PhoneBrowser.AssertUsableAsync(page);
        Assert.False((await home.StatusAsync()).Box.Paired);

        // The page goes on from there, with the code that the TV shows now.
        var next = await Eventually.GetAsync(
            async () => (await home.StatusAsync()).Pairing is { } fresh && fresh.Code != prompt.Code ? fresh : null, "a new code on the TV");
        await TypeAsync(page, next.Code);
        await page.GetByRole(AriaRole.Button, new() { Name = $"{next.Number}", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("presence")).ToHaveTextAsync("Online");
        Assert.True((await home.StatusAsync()).Box.Paired);
    }

    private static async Task TypeAsync(IPage page, string code)
    {
        await page.GetByLabel("Code on the TV").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }
}
