using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Pairing;

namespace SeeIt.Hub.Api;

internal static class PairingEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pairing/{code}", FindAsync).WithSummary("The TV that shows this code, and three numbers to pick from.")
            .Produces<PairingView>().ProducesProblem(404).ProducesProblem(429);
        api.MapPost("/pairing/{code}", ChooseAsync).WithSummary("Pairs the TV, if the number is the one it shows. A wrong number ends the pairing.")
            .Produces<PairedTv>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
    }

    public static string Words(PairingOutcome outcome) => outcome switch
    {
        PairingOutcome.WrongCode => "No TV shows this code now. A code is good for ten minutes: look at the TV again.",
        PairingOutcome.WrongNumber => "That is not the number on the TV. The pairing was ended; the TV shows a new code.",
        PairingOutcome.Blocked => "Too many wrong codes. Wait ten minutes, and then type the code that the TV shows then.",
        _ => "",
    };

    public static int Status(PairingOutcome outcome) => outcome switch
    {
        PairingOutcome.WrongCode => StatusCodes.Status404NotFound,
        PairingOutcome.WrongNumber => StatusCodes.Status403Forbidden,
        PairingOutcome.Blocked => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status200OK,
    };

    private static async Task<IResult> FindAsync(string code, HttpContext http, PairingService pairings)
    {
        var (outcome, pairing) = await pairings.FindAsync(DemandMember.PersonOf(http), ClientAddress.Of(http), code);
        return pairing is not null ? TypedResults.Ok(pairing) : Problems.Of(Status(outcome), Words(outcome));
    }

    private static async Task<IResult> ChooseAsync(string code, PairingChoice choice, HttpContext http, PairingService pairings)
    {
        var (outcome, tv) = await pairings.ChooseAsync(DemandMember.PersonOf(http), ClientAddress.Of(http), code, choice.Number);
        return tv is not null ? TypedResults.Ok(tv) : Problems.Of(Status(outcome), Words(outcome));
    }
}
