using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Tests.Support;

/// <summary>A signed-in phone that speaks the REST API.</summary>
public sealed class Phone(HttpClient http, string email) : IDisposable
{
    public HttpClient Http => http;

    public string Email => email;

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) =>
        (await http.GetFromJsonAsync(path, type, TestContext.Current.CancellationToken))!;

    public Task<HttpResponseMessage> SendAsync(string tvId, Verb verb) =>
        http.PostAsJsonAsync($"/api/v1/tvs/{tvId}/commands", verb, ApiJson.Default.Verb, TestContext.Current.CancellationToken);

    public async Task<CommandView> CommandAsync(string tvId, Verb verb)
    {
        var response = await SendAsync(tvId, verb);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ApiJson.Default.CommandView, TestContext.Current.CancellationToken))!;
    }

    public Task<CommandView> CommandAsync(Guid id) => GetAsync($"/api/v1/commands/{id}", ApiJson.Default.CommandView);

    public Task<HttpResponseMessage> ShareAsync(string tvId, Post post) =>
        http.PostAsJsonAsync($"/api/v1/tvs/{tvId}/posts", post, ApiJson.Default.Post, TestContext.Current.CancellationToken);

    public Task<CommandView> UntilAsync(Guid commandId, Progress progress) =>
        Eventually.Async(() => CommandAsync(commandId), command => command.Progress == progress);

    public Task<HttpResponseMessage> ChooseAsync(string code, int number) => http.PostAsJsonAsync(
        $"/api/v1/pairing/{code}", new PairingChoice(number), ApiJson.Default.PairingChoice, TestContext.Current.CancellationToken);

    public Task<HouseholdView> HouseholdAsync() => GetAsync("/api/v1/household", ApiJson.Default.HouseholdView);

    /// <summary>The id by which others of the household know this phone's person.</summary>
    public async Task<string> MemberIdAsync() => (await HouseholdAsync()).Members.Single(member => member.IsYou).Id;

    /// <returns>The code in a new invitation's link.</returns>
    public async Task<string> InviteAsync() => CodeOf((await NewInvitationAsync()).Link);

    public async Task<NewInvitation> NewInvitationAsync()
    {
        var response = await http.PostAsync("/api/v1/household/invitations", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync(ApiJson.Default.NewInvitation, TestContext.Current.CancellationToken))!;
    }

    public static string CodeOf(Uri link) => link.Query["?invitation=".Length..];

    public async Task<HttpStatusCode> JoinAsync(string invitation) => (await http.PostAsJsonAsync(
        "/api/v1/household/join", new JoinRequest(invitation), ApiJson.Default.JoinRequest, TestContext.Current.CancellationToken)).StatusCode;

    public async Task<HttpStatusCode> ChangeRoleAsync(string memberId, Role role) => (await http.PutAsJsonAsync(
        $"/api/v1/household/members/{memberId}", new RoleChange(role), ApiJson.Default.RoleChange, TestContext.Current.CancellationToken)).StatusCode;

    public async Task<HttpStatusCode> DeleteAsync(string path) => (await http.DeleteAsync(path, TestContext.Current.CancellationToken)).StatusCode;

    public async Task<HttpStatusCode> StatusAsync(string path) => (await http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;

    public void Dispose() => http.Dispose();
}
