using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

public sealed class HouseholdPageTests
{
    [Fact]
    public async Task Owner_shows_a_code_the_other_scans_it_signs_up_joins_and_is_removed_while_their_page_is_open()
    {
        await using var hub = await LoneHub.StartAsync();
        using var account = await Phone.RegisterAsync(hub.Address);
        await using var adas = await PhoneBrowser.StartAsync(hub.Address);
        await using var bens = await PhoneBrowser.StartAsync(hub.Address);
        var (ada, ben) = (adas.Page, bens.Page);
        await adas.SignInAsync("/household");
        await PhoneBrowser.AssertUsableAsync(ada);
        await ada.GetByTestId("invite").ClickAsync();
        await PhoneBrowser.AssertUsableAsync(ada);
        await PhoneBrowser.PhotographAsync(ada, "invitation.png");
        var link = await ReadCodeAsync(ada.GetByTestId("qr"));
        await Expect(ada.GetByTestId("invitation")).ToHaveTextAsync(link);
        await Expect(ada.GetByTestId("open-invitation")).ToHaveCountAsync(1);

        await ben.GotoAsync(link);
        await Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Join the household of Ada?" })).ToBeVisibleAsync();
        await PhoneBrowser.AssertUsableAsync(ben);
        await ben.GetByTestId("to-create-account").ClickAsync();
        await Expect(ben.GetByTestId("what-for")).ToHaveTextAsync("You join the household of Ada with it.");
        await ben.GetByLabel("Your name").FillAsync("Ben");
        await ben.GetByLabel("E-mail address").FillAsync("ben@example.org");
        await ben.GetByLabel("Password").FillAsync(Phone.Password);
        await ben.GetByTestId("create-account").ClickAsync();
        await Expect(ben.GetByTestId("no-tvs")).ToBeVisibleAsync();
        await ben.GetByTestId("nav-household").ClickAsync();
        await Expect(ben.GetByTestId("member")).ToHaveCountAsync(2);
        await Expect(ben.GetByTestId("invite")).ToHaveCountAsync(0);
        await PhoneBrowser.AssertUsableAsync(ben);
        await ben.GotoAsync("/");

        await ada.GotoAsync("/household");
        await Expect(ada.GetByTestId("open-invitation")).ToHaveCountAsync(0);
        await PhoneBrowser.AssertUsableAsync(ada);
        await PhoneBrowser.PhotographAsync(ada, "household.png");
        await ada.GetByTestId("remove-member").ClickAsync();
        await Expect(ada.GetByTestId("member")).ToHaveCountAsync(1);

        // Without a touch of Ben's.
        await Expect(ben.GetByTestId("no-household")).ToBeVisibleAsync();
        await PhoneBrowser.AssertUsableAsync(ben);
        Assert.Empty(adas.Complaints);
        Assert.DoesNotContain(bens.Complaints, complaint => !complaint.Contains("403", StringComparison.Ordinal));
    }

    private static async Task<string> ReadCodeAsync(ILocator code)
    {
        using var folder = new TemporaryFolder();
        var picture = folder.File("qr.png");
        await code.ScreenshotAsync(new() { Path = picture });
        var (exit, output) = await TestProcess.RunAsync("zbarimg", ["--quiet", "--raw", picture]);
        Assert.True(exit == 0, output);
        return output.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal));
    }
}
