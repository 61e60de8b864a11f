using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>The main job through the pages, by what a person reads and touches on them.</summary>
public sealed partial class PageJourneyTests
{
    [Fact]
    public async Task Pages_lead_from_a_new_account_to_a_picture_on_the_TV()
    {
        await using var home = await Home.StartAsync();
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;

        await CreateAccountAsync(page);
        await PairAsync(page, home);
        await home.WaitForGuideAsync();

        // A second phone of the household looks on, from before the tap.
        var onlooker = await phone.Context.NewPageAsync();
        await onlooker.GotoAsync(page.Url);
        await Expect(onlooker.Locator("[data-module=remote][data-state=Idle]")).ToBeVisibleAsync();

        await SeeItAsync(page);
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        await AssertPlayingAsync(page);
        await AssertPlayingAsync(onlooker);
        Assert.Equal(["Resolving", "Tuning", "First picture"], Milestones(await PhoneBrowser.ProgressShownAsync(onlooker)));
        Assert.Equal("First picture", Milestones(await PhoneBrowser.ProgressShownAsync(page)).Last());
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "remote.png");
        await home.Display.ScreenshotAsync(Repository.Path("artifacts", "screenshots", "tv.png"));

        await ControlAsync(page, home);
        await ShareOtherPostsAsync(page);
        Assert.Empty(phone.Complaints);
    }

    private static async Task CreateAccountAsync(IPage page)
    {
        await page.GotoAsync("/");
        await PhoneBrowser.AssertUsableAsync(page);
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("E-mail address").FillAsync(Phone.Email);
        await page.GetByLabel("Password").FillAsync(Phone.Password);
        await Button(page, "Create account").ClickAsync();
        await Expect(page.GetByTestId("no-tvs")).ToBeVisibleAsync();
        await PhoneBrowser.AssertUsableAsync(page);
    }

    /// <summary>By a code typed as people type it: in lower case, without the dash.</summary>
    private static async Task PairAsync(IPage page, Home home)
    {
        var prompt = await home.WaitForPairingPromptAsync();
        var typed = prompt.Code.Replace("-", "", StringComparison.Ordinal);
        await page.GetByLabel("Code on the TV").FillAsync(string.Concat(typed.Select(char.ToLowerInvariant)));
        await Button(page, "Continue").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Living room" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("number")).ToHaveCountAsync(3);
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "pair.png");
        await Button(page, $"{prompt.Number}").ClickAsync();
        await Expect(page.GetByTestId("presence")).ToHaveTextAsync("Online");

        await page.GetByRole(AriaRole.Link, new() { Name = "TVs" }).ClickAsync();
        var tv = page.GetByRole(AriaRole.Link, new() { Name = "Living room" });
        await Expect(tv).ToContainTextAsync("Ready");
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "tvs.png");
        await tv.ClickAsync();
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Ready");
    }

    private static async Task ShareAsync(IPage page, string post)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Share", Exact = true }).ClickAsync();
        await page.GetByLabel("The post").FillAsync(post);
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Living room" })).ToBeCheckedAsync();
        await PhoneBrowser.AssertUsableAsync(page);
        await Button(page, "Find the show").ClickAsync();
        await Expect(page).ToHaveURLAsync(PostAddress());
        await Expect(page.Locator("main")).ToBeVisibleAsync();
        await PhoneBrowser.AssertUsableAsync(page);
    }

    private static async Task SeeItAsync(IPage page)
    {
        await ShareAsync(page, "Can't believe that twist on #NightGarden right now");
        var candidate = page.GetByTestId("candidate").First;
        await Expect(candidate.GetByRole(AriaRole.Heading)).ToHaveTextAsync("The Night Garden");
        await Expect(candidate.GetByTestId("candidate-channel")).ToHaveTextAsync("Garden TV");
        await Expect(candidate.GetByTestId("candidate-time")).ToHaveTextAsync(OnNow());
        await Expect(candidate.GetByTestId("candidate-confidence")).ToHaveTextAsync(Confidence());
        await PhoneBrowser.PhotographAsync(page, "candidates.png");
        await Button(page, "See The Night Garden on Garden TV").ClickAsync();
    }

    private static async Task AssertPlayingAsync(IPage page)
    {
        await Expect(page.GetByTestId("progress")).ToHaveTextAsync(FirstPicture());
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Playing");
        await Expect(page.GetByTestId("title")).ToHaveTextAsync("The Night Garden");
        await Expect(page.GetByTestId("channel")).ToHaveTextAsync("Garden TV");
        await Expect(page.GetByTestId("steps").Locator("[data-done=true]")).ToHaveTextAsync(["Sent", "Resolving", "Tuning", "Playing"]);
    }

    private static async Task ControlAsync(IPage page, Home home)
    {
        await Button(page, "Pause").ClickAsync();
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Paused");
        await home.Screen.WaitForStandingClockAsync("garden.demo");
        await Button(page, "Resume").ClickAsync();
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Playing");
        await home.Screen.WaitForMovingClockAsync("garden.demo");

        await page.GetByLabel("Volume").FillAsync("35");
        await Eventually.TrueAsync(async () => (await home.StatusAsync()).Tv.Volume == 35, "a volume of 35 on the TV");
        await Button(page, "Mute").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Mute", Pressed = true })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Volume")).ToHaveValueAsync("35");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Mute", Pressed = true })).ToBeVisibleAsync();

        await Button(page, "Stop").ClickAsync();
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Ready");
        await Eventually.TrueAsync(async () => await home.Screen.ReadSourceTimeAsync() is null, "no channel on the screen");
    }

    private static async Task ShareOtherPostsAsync(IPage page)
    {
        await ShareAsync(page, "doctors say coffee is good for you now");
        await Expect(page.GetByTestId("none")).ToHaveTextAsync("No show of your channels is mentioned in this post.");

        await ShareAsync(page, "can't wait for #OtterWatch");
        var later = page.GetByTestId("candidate").First;
        await Expect(later.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Otter Watch");
        await Expect(later.GetByTestId("candidate-time")).ToHaveTextAsync(NotOnNow());
        await Expect(later.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await PhoneBrowser.PhotographAsync(page, "later.png");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static IEnumerable<string> Milestones(IEnumerable<string> shown) =>
        shown.Select(text => Milestone().Match(text)).Where(match => match.Success).Select(match => match.Value);

    [GeneratedRegex("^on now until [0-9]{2}:[0-9]{2}$")]
    private static partial Regex OnNow();

    [GeneratedRegex("^not on now: next ([A-Z][a-z]{2} )?[0-9]{2}:[0-9]{2}$")]
    private static partial Regex NotOnNow();

    [GeneratedRegex("^(Almost certain|Likely), [0-9]{2,3} %$")]
    private static partial Regex Confidence();

    [GeneratedRegex("^First picture after [0-9]+[.][0-9] s$")]
    private static partial Regex FirstPicture();

    [GeneratedRegex("/posts/[^/]+$")]
    private static partial Regex PostAddress();

    [GeneratedRegex("^(Resolving|Tuning|First picture)")]
    private static partial Regex Milestone();
}
