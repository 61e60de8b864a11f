using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web;

internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services) => services.AddRazorComponents();

    /// <summary>Only this hub's own scripts, styles and images; in no other site's frame; no referrer to anyone.</summary>
    public static void UseWebSecurity(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
            "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next();
    });

    public static void UsePages(this WebApplication app)
    {
        app.UseStaticFiles();
        app.UseWhen(context => IsForPrograms(context.Request.Path), programs => programs.UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context.Request.Path), pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
    }

    /// <summary>Paths whose callers are programs: they get statuses and problem details, never a page.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/connect") || path.StartsWithSegments("/openapi");

    public static void MapPages(this WebApplication app)
    {
        app.MapRazorComponents<App>();
        app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery, SignInManager<Account> signIn) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect("/sign-in");
        }).ExcludeFromDescription();
    }
}
