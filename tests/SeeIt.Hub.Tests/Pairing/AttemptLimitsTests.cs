using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Pairing;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Pairing;

public sealed class AttemptLimitsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AttemptLimits _limits;

    public AttemptLimitsTests() => _limits = new AttemptLimits(_clock);

    [Fact]
    public void An_account_that_changes_its_address_is_held_off()
    {
        for (var i = 0; i < AttemptLimits.PerKey; i++)
        {
            Assert.True(_limits.TryBegin("ada", $"192.0.2.{i}"));
        }

        Assert.False(_limits.TryBegin("ada", "192.0.2.99"));
        Assert.True(_limits.TryBegin("ben", "192.0.2.99"));
    }

    [Fact]
    public void An_address_that_changes_its_account_is_held_off()
    {
        for (var i = 0; i < AttemptLimits.PerKey; i++)
        {
            Assert.True(_limits.TryBegin($"account {i}", "192.0.2.1"));
        }

        Assert.False(_limits.TryBegin("ben", "192.0.2.1"));
    }

    [Fact]
    public void Everybody_together_is_held_off()
    {
        for (var i = 0; i < AttemptLimits.Overall; i++)
        {
            Assert.True(_limits.TryBegin($"account {i}", $"address {i}"));
        }

        Assert.False(_limits.TryBegin("ben", "192.0.2.1"));
        _clock.Advance(AttemptLimits.Window);
        Assert.True(_limits.TryBegin("ben", "192.0.2.1"));
    }

    [Fact]
    public void Failures_are_past_after_ten_minutes_and_refusals_add_none()
    {
        for (var i = 0; i < 100; i++)
        {
            _limits.TryBegin("ada", "192.0.2.1");
        }

        _clock.Advance(AttemptLimits.Window - TimeSpan.FromSeconds(1));
        Assert.False(_limits.TryBegin("ada", "192.0.2.1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_limits.TryBegin("ada", "192.0.2.1"));
    }

    [Fact]
    public void Right_codes_are_no_failures()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.True(_limits.TryBegin("ada", "192.0.2.1"));
            _limits.Forgive("ada", "192.0.2.1");
        }
    }

    [Fact]
    public async Task The_hub_counts_guesses_by_account_by_address_and_overall()
    {
        await using var hub = await RunningHub.StartAsync();
        using var ada = await hub.NewPhoneAsync();
        using var ben = await hub.NewPhoneAsync("Ben");
        using var cora = await hub.NewPhoneAsync("Cora");
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        for (var i = 0; i < AttemptLimits.PerKey; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await GuessAsync(hub, ada, $"127.0.1.{i + 1}"));
        }

        // Ada's account is held off wherever she comes from, and Ben's is not.
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, ada, "127.0.1.99", codes.UserCode));
        for (var i = 1; i < AttemptLimits.PerKey; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, await GuessAsync(hub, ben, "127.0.1.1"));
        }

        // That address has its five, one of Ada's and four of Ben's: Cora's account is held off there and nowhere else.
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, cora, "127.0.1.1", codes.UserCode));
        Assert.Equal(HttpStatusCode.OK, await GuessAsync(hub, cora, "127.0.1.88", codes.UserCode));

        var limits = hub.Services.GetRequiredService<AttemptLimits>();
        for (var i = AttemptLimits.PerKey + AttemptLimits.PerKey - 1; i < AttemptLimits.Overall - 1; i++)
        {
            limits.Fail($"account {i}", $"address {i}");
        }

        Assert.Equal(HttpStatusCode.NotFound, await GuessAsync(hub, cora, "127.0.1.88"));
        using var dave = await hub.NewPhoneAsync("Dave");
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, dave, "127.0.1.77", codes.UserCode));
    }

    private static async Task<HttpStatusCode> GuessAsync(RunningHub hub, Phone phone, string address, string code = "BBBBBBBB")
    {
        using var http = hub.Client(from: IPAddress.Parse(address));
        http.DefaultRequestHeaders.Authorization = phone.Http.DefaultRequestHeaders.Authorization;
        return (await http.GetAsync($"/api/v1/pairing/{code}", TestContext.Current.CancellationToken)).StatusCode;
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_are_no_more_than_one_after_the_other()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => phone.StatusAsync("/api/v1/pairing/BBBBBBBB")));
        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.NotFound), 1, AttemptLimits.PerKey);
        Assert.True(answers.Count(answer => answer == HttpStatusCode.TooManyRequests) >= 35);
    }

    [Fact]
    public void Poll_that_is_too_early_adds_five_seconds_for_good()
    {
        using var pace = new PollPace(new HubSettings(), _clock);
        Assert.False(pace.IsTooEarly("code"));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(pace.IsTooEarly("code"));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.True(pace.IsTooEarly("code"));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.False(pace.IsTooEarly("code"));
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.False(pace.IsTooEarly("code"));
        Assert.False(pace.IsTooEarly("another"));
    }

    [Fact]
    public async Task Access_token_lives_five_minutes_and_code_ten()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        Assert.InRange((await box.TokenAsync()).GetProperty("expires_in").GetInt32(), 299, 300);

        await using var late = new SimulatedBox(hub.Address);
        var codes = await late.AuthorizeAsync();
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.ChooseAsync(codes.UserCode, late.Number)).StatusCode);
        Assert.Equal("expired_token", (await late.PollAsync(codes)).GetProperty("error").GetString());
        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }
}
