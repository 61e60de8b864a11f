using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Api;

/// <summary>Who is let in where. The router lists the endpoints: a new one without a row here fails, and so does a row without one.</summary>
public sealed class EndpointAccessTests
{
    private enum Open
    {
        /// <summary>To anybody; what is needed is in the request.</summary>
        Anyone,

        /// <summary>A page for anybody.</summary>
        Page,

        /// <summary>To accounts, in a household or not.</summary>
        Account,

        /// <summary>A page for accounts.</summary>
        AccountPage,

        /// <summary>To members of a household.</summary>
        Member,

        /// <summary>A page for members.</summary>
        MemberPage,

        /// <summary>To owners.</summary>
        Owner,

        /// <summary>To the page's own script, with the page's token, by cookie.</summary>
        Script,

        /// <summary>To paired boxes.</summary>
        Box,
    }

    private static readonly Dictionary<string, Open> Table = new()
    {
        ["POST /api/v1/account/register"] = Open.Anyone,
        ["POST /api/v1/account/login"] = Open.Anyone,
        ["POST /api/v1/account/refresh"] = Open.Anyone,
        ["POST /api/v1/account/sign-out-everywhere"] = Open.Account,
        ["POST /api/v1/households"] = Open.Account,
        ["POST /api/v1/household/join"] = Open.Account,
        ["GET /api/v1/household"] = Open.Member,
        ["DELETE /api/v1/household"] = Open.Owner,
        ["DELETE /api/v1/household/members/{id}"] = Open.Member,
        ["PUT /api/v1/household/members/{id}"] = Open.Owner,
        ["POST /api/v1/household/invitations"] = Open.Owner,
        ["DELETE /api/v1/household/invitations/{id:guid}"] = Open.Owner,
        ["GET /api/v1/tvs"] = Open.Member,
        ["GET /api/v1/tvs/{id}"] = Open.Member,
        ["DELETE /api/v1/tvs/{id}"] = Open.Owner,
        ["GET /api/v1/pairing/{code}"] = Open.Member,
        ["POST /api/v1/pairing/{code}"] = Open.Member,
        ["POST /api/v1/tvs/{id}/posts"] = Open.Member,
        ["GET /api/v1/posts/{id:guid}"] = Open.Member,
        ["POST /api/v1/posts/{id:guid}/closed"] = Open.Member,
        ["GET /api/v1/tvs/{id}/viewings"] = Open.Member,
        ["GET /api/v1/tvs/{id}/watch-later"] = Open.Member,
        ["DELETE /api/v1/tvs/{id}/watch-later/{postId:guid}"] = Open.Member,
        ["POST /api/v1/tvs/{id}/commands"] = Open.Member,
        ["GET /api/v1/commands/{id:guid}"] = Open.Member,
        ["GET /api/v1/events"] = Open.Member,
        ["GET /openapi/{documentName}.json"] = Open.Anyone,
        ["GET /_framework/opaque-redirect"] = Open.Anyone, // Of Razor: leads to where a page has led by a sealed address.
        ["GET /hubs/device"] = Open.Box,
        ["POST /hubs/device"] = Open.Box,
        ["GET /hubs/device/negotiate"] = Open.Box,
        ["POST /hubs/device/negotiate"] = Open.Box,
        ["POST /passkeys/creation-options"] = Open.Script,
        ["POST /passkeys/request-options"] = Open.Script,
        ["POST /sign-out"] = Open.Script,
        ["GET /"] = Open.MemberPage,
        ["GET /account"] = Open.AccountPage,
        ["GET /create-account"] = Open.Page,
        ["GET /household"] = Open.MemberPage,
        ["GET /join"] = Open.Page,
        ["GET /no-household"] = Open.AccountPage,
        ["GET /not-found"] = Open.Page,
        ["GET /pair"] = Open.MemberPage,
        ["GET /posts/{PostId:guid}"] = Open.MemberPage,
        ["GET /reset-password"] = Open.Page,
        ["GET /share"] = Open.MemberPage,
        ["GET /sign-in"] = Open.Page,
        ["GET /tvs/{TvId}"] = Open.MemberPage,
        ["GET /tvs/{TvId}/watch-later"] = Open.MemberPage,
    };

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        await using var hub = await RunningHub.StartAsync();
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), Rows(hub).Select(endpoint => endpoint.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_refuses_no_token_nonsense_and_a_boxs_token()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        var person = ada.Http.DefaultRequestHeaders.Authorization!.Parameter;
        var own = await box.AccessTokenAsync();
        foreach (var endpoint in Rows(hub))
        {
            await AssertRefusedAsync(hub, endpoint, box.Id, token: null, "no token");
            await AssertRefusedAsync(hub, endpoint, box.Id, "nonsense", "nonsense");
            await AssertRefusedAsync(hub, endpoint, box.Id, Table[endpoint.Name] == Open.Box ? person : own, "a foreign token");
        }
    }

    [Fact]
    public async Task Every_endpoint_refuses_an_expired_token_and_cookie()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        var person = ada.Http.DefaultRequestHeaders.Authorization!.Parameter;
        var own = await box.AccessTokenAsync();
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("/api/v1/tvs"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        clock.Advance(TimeSpan.FromDays(91));
        foreach (var endpoint in Rows(hub))
        {
            await AssertRefusedAsync(hub, endpoint, box.Id, Table[endpoint.Name] == Open.Box ? own : person, "an expired token");
            await AssertRefusedAsync(hub, endpoint, box.Id, browser, "an expired cookie");
        }
    }

    [Fact]
    public async Task Every_endpoint_refuses_a_revoked_token_and_cookie()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        var person = ada.Http.DefaultRequestHeaders.Authorization!.Parameter;
        var own = await box.AccessTokenAsync();
        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync($"/api/v1/tvs/{box.Id}"));
        var revoked = await ada.Http.PostAsync("/api/v1/account/sign-out-everywhere", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        foreach (var endpoint in Rows(hub))
        {
            await AssertRefusedAsync(hub, endpoint, box.Id, Table[endpoint.Name] == Open.Box ? own : person, "a revoked token");
            using var visitor = new WebVisitor(hub);
            foreach (Cookie cookie in browser.Cookies)
            {
                visitor.Keep(cookie);
            }

            await AssertRefusedAsync(hub, endpoint, box.Id, visitor, "a revoked cookie");
        }
    }

    [Fact]
    public async Task Every_endpoint_of_a_household_refuses_who_was_removed_from_it_and_an_owners_refuses_members()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        using var ben = await hub.NewPhoneAsync("Ben", await ada.InviteAsync());
        foreach (var endpoint in Rows(hub).Where(endpoint => Table[endpoint.Name] == Open.Owner))
        {
            Assert.Equal((endpoint.Name, HttpStatusCode.Forbidden), (endpoint.Name, await SendAsync(ben.Http, endpoint, box.Id)));
        }

        Assert.Equal(HttpStatusCode.NoContent, await ada.DeleteAsync($"/api/v1/household/members/{await ben.MemberIdAsync()}"));
        foreach (var endpoint in Rows(hub).Where(endpoint => Table[endpoint.Name] is Open.Member or Open.Owner))
        {
            Assert.Equal((endpoint.Name, HttpStatusCode.Forbidden), (endpoint.Name, await SendAsync(ben.Http, endpoint, box.Id)));
        }
    }

    [Fact]
    public async Task Every_endpoint_of_a_tv_says_404_to_another_household()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var stranger = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(stranger.Email);
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(ada);
        var rows = Rows(hub).Where(endpoint => endpoint.Path(box.Id).Contains(box.Id, StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count >= 8);
        foreach (var endpoint in rows)
        {
            Assert.Equal((endpoint.Name, HttpStatusCode.NotFound), (endpoint.Name, await SendAsync(endpoint.IsPage ? browser.Http : stranger.Http, endpoint, box.Id)));
        }

        Assert.Single(await ada.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task Every_endpoint_refuses_a_body_that_is_too_large()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(ada.Email);
        var huge = new string('a', 1_000_000);
        foreach (var path in new[] { "/api/v1/account/login", "/api/v1/account/register", "/api/v1/household/join", $"/api/v1/tvs/{Guid.Empty:N}/commands", $"/api/v1/tvs/{Guid.Empty:N}/posts" })
        {
            using var body = new StringContent($$"""{"email":"{{huge}}","password":"x","invitation":"{{huge}}","verb":"pause","text":"{{huge}}"}""", System.Text.Encoding.UTF8, "application/json");
            Assert.Equal((path, HttpStatusCode.RequestEntityTooLarge), (path, (await ada.Http.PostAsync(path, body, TestContext.Current.CancellationToken)).StatusCode));
        }

        foreach (var path in new[] { "/sign-in", "/share", "/account", "/connect/device", "/connect/token" })
        {
            using var form = new StringContent($"a={huge}", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
            var status = (await browser.Http.PostAsync(path, form, TestContext.Current.CancellationToken)).StatusCode;
            Assert.True(status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{path}: {status}");
        }

        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("/api/v1/tvs"));
    }

    /// <summary>All but the forms, which go to their page's address: see PageSecurityTests. And OpenIddict's, whose callers have no token yet: see PairingTests.</summary>
    private static List<HubEndpoint> Rows(RunningHub hub) =>
        [.. HubEndpoint.All(hub).Where(endpoint => !(endpoint is { IsPage: true, IsChange: true }))];

    private static async Task AssertRefusedAsync(RunningHub hub, HubEndpoint endpoint, string tvId, string? token, string what)
    {
        using var visitor = new WebVisitor(hub);
        visitor.Http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        await AssertRefusedAsync(hub, endpoint, tvId, visitor, what);
    }

    private static async Task AssertRefusedAsync(RunningHub hub, HubEndpoint endpoint, string tvId, WebVisitor visitor, string what)
    {
        _ = hub;
        using var request = Samples.Request(endpoint.Method, endpoint.Path(tvId));
        using var answer = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var right = Table[endpoint.Name] switch
        {
            Open.Anyone => answer.StatusCode is not (HttpStatusCode.InternalServerError or HttpStatusCode.Forbidden),
            Open.Page => answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Gone,
            Open.Script => answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Redirect,
            Open.AccountPage or Open.MemberPage => answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal),
            _ => answer.StatusCode == HttpStatusCode.Unauthorized,
        };
        Assert.True(right, $"{endpoint.Name} with {what}: {answer.StatusCode} {answer.Headers.Location}");
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, HubEndpoint endpoint, string tvId)
    {
        using var request = Samples.Request(endpoint.Method, endpoint.Path(tvId));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
