using Microsoft.Playwright;
using SeeIt.Contracts.Hub;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>The candidates of a post, which the box keeps ready as long as somebody looks at them.</summary>
public sealed class SheetPageTests
{
    private const string Released = "nobody looks at its candidates any more";

    [Fact]
    public async Task Sheet_that_is_left_without_a_tap_lets_go_of_what_is_kept_ready()
    {
        var (home, account) = await Home.StartPairedAsync(Talkative);
        await using var _ = home;
        using var __ = account;
        await home.WaitForGuideAsync();
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await phone.SignInAsync("/");

        // The sheet of an older post does not concern what is kept ready for the newest.
        var older = await account.ShareAsync("#NightGarden");
        var post = await account.ShareAsync("What a twist #NightGarden");
        await home.Agent!.WaitForLineAsync(line => line.Contains("is ready", StringComparison.Ordinal), "that a candidate is ready");
        var closed = await phone.Context.APIRequest.PostAsync($"/api/v1/posts/{older.PostId}/closed");
        Assert.Equal(204, closed.Status);

        await page.GotoAsync($"/posts/{post.PostId}");
        await Expect(page.GetByTestId("see-it").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "TVs" }).ClickAsync();
        await home.Agent.WaitForLineAsync(line => line.Contains(Released, StringComparison.Ordinal), "that the sheet was closed");
        Assert.Contains($"{post.PostId}", Assert.Single(Releases(home)), StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }

    [Fact]
    public async Task Sheet_that_is_left_by_a_tap_is_not_closed()
    {
        var (home, account) = await Home.StartPairedAsync(Talkative);
        await using var _ = home;
        using var __ = account;
        await home.WaitForGuideAsync();
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        var closings = new List<string>();
        await phone.Context.RouteAsync("**/closed", route =>
        {
            closings.Add(route.Request.Url);
            return route.ContinueAsync();
        });
        await phone.SignInAsync("/");

        var post = await account.ShareAsync("What a twist #NightGarden");
        await page.GotoAsync($"/posts/{post.PostId}");
        await page.GetByTestId("see-it").First.ClickAsync();
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("First picture after");
        Assert.Equal(TvState.Playing, (await home.StatusAsync()).Tv.State);
        Assert.Empty(closings);
        Assert.Empty(Releases(home));
    }

    private static HomeOptions Talkative => new()
    {
        AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Logging__LogLevel__SeeIt.Agent"] = "Debug" },
    };

    private static IEnumerable<string> Releases(Home home) =>
        home.Agent!.Lines.Where(line => line.Contains(Released, StringComparison.Ordinal));
}
