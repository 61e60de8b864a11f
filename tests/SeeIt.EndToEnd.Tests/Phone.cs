using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A person's phone: an account on the hub, and the public API.</summary>
public sealed class Phone : IDisposable
{
    public const string Email = "ada@example.org";
    public const string Password = "Correct-horse-7";
    private readonly HttpClient _http;

    private Phone(HttpClient http) => _http = http;

    /// <summary>The household's first TV, once it is paired.</summary>
    public string? TvId { get; private set; }

    /// <summary>Makes an account, in the household that the invitation is for or in one of its own, and signs in.</summary>
    public static async Task<Phone> RegisterAsync(Uri hub, string email = Email, string? invitation = null)
    {
        var http = new HttpClient { BaseAddress = hub };
        using var registered = await http.PostAsJsonAsync("/api/v1/account/register", new RegisterRequest(email, Password, "Ada", invitation), ApiJson.Default.RegisterRequest);
        registered.EnsureSuccessStatusCode();
        using var answer = await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(email, Password), ApiJson.Default.LoginRequest);
        answer.EnsureSuccessStatusCode();
        using var tokens = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.RootElement.GetProperty("accessToken").GetString());
        return new Phone(http);
    }

    /// <summary>A phone of another person of the household, with the same TV before it.</summary>
    public async Task<Phone> InviteAsync(string email)
    {
        using var answer = await _http.PostAsync("/api/v1/household/invitations", content: null);
        answer.EnsureSuccessStatusCode();
        var link = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.NewInvitation))!.Link;
        var other = await RegisterAsync(_http.BaseAddress!, email, link.Query["?invitation=".Length..]);
        other.TvId = TvId;
        return other;
    }

    /// <summary>What the hub must tell nobody of this phone.</summary>
    public string Token => _http.DefaultRequestHeaders.Authorization!.Parameter!;

    public async Task ApproveAsync(string code, int number)
    {
        using var answer = await TryApproveAsync(code, number);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        TvId = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.PairedTv))!.TvId;
    }

    public Task<HttpResponseMessage> TryApproveAsync(string code, int number) =>
        _http.PostAsJsonAsync($"/api/v1/pairing/{code}", new PairingChoice(number), ApiJson.Default.PairingChoice);

    public async Task<TvView> TvAsync() => (await _http.GetFromJsonAsync($"/api/v1/tvs/{TvId}", ApiJson.Default.TvView))!;

    /// <summary>The household's.</summary>
    public async Task<IReadOnlyList<TvView>> TvsAsync() => (await _http.GetFromJsonAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView))!;

    public Task WaitForTvOnlineAsync() => WaitForTvAsync(Presence.Online);

    public Task WaitForTvAsync(Presence presence) =>
        Eventually.TrueAsync(async () => (await TvAsync()).Presence == presence, $"the TV is {presence}");

    public async Task<TvStatus> WaitForStatusAsync(Func<TvStatus, bool> wanted, string what) =>
        await Eventually.GetAsync(async () => (await TvAsync()).Status is { } status && wanted(status) ? status : null, what);

    /// <summary>Shares a post, and waits for the box's answer.</summary>
    public async Task<PostView> ShareAsync(string text)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1/tvs/{TvId}/posts", new Post(text), ApiJson.Default.Post);
        answer.EnsureSuccessStatusCode();
        var view = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.PostView))!;
        return view.Answered ? view : await Eventually.GetAsync(
            async () => await _http.GetFromJsonAsync($"/api/v1/posts/{view.PostId}", ApiJson.Default.PostView) is { Answered: true } late ? late : null,
            "the box's answer");
    }

    /// <summary>Leaves a post's candidates without a tap.</summary>
    public async Task CloseSheetAsync(Guid post)
    {
        using var answer = await _http.PostAsync($"/api/v1/posts/{post}/closed", content: null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Taps; the command is on its way.</summary>
    public async Task<CommandView> SendAsync(Verb verb)
    {
        using var answer = await TrySendAsync(verb);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await ReadCommandAsync(answer);
    }

    public static async Task<CommandView> ReadCommandAsync(HttpResponseMessage answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.CommandView))!;
    }

    public async Task UnpairAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri($"/api/v1/tvs/{TvId}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    public Task<HttpResponseMessage> TrySendAsync(Verb verb) =>
        _http.PostAsJsonAsync($"/api/v1/tvs/{TvId}/commands", verb, ApiJson.Default.Verb);

    /// <summary>Taps, and waits for the command's one outcome.</summary>
    public async Task<CommandView> DoAsync(Verb verb) => await WaitForOutcomeAsync((await SendAsync(verb)).Id);

    public async Task<CommandView> WaitForOutcomeAsync(Guid command) =>
        await Eventually.GetAsync(
            async () => await CommandAsync(command) is { } view && view.Progress.IsTerminal() ? view : null, "the command's outcome");

    /// <summary>What was watched, the newest first.</summary>
    public async Task<IReadOnlyList<Viewing>> ViewingsAsync() => (await _http.GetFromJsonAsync($"/api/v1/tvs/{TvId}/viewings", ApiJson.Default.IReadOnlyListViewing))!;

    public Task<CommandView?> CommandAsync(Guid command) => _http.GetFromJsonAsync($"/api/v1/commands/{command}", ApiJson.Default.CommandView);

    public static SeeItVerb SeeIt(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new SeeItVerb(candidate.Airing);
    }

    public void Dispose() => _http.Dispose();
}
