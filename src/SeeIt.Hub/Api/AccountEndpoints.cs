using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Api;

internal static class AccountEndpoints
{
    public static void Map(RouteGroupBuilder account)
    {
        account.AllowAnonymous();
        account.MapPost("/register", RegisterAsync).WithSummary("Creates an account and its household.")
            .Produces(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403).ProducesProblem(429);
        account.MapPost("/login", LoginAsync).WithSummary("Answers with a bearer token.")
            .Produces<AccessTokenResponse>().ProducesProblem(401).ProducesProblem(429);
        account.MapPost("/refresh", RefreshAsync).WithSummary("Trades a refresh token for a new bearer token.")
            .Produces<AccessTokenResponse>().ProducesProblem(401);
    }

    private static async Task<IResult> RegisterAsync(RegisterRequest request, HttpContext http, AccountService accounts)
    {
        if (!await accounts.MayRegisterAsync(request.Invitation))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "This hub takes no new accounts. Ask its owner.");
        }

        var (account, faults, tooMany) = await accounts.RegisterAsync(request, ClientAddress.Of(http));
        if (tooMany)
        {
            return TooMany(http, SignUpLimits.Window, SignUpLimits.Words);
        }

        return account is not null ? TypedResults.StatusCode(StatusCodes.Status201Created) : Problems.Invalid(string.Join(" ", faults));
    }

    private static async Task<IResult> LoginAsync(LoginRequest request, HttpContext http, PasswordSignIn passwords, SignInManager<Account> signIn)
    {
        var (account, tooMany) = await passwords.CheckAsync(http, request.Email, request.Password);
        if (tooMany)
        {
            return TooMany(http, SignInLimits.Window, SignInLimits.Words);
        }

        return account is not null
            ? TypedResults.SignIn(await signIn.CreateUserPrincipalAsync(account), authenticationScheme: IdentityConstants.BearerScheme)
            : Problems.Of(StatusCodes.Status401Unauthorized, PasswordSignIn.WrongWords);
    }

    private static ProblemHttpResult TooMany(HttpContext http, TimeSpan wait, string words)
    {
        http.Response.Headers.RetryAfter = $"{wait.TotalSeconds:F0}";
        return Problems.Of(StatusCodes.Status429TooManyRequests, words);
    }

    private static async Task<IResult> RefreshAsync(
        RefreshRequest request, SignInManager<Account> signIn, IOptionsMonitor<BearerTokenOptions> bearer, TimeProvider clock)
    {
        var ticket = bearer.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(request.RefreshToken);
        return ticket?.Properties.ExpiresUtc > clock.GetUtcNow() && await signIn.ValidateSecurityStampAsync(ticket.Principal) is { } account
            ? TypedResults.SignIn(await signIn.CreateUserPrincipalAsync(account), authenticationScheme: IdentityConstants.BearerScheme)
            : Problems.Of(StatusCodes.Status401Unauthorized, "The refresh token is not good any more. Sign in again.");
    }
}
