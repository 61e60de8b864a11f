using Microsoft.AspNetCore.Identity;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Households;

namespace SeeIt.Hub.Api;

/// <summary>Refuses a change that another site's page asks for with the person's cookie. Bearer tokens are not sent by browsers unasked.</summary>
internal sealed class SameOrigin(HubSettings settings) : IEndpointFilter
{
    private readonly string? _own = settings.PublicAddress?.GetLeftPart(UriPartial.Authority);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var byCookie = context.HttpContext.User.Identities.Any(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme);
        var foreign =
            (request.Headers.Origin is [{ Length: > 0 } origin] && origin != $"{request.Scheme}://{request.Host}" && origin != _own) ||
            request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"];
        return byCookie && foreign && !HttpMethods.IsGet(request.Method)
            ? Problems.Of(StatusCodes.Status403Forbidden, "Another site's page asked for this.")
            : await next(context);
    }
}

/// <summary>Finds the person, or answers 401: their cookie or token was revoked.</summary>
internal class DemandVisitor(IServiceScopeFactory scopes) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (await scope.ServiceProvider.GetRequiredService<CurrentMember>().VisitorAsync(http.User) is not { } visitor)
            {
                return Problems.Of(StatusCodes.Status401Unauthorized, "You were signed out. Sign in again.");
            }

            http.Features.Set(visitor);
            if (Refusal(visitor) is { } refusal)
            {
                return Problems.Of(StatusCodes.Status403Forbidden, refusal);
            }
        }

        return await next(context);
    }

    public static Visitor VisitorOf(HttpContext context) => context.Features.Get<Visitor>()!;

    /// <summary>Why the person may not; null when they may.</summary>
    protected virtual string? Refusal(Visitor visitor) => null;
}

/// <summary>Answers 403 to an account without a household: it may do nothing with TVs.</summary>
internal class DemandMember(IServiceScopeFactory scopes) : DemandVisitor(scopes)
{
    public static Person PersonOf(HttpContext context) => VisitorOf(context).Person!;

    protected override string? Refusal(Visitor visitor) => visitor.Person is null ? "This account belongs to no household." : null;
}

/// <summary>Answers 403 to a member who is no owner.</summary>
internal sealed class DemandOwner(IServiceScopeFactory scopes) : DemandMember(scopes)
{
    protected override string? Refusal(Visitor visitor) =>
        base.Refusal(visitor) ?? (visitor.Person!.Role == Role.Owner ? null : HouseholdWords.Of(HouseholdOutcome.NotOwner));
}
