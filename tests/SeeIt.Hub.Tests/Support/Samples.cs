using System.Net.Http.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Tests.Support;

/// <summary>A request that an endpoint can read, whatever it then says to it.</summary>
internal static class Samples
{
    public static HttpRequestMessage Request(HttpMethod method, string path) => new(method, path) { Content = Body(method, path) };

    private static JsonContent? Body(HttpMethod method, string path) => (method.Method, path) switch
    {
        ("GET" or "DELETE", _) => null,
        ("PUT", _) => JsonContent.Create(new RoleChange(Role.Member), ApiJson.Default.RoleChange),
        _ when path.Contains("/pairing/", StringComparison.Ordinal) => JsonContent.Create(new PairingChoice(10), ApiJson.Default.PairingChoice),
        _ when path.EndsWith("/posts", StringComparison.Ordinal) => JsonContent.Create(new Post("hello"), ApiJson.Default.Post),
        _ when path.EndsWith("/commands", StringComparison.Ordinal) => JsonContent.Create<Verb>(new PauseVerb(), ApiJson.Default.Verb),
        _ when path.EndsWith("/join", StringComparison.Ordinal) => JsonContent.Create(new JoinRequest("none"), ApiJson.Default.JoinRequest),
        _ when path.EndsWith("/login", StringComparison.Ordinal) => JsonContent.Create(new LoginRequest("nobody@example.org", "none"), ApiJson.Default.LoginRequest),
        _ when path.EndsWith("/register", StringComparison.Ordinal) => JsonContent.Create(new RegisterRequest("nobody@example.org", "none"), ApiJson.Default.RegisterRequest),
        _ when path.EndsWith("/refresh", StringComparison.Ordinal) => JsonContent.Create(new RefreshRequest("none"), ApiJson.Default.RefreshRequest),
        _ => null,
    };
}
