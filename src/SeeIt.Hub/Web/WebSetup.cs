using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web;

internal static class WebSetup
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "seeit-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>
    /// Only this hub's own scripts, styles and images; in no other site's frame; no referrer to anyone. Set as the answer
    /// starts: an error clears what was set before.
    /// </summary>
    public static void UseWebSecurity(this WebApplication app)
    {
        var publicTls = app.Services.GetRequiredService<HubSettings>().PublicAddress?.Scheme == Uri.UriSchemeHttps;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                if (publicTls && context.Request.IsHttps)
                {
                    headers.StrictTransportSecurity = "max-age=2592000";
                }

                return Task.CompletedTask;
            });
            return next();
        });
    }

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
        PasskeyEndpoints.Map(app);
        app.MapPost("/sign-out", async (SignInManager<Account> signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect("/sign-in");
        }).AddEndpointFilter<DemandFormToken>().ExcludeFromDescription();
    }
}
