using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using SeeIt.Hub.Pairing;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SeeIt.Hub.Accounts;

/// <summary>Who may call what. Nothing is open that does not say so.</summary>
internal static class Policies
{
    /// <summary>A person, by the pages' cookie or by a bearer token.</summary>
    public const string Person = nameof(Person);

    /// <summary>A paired box, by the token of its own client.</summary>
    public const string Box = nameof(Box);

    public static void Add(AuthorizationBuilder builder) => builder
        .AddPolicy(Person, policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme, IdentityConstants.BearerScheme)
            .RequireAuthenticatedUser())
        .AddPolicy(Box, policy => policy
            .AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                context.User.HasScope(Contracts.Hub.Pairing.Scope) &&
                context.User.GetClaim(Claims.Subject) is { } boxId &&
                context.User.GetClaim(Claims.ClientId) == BoxClients.ClientId(boxId)))
        .SetDefaultPolicy(ByCookie())
        .SetFallbackPolicy(ByCookie());

    private static AuthorizationPolicy ByCookie() =>
        new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().Build();
}
