using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SeeIt.Hub.Households;
using SeeIt.Hub.Web;

namespace SeeIt.Hub.Accounts;

internal static class AccountSetup
{
    public static void AddAccounts(this IServiceCollection services, HubSettings settings, DataFolder folder)
    {
        // Pooled: to make a context costs more than most queries.
        services.AddPooledDbContextFactory<HubDatabase>(options => options.UseSqlite(folder.Accounts));
        services.AddDataProtection().SetApplicationName("seeit-hub").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));

        services
            .AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password = new PasswordOptions
                {
                    // NIST SP 800-63B: length, not composition.
                    RequiredLength = 10,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 4,
                };

                // Identity's own lockout would let a stranger lock the owner out: see SignInLimits.
                options.Lockout.AllowedForNewUsers = false;
                Tables(options);
            })
            .AddEntityFrameworkStores<HubDatabase>()
            .AddSignInManager();

        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddBearerToken(IdentityConstants.BearerScheme)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(Cookie);
                cookies.TwoFactorUserIdCookie!.Configure(PasskeyCookie);
            });
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The name that passkeys are bound to. Without it: the one by which the browser reached the hub.
            passkeys.ServerDomain = settings.PublicAddress?.Host;
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        Policies.Add(services.AddAuthorizationBuilder());

        services.AddHttpContextAccessor();
        services.AddSingleton<RegistrationGate>();
        services.AddScoped<AccountService>();
        services.AddScoped<CurrentMember>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<SignUpLimits>();
        services.AddSingleton<KnownBrowsers>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PasswordReset>();
        services.AddScoped<Passkeys>();
        services.AddScoped<Invitations>();
        services.AddScoped<HouseholdService>();
    }

    /// <summary>The first version with passkeys.</summary>
    public static void Tables(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "seeit";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(90);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "next";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Keeps the challenge of a passkey for five minutes. Identity calls it TwoFactorUserId.</summary>
    private static void PasskeyCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "seeit-passkey";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>Pages lead to the sign-in page; programs get the status.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (WebSetup.IsForPrograms(context.Request.Path))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
