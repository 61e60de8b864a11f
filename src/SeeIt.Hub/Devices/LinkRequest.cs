using Microsoft.AspNetCore.Http.Features;
using OpenIddict.Validation.AspNetCore;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>
/// A link lasts for days, and the request that it came by with it. What let the box in, with the database that its token was
/// looked up in, is let go once it is in: it would be most of what an idle link holds.
/// </summary>
internal static class LinkRequest
{
    /// <summary>After authorization, before the endpoints.</summary>
    public static void UseLightLinks(this WebApplication app) => app.UseWhen(
        http => http.Request.Path == DeviceLink.Path,
        link => link.Use(async (http, next) =>
        {
            await LetGoAsync(http);
            await next(http);
        }));

    /// <summary>Who it is stays in <see cref="HttpContext.User"/>, and until when in the result of the authentication.</summary>
    private static async Task LetGoAsync(HttpContext http)
    {
        http.Features.Set<OpenIddictValidationAspNetCoreFeature>(null);
        if (http.Features.Get<IServiceProvidersFeature>() is RequestServicesFeature spent)
        {
            // The next scope is made when something asks for it.
            http.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(http, http.RequestServices.GetRequiredService<IServiceScopeFactory>()));
            await spent.DisposeAsync();
        }
    }
}
