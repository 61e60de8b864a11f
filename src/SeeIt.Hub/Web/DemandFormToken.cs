using Microsoft.AspNetCore.Antiforgery;
using SeeIt.Hub.Api;

namespace SeeIt.Hub.Web;

/// <summary>Refuses what does not carry the anti-forgery token of one of this hub's pages, as field or as header. Pages with a form of their own do so by themselves.</summary>
internal sealed class DemandFormToken(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Problems.Invalid("The form's token is missing or too old. Open the page again.");
}
