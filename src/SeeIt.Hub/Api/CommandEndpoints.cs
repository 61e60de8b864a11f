using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Commands;

namespace SeeIt.Hub.Api;

internal static class CommandEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tvs/{id}/commands", SubmitAsync).WithSummary("Asks something of the TV. What becomes of it comes as events, or by GET.")
            .Produces<CommandView>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(429).ProducesProblem(503);
        api.MapGet("/commands/{id:guid}", Get).WithSummary("How far a command is.").Produces<CommandView>().ProducesProblem(404);
    }

    private static async Task<IResult> SubmitAsync(string id, Verb verb, HttpContext http, CurrentMember members, CommandService commands)
    {
        if (VerbRules.Fault(verb) is { } fault)
        {
            return Problems.Invalid(fault);
        }

        var person = DemandMember.PersonOf(http);
        if (await members.TvAsync(person, id) is not { } tv)
        {
            return Problems.NoSuchTv;
        }

        return await commands.SubmitAsync(tv, verb, person) switch
        {
            (SubmitResult.Taken, { } command) => TypedResults.Accepted($"/api/v1/commands/{command.Id}", commands.View(command)),
            (SubmitResult.Full, _) => Problems.Of(StatusCodes.Status429TooManyRequests, "Too many commands wait for this TV."),
            _ => Problems.Of(StatusCodes.Status503ServiceUnavailable, "The hub cannot store commands now; nothing was taken."),
        };
    }

    private static IResult Get(Guid id, HttpContext http, CommandTable table, CommandService commands) =>
        table.Find(id) is { } command && command.HouseholdId == DemandMember.PersonOf(http).HouseholdId
            ? TypedResults.Ok(commands.View(command))
            : Problems.NoSuch("command");
}
