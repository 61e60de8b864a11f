using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Api;

public sealed class AccessTests
{
    /// <summary>Everything that a household owns, as the OpenAPI document lists it.</summary>
    private static async Task<List<(HttpMethod Method, string Path)>> EndpointsAsync(HttpClient http, string tvId)
    {
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               where !path.Name.Contains("/account/", StringComparison.Ordinal)
               from operation in path.Value.EnumerateObject()
               select (HttpMethod.Parse(operation.Name), path.Name
                   .Replace("/tvs/{id}", $"/tvs/{tvId}", StringComparison.Ordinal)
                   .Replace("{code}", "BBBBBBBB", StringComparison.Ordinal)
                   .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
                   .Replace("{postId}", Guid.Empty.ToString(), StringComparison.Ordinal)),
        ];
    }

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, path)
    {
        Content = method != HttpMethod.Post ? null
            : path.Contains("/pairing/", StringComparison.Ordinal) ? JsonContent.Create(new PairingChoice(10), ApiJson.Default.PairingChoice)
            : path.EndsWith("/posts", StringComparison.Ordinal) ? JsonContent.Create(new SeeIt.Contracts.Post("hello"), ApiJson.Default.Post)
            : JsonContent.Create<Verb>(new PauseVerb(), ApiJson.Default.Verb),
    };

    [Fact]
    public async Task Every_endpoint_refuses_who_has_no_good_token()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        using var stranger = new HttpClient { BaseAddress = hub.Address };
        var endpoints = await EndpointsAsync(stranger, box.Id);
        Assert.True(endpoints.Count >= 12);
        foreach (var token in new[] { null, "nonsense", await box.AccessTokenAsync() })
        {
            stranger.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            foreach (var (method, path) in endpoints)
            {
                using var request = Request(method, path);
                var response = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} with {token ?? "nothing"}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Another_households_tv_does_not_exist()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var stranger = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var command = await phone.CommandAsync(box.Id, new PauseVerb());
        foreach (var (method, path) in (await EndpointsAsync(stranger.Http, box.Id)).Where(e => e.Path.Contains(box.Id, StringComparison.Ordinal)))
        {
            using var request = Request(method, path);
            var response = await stranger.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {response.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Http.GetAsync($"/api/v1/commands/{command.Id}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task Device_hub_takes_only_a_boxs_own_token()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        var codes = await box.AuthorizeAsync();
        (await phone.ChooseAsync(codes.UserCode, box.Number)).EnsureSuccessStatusCode();
        var pairingToken = (await box.PollAsync(codes)).GetProperty("access_token").GetString()!;
        var person = phone.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        foreach (var token in new[] { "", "nonsense", person, pairingToken })
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => box.ConnectAsync(token));
            Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{refused.StatusCode}");
        }
    }

    [Fact]
    public async Task Expired_token_is_refused()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.AccessTokenSeconds = 10);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var token = await box.AccessTokenAsync();
        await box.ConnectAsync(token);

        // The hub ends a link whose token is over by itself.
        await Eventually.Within(box.Closed.Task);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => box.ConnectAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task First_account_only_by_default()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Registration = Registration.First);
        using var phone = await hub.NewPhoneAsync();
        using var second = new HttpClient { BaseAddress = hub.Address };
        var refused = await second.PostAsJsonAsync(
            "/api/v1/account/register", new RegisterRequest("eve@example.org", RunningHub.Password), ApiJson.Default.RegisterRequest, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_for_a_while()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var guesser = new HttpClient { BaseAddress = hub.Address };
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 6; i++)
        {
            var login = new LoginRequest(phone.Email, "not the password");
            answers.Add((await guesser.PostAsJsonAsync("/api/v1/account/login", login, ApiJson.Default.LoginRequest, TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }
}
