using Microsoft.AspNetCore.Authentication.BearerToken;
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
            .Produces(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(403);
        account.MapPost("/login", LoginAsync).WithSummary("Answers with a bearer token.")
            .Produces<AccessTokenResponse>().ProducesProblem(401).ProducesProblem(429);
        account.MapPost("/refresh", RefreshAsync).WithSummary("Trades a refresh token for a new bearer token.")
            .Produces<AccessTokenResponse>().ProducesProblem(401);
    }

    private static async Task<IResult> RegisterAsync(RegisterRequest request, AccountService accounts)
    {
        if (!await accounts.MayRegisterAsync())
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "This hub takes no new accounts. Ask its owner.");
        }

        var (account, faults) = await accounts.RegisterAsync(request);
        return account is not null ? TypedResults.StatusCode(StatusCodes.Status201Created) : Problems.Invalid(string.Join(" ", faults));
    }

    private static async Task<IResult> LoginAsync(LoginRequest request, SignInManager<Account> signIn, UserManager<Account> accounts)
    {
        if (string.IsNullOrEmpty(request.Email) || string.IsNullOrEmpty(request.Password) ||
            await accounts.FindByEmailAsync(request.Email) is not { } account)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "The e-mail address or the password is wrong.");
        }

        var result = await signIn.CheckPasswordSignInAsync(account, request.Password, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many wrong passwords. Try again in five minutes.");
        }

        return result.Succeeded
            ? TypedResults.SignIn(await signIn.CreateUserPrincipalAsync(account), authenticationScheme: IdentityConstants.BearerScheme)
            : Problems.Of(StatusCodes.Status401Unauthorized, "The e-mail address or the password is wrong.");
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
