using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Api;

/// <summary>Refuses a change that another site's page asks for with the person's cookie. Bearer tokens are not sent by browsers unasked.</summary>
internal sealed class SameOrigin : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var byCookie = context.HttpContext.User.Identities.Any(identity => identity.AuthenticationType == IdentityConstants.ApplicationScheme);
        var foreign = request.Headers.Origin is [{ Length: > 0 } origin] && origin != $"{request.Scheme}://{request.Host}";
        return byCookie && foreign && !HttpMethods.IsGet(request.Method)
            ? Problems.Of(StatusCodes.Status403Forbidden, "Another site's page asked for this.")
            : await next(context);
    }
}

/// <summary>Finds the person and their household, or answers 403: an account without a household may do nothing.</summary>
internal sealed class DemandMember(IServiceScopeFactory scopes) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var person = await scope.ServiceProvider.GetRequiredService<CurrentMember>().FindAsync(context.HttpContext.User);
            if (person is null)
            {
                return Problems.Of(StatusCodes.Status403Forbidden, "This account belongs to no household.");
            }

            context.HttpContext.Features.Set(person);
        }

        return await next(context);
    }

    public static Person PersonOf(HttpContext context) => context.Features.Get<Person>()!;
}
