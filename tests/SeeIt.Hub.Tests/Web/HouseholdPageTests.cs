using System.Net;
using System.Text.RegularExpressions;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Web;

public sealed partial class HouseholdPageTests
{
    [Fact]
    public async Task Owner_invites_a_stranger_signs_up_by_the_link_and_is_removed_again()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Registration = Registration.First);
        using var ada = await hub.NewPhoneAsync();
        using var owner = new WebVisitor(hub);
        await owner.SignInAsync(ada.Email);
        var link = await InviteAsync(owner);
        Assert.StartsWith(hub.Address.AbsoluteUri, link, StringComparison.Ordinal);
        var path = new Uri(link).PathAndQuery;

        using var stranger = new WebVisitor(hub);
        var page = await stranger.ReadAsync(path);
        Assert.Contains("Join the household of Ada?", page, StringComparison.Ordinal);
        var signUp = $"/create-account{new Uri(link).Query}";
        Assert.Contains(signUp, page, StringComparison.Ordinal);
        var made = await stranger.SubmitAsync(signUp, "create-account", ("Form.Name", "Ben"), ("Form.Email", "ben@example.org"), ("Form.Password", RunningHub.Password));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Equal(["Ada", "Ben"], (await ada.HouseholdAsync()).Members.Select(member => member.Name));
        var members = await stranger.ReadAsync("/household");
        Assert.DoesNotContain("data-testid=\"invite\"", members, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"remove-member\"", members, StringComparison.Ordinal);

        var removed = await owner.SubmitAsync("/household", "remove-");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.EndsWith("/no-household", (await stranger.GetAsync("/")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("You are in no household", await stranger.ReadAsync("/no-household"), StringComparison.Ordinal);
        using var used = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Gone, used.StatusCode);
        Assert.Contains("This invitation does not work any more", await used.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_by_the_link_and_joins()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        using var owner = new WebVisitor(hub);
        await owner.SignInAsync(ada.Email);
        var path = new Uri(await InviteAsync(owner)).PathAndQuery;
        using var guest = new WebVisitor(hub);
        var signIn = WebUtility.HtmlDecode(SignInLink().Match(await guest.ReadAsync(path)).Groups[1].Value);
        var back = await guest.SubmitAsync(signIn, "sign-in", ("Form.Email", ben.Email), ("Form.Password", RunningHub.Password));
        Assert.EndsWith(path, back.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("You leave the household that you are in now.", await guest.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await guest.SubmitAsync(path, "join")).StatusCode);
        Assert.Equal(2, (await ben.HouseholdAsync()).Members.Count);
    }

    [Fact]
    public async Task Member_cannot_send_an_owners_form()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        using var member = new WebVisitor(hub);
        await member.SignInAsync(ben.Email);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.SubmitAsync($"/tvs/{box.Id}", "unpair")).StatusCode);
        var form = await member.FormAsync("/household", "leave");
        form["_handler"] = "invite";
        using var forged = new FormUrlEncodedContent(form);
        Assert.NotEqual(HttpStatusCode.OK, (await member.Http.PostAsync("/household", forged, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Single(await ada.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        Assert.Empty((await ada.HouseholdAsync()).Invitations);
    }

    [Fact]
    public async Task Last_owner_is_told_why_they_cannot_leave()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var owner = new WebVisitor(hub);
        await owner.SignInAsync(ada.Email);
        var refused = await owner.SubmitAsync("/household", "leave");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("A household needs an owner.", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> InviteAsync(WebVisitor owner)
    {
        var made = await owner.SubmitAsync("/household", "invite");
        var html = await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("data-testid=\"qr\"", html, StringComparison.Ordinal);
        return WebUtility.HtmlDecode(Invitation().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("data-testid=\"invitation\">([^<]+)<")]
    private static partial Regex Invitation();

    [GeneratedRegex("href=\"(/sign-in[^\"]+)\"")]
    private static partial Regex SignInLink();
}
