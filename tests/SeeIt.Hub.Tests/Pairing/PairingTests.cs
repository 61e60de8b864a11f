using System.Net;
using System.Security.Cryptography;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Pairing;

public sealed class PairingTests
{
    [Fact]
    public async Task Approved_box_gets_its_client_and_connects()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", codes.UserCode);
        Assert.Equal(new Uri(hub.Address, $"/pair?user_code={codes.UserCode}").AbsoluteUri, codes.VerificationUriComplete);
        Assert.Equal(1, codes.Interval);
        Assert.InRange(codes.ExpiresIn, 590, 600);
        Assert.Equal("authorization_pending", (await box.PollAsync(codes)).GetProperty("error").GetString());

        var typed = codes.UserCode.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        var pairing = await phone.GetAsync($"/api/v1/pairing/{Uri.EscapeDataString(typed)}", ApiJson.Default.PairingView);
        Assert.Equal("Living room", pairing.Name);
        Assert.Equal(3, pairing.Numbers.Distinct().Count());
        Assert.Contains(box.Number, pairing.Numbers);
        Assert.Equal(HttpStatusCode.OK, (await phone.ChooseAsync(codes.UserCode, box.Number)).StatusCode);

        var token = await box.PollUntilSettledAsync(codes);
        Assert.Equal($"box-{box.Id}", box.ClientId);
        Assert.False(token.TryGetProperty("refresh_token", out _));
        var welcome = await box.ConnectAsync();
        Assert.Equal(box.BootId, welcome!.BootId);
        var tv = await phone.GetAsync($"/api/v1/tvs/{box.Id}", ApiJson.Default.TvView);
        Assert.Equal(Presence.Online, tv.Presence);
    }

    [Fact]
    public async Task Wrong_number_ends_the_pairing()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        var pairing = await phone.GetAsync($"/api/v1/pairing/{codes.UserCode}", ApiJson.Default.PairingView);

        var wrong = await phone.ChooseAsync(codes.UserCode, pairing.Numbers.First(n => n != box.Number));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal("access_denied", (await box.PollAsync(codes)).GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await phone.ChooseAsync(codes.UserCode, box.Number)).StatusCode);
        Assert.Empty(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task Approval_cannot_be_replayed()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var other = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        (await phone.ChooseAsync(codes.UserCode, box.Number)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NotFound, (await other.ChooseAsync(codes.UserCode, box.Number)).StatusCode);
        await box.PollAsync(codes);
        Assert.NotNull(box.ClientId);
        var again = await box.PollUntilSettledAsync(codes);
        Assert.Equal("invalid_grant", again.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Polling_too_fast_is_told_to_slow_down()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.PairingPollSeconds = 5);
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        Assert.Equal("authorization_pending", (await box.PollAsync(codes)).GetProperty("error").GetString());
        Assert.Equal("slow_down", (await box.PollAsync(codes)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Sixth_wrong_code_is_refused_and_so_is_a_right_one_after_it()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await phone.Http.GetAsync("/api/v1/pairing/BBBB-BBBB", TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await phone.Http.GetAsync($"/api/v1/pairing/{codes.UserCode}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await phone.ChooseAsync(codes.UserCode, box.Number)).StatusCode);
    }

    [Fact]
    public async Task Proof_must_be_signed_by_its_key_fresh_and_for_this_hub()
    {
        await using var hub = await RunningHub.StartAsync();
        await using var box = new SimulatedBox(hub.Address);
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var used = box.Proof();
        Assert.True((await box.AuthorizeAsync(used)).IsSuccessStatusCode);
        string?[] bad =
        [
            null,
            "not a token",
            used,
            box.Proof(signWith: otherKey),
            box.Proof(claims => claims["aud"] = "https://elsewhere.example/"),
            box.Proof(claims => claims["exp"] = 1_000_000_000L),
            box.Proof(claims => claims["exp"] = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()),
            box.Proof(claims => claims.Remove("jti")),
            box.Proof(claims => claims["box_id"] = "UPPER"),
            box.Proof(claims => claims["number"] = 100),
        ];
        foreach (var proof in bad)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await box.AuthorizeAsync(proof)).StatusCode);
        }
    }

    [Fact]
    public async Task Another_key_cannot_take_a_paired_box_id()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await using var thief = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.AuthorizeAsync(thief.Proof(claims => claims["box_id"] = box.Id))).StatusCode);
    }

    [Fact]
    public async Task Same_key_pairs_again_into_another_household()
    {
        await using var hub = await RunningHub.StartAsync();
        using var first = await hub.NewPhoneAsync();
        using var second = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(first);
        await box.PairAsync(second);
        Assert.Empty(await first.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        Assert.Single(await second.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        await box.ConnectAsync();
    }

    [Fact]
    public async Task Client_assertion_is_good_once_and_for_this_hub()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var assertion = box.Assertion();
        var token = await box.TokenAsync(assertion);
        Assert.True(token.TryGetProperty("access_token", out _), token.ToString());
        Assert.Equal("invalid_client", (await box.TokenAsync(assertion)).GetProperty("error").GetString());
        Assert.True((await box.TokenAsync(box.Assertion("https://elsewhere.example/"))).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Client_assertion_of_another_key_or_too_old_or_for_nobody_is_refused()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await using var thief = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        string[] bad =
        [
            thief.Assertion(clientId: box.ClientId),
            thief.Assertion(clientId: $"box-{thief.Id}"),
            thief.Assertion(clientId: "seeit-box"),
            box.Assertion(lifeSeconds: -3_600),
            "nonsense",
            "",
        ];
        foreach (var assertion in bad)
        {
            var answer = await thief.TokenAsync(assertion);
            Assert.Contains(answer.GetProperty("error").GetString(), (string[])["invalid_client", "invalid_request", "unauthorized_client"]);
            Assert.False(answer.TryGetProperty("access_token", out _));
        }

        await box.ConnectAsync();
    }

    [Fact]
    public async Task Approval_on_the_page_cannot_be_replayed()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var browser = new WebVisitor(hub);
        await browser.SignInAsync(phone.Email);
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        var page = $"/pair?user_code={codes.UserCode}";
        var form = await browser.FormAsync(page, "pair", ("Form.Number", $"{box.Number}"));
        foreach (var expected in new[] { HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity })
        {
            using var content = new FormUrlEncodedContent(form);
            Assert.Equal(expected, (await browser.Http.PostAsync(page, content, TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task Unpaired_box_is_told_cut_off_and_locked_out()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var token = await box.AccessTokenAsync();
        await box.ConnectAsync(token);
        Assert.Equal(HttpStatusCode.NoContent, (await phone.Http.DeleteAsync($"/api/v1/tvs/{box.Id}", TestContext.Current.CancellationToken)).StatusCode);
        await Eventually.Within(box.Unpaired.Task);
        await Eventually.Within(box.Closed.Task);
        Assert.Equal("invalid_client", (await box.TokenAsync()).GetProperty("error").GetString());
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => box.ConnectAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }
}
