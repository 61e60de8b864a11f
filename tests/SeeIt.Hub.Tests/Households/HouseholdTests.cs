using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Households;

public sealed class HouseholdTests
{
    [Fact]
    public async Task Invited_person_signs_up_and_controls_the_tvs()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Registration = Registration.First);
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        await box.ConnectAsync();

        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        var view = await ben.HouseholdAsync();
        Assert.Equal(Role.Member, view.Role);
        Assert.Equal([("Ada", Role.Owner, false), ("Ben", Role.Member, true)], view.Members.Select(m => (m.Name, m.Role, m.IsYou)));
        Assert.Empty((await ada.HouseholdAsync()).Invitations);
        await ben.CommandAsync(box.Id, new PauseVerb());
        Assert.Equal("Ben", (await box.NextCommandAsync()).RequestedBy);
    }

    [Fact]
    public async Task Invitation_works_once_even_for_two_at_the_same_moment()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        using var cleo = await hub.NewPhoneAsync("Cleo");
        var code = await ada.InviteAsync();
        var answers = await Task.WhenAll(ben.JoinAsync(code), cleo.JoinAsync(code));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NotFound], answers.Order());
        Assert.Equal(2, (await ada.HouseholdAsync()).Members.Count);
        Assert.Equal(HttpStatusCode.NotFound, await ben.JoinAsync(code));
    }

    [Fact]
    public async Task Invitation_expires_and_can_be_revoked()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        var revoked = await ada.NewInvitationAsync();
        Assert.Equal(HttpStatusCode.NotFound, await ben.DeleteAsync($"/api/v1/household/invitations/{revoked.Id}"));
        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync($"/api/v1/household/invitations/{revoked.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, await ben.JoinAsync(Phone.CodeOf(revoked.Link)));

        var old = await ada.NewInvitationAsync();
        clock.Advance(TimeSpan.FromHours(24));
        using var ben2 = await hub.SignInAsync(ben.Email);
        using var ada2 = await hub.SignInAsync(ada.Email);
        Assert.Empty((await ada2.HouseholdAsync()).Invitations);
        Assert.Equal(HttpStatusCode.NotFound, await ben2.JoinAsync(Phone.CodeOf(old.Link)));
    }

    [Fact]
    public async Task Invitation_is_stored_as_a_hash_alone()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        var code = await ada.InviteAsync();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(hub.Folder, "accounts.db")};Mode=ReadOnly");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var all = database.CreateCommand();
        all.CommandText = "SELECT * FROM Invitations";
        await using var row = await all.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        var values = Enumerable.Range(0, row.FieldCount).Select(i => $"{row.GetValue(i)}").ToList();
        Assert.DoesNotContain(values, value => value.Contains(code, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(values, value => value.Length == 64);
    }

    [Fact]
    public async Task Ten_invitations_at_a_time()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        for (var i = 0; i < 10; i++)
        {
            await ada.InviteAsync();
        }

        var refused = await ada.Http.PostAsync("/api/v1/household/invitations", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Member_may_neither_invite_nor_remove_nor_unpair_nor_delete()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        var open = await ada.NewInvitationAsync();
        Assert.Empty((await ben.HouseholdAsync()).Invitations);
        var invite = await ben.Http.PostAsync("/api/v1/household/invitations", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, invite.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await ben.DeleteAsync($"/api/v1/household/invitations/{open.Id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await ben.DeleteAsync($"/api/v1/household/members/{await ada.MemberIdAsync()}"));
        Assert.Equal(HttpStatusCode.Forbidden, await ben.ChangeRoleAsync(await ben.MemberIdAsync(), Role.Owner));
        Assert.Equal(HttpStatusCode.Forbidden, await ben.DeleteAsync($"/api/v1/tvs/{box.Id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await ben.DeleteAsync("/api/v1/household"));
        Assert.Single(await ada.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        Assert.Equal(2, (await ada.HouseholdAsync()).Members.Count);
    }

    [Fact]
    public async Task Removed_member_is_out_at_once_also_of_the_events_they_listen_to()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        await using var adas = await SseAsync.OpenAsync(ada);
        await using var bens = await SseAsync.OpenAsync(ben);
        await adas.NextAsync();
        await bens.NextAsync();

        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync($"/api/v1/household/members/{await ben.MemberIdAsync()}"));
        await Eventually.Within(bens.EndedAsync());
        await box.ConnectAsync();
        Assert.Equal(EventNames.Tv, (await adas.NextAsync()).EventType);
        foreach (var path in new[] { "/api/v1/tvs", $"/api/v1/tvs/{box.Id}", "/api/v1/events", "/api/v1/household" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await ben.StatusAsync(path));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await ben.SendAsync(box.Id, new PauseVerb())).StatusCode);

        // Back by a new invitation.
        Assert.Equal(HttpStatusCode.NoContent, await ben.JoinAsync(await ada.InviteAsync()));
        Assert.Single(await ben.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task Last_owner_hands_over_or_deletes_before_leaving()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        using var other = await hub.NewPhoneAsync("Other");
        var (adaId, benId) = (await ada.MemberIdAsync(), await ben.MemberIdAsync());
        Assert.Equal(HttpStatusCode.Conflict, await ada.DeleteAsync($"/api/v1/household/members/{adaId}"));
        Assert.Equal(HttpStatusCode.Conflict, await ada.ChangeRoleAsync(adaId, Role.Member));
        Assert.Equal(HttpStatusCode.Conflict, await ada.JoinAsync(await other.InviteAsync()));

        Assert.Equal(HttpStatusCode.NoContent, await ada.ChangeRoleAsync(benId, Role.Owner));
        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync($"/api/v1/household/members/{adaId}"));
        Assert.Equal(["Ben"], (await ben.HouseholdAsync()).Members.Select(m => m.Name));
        Assert.Equal(Role.Owner, (await ben.HouseholdAsync()).Role);
        Assert.Equal(HttpStatusCode.Forbidden, await ada.StatusAsync("/api/v1/household"));
    }

    [Fact]
    public async Task Two_last_owners_who_leave_at_once_do_not_both()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        var (adaId, benId) = (await ada.MemberIdAsync(), await ben.MemberIdAsync());
        await ada.ChangeRoleAsync(benId, Role.Owner);
        var answers = await Task.WhenAll(ada.DeleteAsync($"/api/v1/household/members/{adaId}"), ben.DeleteAsync($"/api/v1/household/members/{benId}"));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Order());
    }

    [Fact]
    public async Task Deleted_household_unpairs_its_tvs_and_its_owner_starts_anew()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Registration = Registration.First);
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        await box.ConnectAsync();
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        var stale = await ada.InviteAsync();
        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync("/api/v1/household"));
        await Eventually.Within(box.Unpaired.Task);
        Assert.Equal("invalid_client", (await box.TokenAsync()).GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await ben.StatusAsync("/api/v1/household"));
        Assert.Equal(HttpStatusCode.NotFound, await ben.JoinAsync(stale));

        Assert.Equal(HttpStatusCode.NoContent, await FoundAsync(ada));
        Assert.Equal(HttpStatusCode.Conflict, await FoundAsync(ada));
        Assert.Equal(Role.Owner, (await ada.HouseholdAsync()).Role);
        Assert.Equal(HttpStatusCode.Forbidden, await FoundAsync(ben));
    }

    [Fact]
    public async Task Household_of_one_is_left_behind_by_joining_another_unless_it_has_tvs()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ben);
        var code = await ada.InviteAsync();
        Assert.Equal(HttpStatusCode.Conflict, await ben.JoinAsync(code));
        Assert.Equal(HttpStatusCode.NoContent, await ben.DeleteAsync($"/api/v1/tvs/{box.Id}"));
        Assert.Equal(HttpStatusCode.NoContent, await ben.JoinAsync(code));
        Assert.Equal(HttpStatusCode.Conflict, await ben.JoinAsync(await ada.InviteAsync()));
    }

    [Fact]
    public async Task Member_of_another_household_cannot_be_touched()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var other = await hub.NewPhoneAsync("Other");
        var id = await other.MemberIdAsync();
        Assert.Equal(HttpStatusCode.NotFound, await ada.DeleteAsync($"/api/v1/household/members/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await ada.ChangeRoleAsync(id, Role.Owner));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/api/v1/household"));
    }

    [Fact]
    public async Task Sign_up_by_a_bad_invitation_makes_no_account()
    {
        await using var hub = await RunningHub.StartAsync();
        using var http = hub.Client();
        foreach (var (invitation, expected) in new[] { ("nonsense", HttpStatusCode.BadRequest), (new string('A', 43), HttpStatusCode.BadRequest), (null, HttpStatusCode.Created) })
        {
            var answer = await http.PostAsJsonAsync(
                "/api/v1/account/register", new RegisterRequest("ben@example.org", RunningHub.Password, "Ben", invitation), ApiJson.Default.RegisterRequest, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
        }

        using var ben = await hub.SignInAsync("ben@example.org");
        Assert.Equal(Role.Owner, (await ben.HouseholdAsync()).Role);
    }

    [Fact]
    public async Task Registration_that_is_closed_is_closed_to_the_invited_too()
    {
        var registration = Registration.Open;
        HubSettings? settings = null;
        await using var hub = await RunningHub.StartAsync(given => (settings, given.Registration) = (given, registration));
        using var ada = await hub.NewPhoneAsync();
        var code = await ada.InviteAsync();
        settings!.Registration = Registration.Closed;
        using var stranger = new HttpClient { BaseAddress = hub.Address };
        var refused = await stranger.PostAsJsonAsync(
            "/api/v1/account/register", new RegisterRequest("ben@example.org", RunningHub.Password, "Ben", code), ApiJson.Default.RegisterRequest, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_revokes_tokens_refresh_tokens_cookies_and_events()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        using var http = new HttpClient { BaseAddress = hub.Address };
        var login = await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(ada.Email, RunningHub.Password), ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken);
        var refresh = (await login.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(TestContext.Current.CancellationToken)).GetProperty("refreshToken").GetString()!;
        await using var events = await SseAsync.OpenAsync(ada);
        await events.NextAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);

        var done = await ada.Http.PostAsync("/api/v1/account/sign-out-everywhere", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        await Eventually.Within(events.EndedAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await ada.StatusAsync("/api/v1/tvs"));
        Assert.Equal("/sign-in", (await browser.GetAsync("/")).Headers.Location?.OriginalString.Split('?')[0].Replace(hub.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));
        var refreshed = await http.PostAsJsonAsync("/api/v1/account/refresh", new RefreshRequest(refresh), ApiJson.Default.RefreshRequest, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
    }

    private static async Task<HttpStatusCode> FoundAsync(Phone phone) =>
        (await phone.Http.PostAsync("/api/v1/households", null, TestContext.Current.CancellationToken)).StatusCode;
}
