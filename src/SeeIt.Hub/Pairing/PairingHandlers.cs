using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SeeIt.Hub.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Hub.Pairing;

/// <summary>What pairing adds to OpenIddict's device flow, in the order in which it happens.</summary>
internal static class PairingHandlers
{
    private const string ProofKey = "seeit.box-proof";

    public static void Add(OpenIddictServerBuilder server) => server
        .AddEventHandler<ValidateDeviceAuthorizationRequestContext>(handler => handler
            .UseScopedHandler<DemandProof>()
            .SetOrder(OpenIddictServerHandlers.Device.ValidateScopePermissions.Descriptor.Order + 500))
        .AddEventHandler<ProcessSignInContext>(handler => handler
            .UseScopedHandler<RecordPairing>()
            .SetOrder(OpenIddictServerHandlers.BeautifyGeneratedTokens.Descriptor.Order - 500))
        .AddEventHandler<ApplyDeviceAuthorizationResponseContext>(handler => handler
            .UseSingletonHandler<TellInterval>()
            .SetOrder(int.MinValue + 100_000))
        .AddEventHandler<ValidateTokenRequestContext>(handler => handler
            .UseSingletonHandler<KeepPace>()
            .SetOrder(OpenIddictServerHandlers.Exchange.ValidateAuthentication.Descriptor.Order - 500))
        .AddEventHandler<ProcessAuthenticationContext>(handler => handler
            .UseSingletonHandler<TakeAssertionOnce>()
            .SetOrder(OpenIddictServerHandlers.ValidateClientId.Descriptor.Order - 500))
        .AddEventHandler<HandleTokenRequestContext>(handler => handler
            .UseScopedHandler<GiveToken>()
            .SetOrder(OpenIddictServerHandlers.Exchange.AttachPrincipal.Descriptor.Order + 500));

    /// <summary>No code without proof of a key, and none for another box's id.</summary>
    internal sealed class DemandProof(SeenIds seen, HubDatabase database, TimeProvider clock) : IOpenIddictServerHandler<ValidateDeviceAuthorizationRequestContext>
    {
        public async ValueTask HandleAsync(ValidateDeviceAuthorizationRequestContext context)
        {
            var issuer = context.Options.Issuer ?? context.BaseUri ?? throw new InvalidOperationException("A request without an address.");
            var (proof, fault) = await BoxProof.VerifyAsync((string?)context.Request[Names.ProofParameter], issuer, seen, clock);
            if (proof is null)
            {
                context.Reject(Errors.InvalidRequest, fault);
            }
            else if (await database.Tvs.AnyAsync(tv => tv.Id == proof.BoxId && tv.KeyThumbprint != proof.KeyThumbprint))
            {
                context.Reject(Errors.InvalidRequest, "This box id is paired with another key. Unpair it on the phone, or reset the box so that it takes a new id.");
            }
            else
            {
                context.Transaction.SetProperty(ProofKey, proof);
            }
        }
    }

    /// <summary>Keeps what the approving person will be shown, beside the codes that OpenIddict made.</summary>
    internal sealed class RecordPairing(PairingService pairings) : IOpenIddictServerHandler<ProcessSignInContext>
    {
        public async ValueTask HandleAsync(ProcessSignInContext context)
        {
            if (context.Transaction.GetProperty<BoxProof>(ProofKey) is { } proof &&
                context is { UserCode: { } code, UserCodePrincipal: { } user, DeviceCodePrincipal: { } device })
            {
                await pairings.RecordAsync(proof, code, device.GetTokenId()!, user.GetTokenId()!, device.GetExpirationDate()!.Value);
            }
        }
    }

    /// <summary>RFC 8628 section 3.2: the interval, which OpenIddict leaves out, and our page in the place of its own.</summary>
    internal sealed class TellInterval(HubSettings settings) : IOpenIddictServerHandler<ApplyDeviceAuthorizationResponseContext>
    {
        public ValueTask HandleAsync(ApplyDeviceAuthorizationResponseContext context)
        {
            if (string.IsNullOrEmpty(context.Error))
            {
                context.Response["interval"] = settings.PairingPollSeconds;
                var page = new Uri(context.Options.Issuer ?? context.BaseUri!, "/pair").AbsoluteUri;
                context.Response.VerificationUri = page;
                context.Response.VerificationUriComplete = $"{page}?user_code={context.Response.UserCode}";
            }

            return default;
        }
    }

    internal sealed class KeepPace(PollPace pace) : IOpenIddictServerHandler<ValidateTokenRequestContext>
    {
        public ValueTask HandleAsync(ValidateTokenRequestContext context)
        {
            if (context.Request.IsDeviceCodeGrantType() && context.Request.DeviceCode is { Length: > 0 } code && pace.IsTooEarly(code))
            {
                context.Reject(Errors.SlowDown, "Polled too early: wait five seconds longer between polls from now on.");
            }

            return default;
        }
    }

    /// <summary>An assertion that was overheard is good for nothing: each is taken once, and by this hub alone.</summary>
    internal sealed class TakeAssertionOnce(SeenIds seen) : IOpenIddictServerHandler<ProcessAuthenticationContext>
    {
        public ValueTask HandleAsync(ProcessAuthenticationContext context)
        {
            if (context.ClientAssertionPrincipal is not { } assertion)
            {
                return default;
            }

            var issuer = context.Options.Issuer ?? context.BaseUri!;
            var tokenEndpoint = new Uri(issuer, Names.TokenPath);
            var forThisHub = assertion.GetClaims(Claims.Audience).Any(aud => BoxProof.IsHub(aud, issuer) || BoxProof.IsHub(aud, tokenEndpoint));
            if (!forThisHub || assertion.GetClaim(Claims.JwtId) is not { Length: > 0 } id || !seen.TryAdd(id, BoxProof.LongestLife))
            {
                context.Reject(Errors.InvalidClient, "The client assertion is for another server, or has no jti, or was used before.");
            }

            return default;
        }
    }

    /// <summary>
    /// The device flow ends with the name of the box's own client; its token is good for nothing else. The token that
    /// opens the link comes by client_credentials.
    /// </summary>
    internal sealed class GiveToken(PairingService pairings) : IOpenIddictServerHandler<HandleTokenRequestContext>
    {
        public async ValueTask HandleAsync(HandleTokenRequestContext context)
        {
            if (context.Request.IsDeviceCodeGrantType())
            {
                if (await pairings.ApprovedBoxAsync(context.Principal!.GetTokenId()!) is { } boxId)
                {
                    context.Parameters[Names.ClientIdMember] = BoxClients.ClientId(boxId);
                    context.SignIn(BoxPrincipal.Of(boxId));
                }
                else
                {
                    context.Reject(Errors.InvalidGrant, "This pairing was not approved.");
                }
            }
            else if (context.Request.IsClientCredentialsGrantType())
            {
                context.SignIn(BoxPrincipal.Of(context.ClientId!["box-".Length..], context.Request.GetScopes()));
            }
        }
    }
}
