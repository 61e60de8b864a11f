using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Pairing;

namespace SeeIt.Hub.Api;

internal static class TvEndpoints
{
    private const int MostViewings = 50;

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder owners)
    {
        api.MapGet("/tvs", ListAsync).WithSummary("The household's TVs.").Produces<IReadOnlyList<TvView>>();
        api.MapGet("/tvs/{id}", GetAsync).WithSummary("A TV with its last status.").Produces<TvView>().ProducesProblem(404);
        api.MapGet("/tvs/{id}/viewings", ViewingsAsync).WithSummary("What was watched on the TV, the newest first: 50 at most, of the last 30 days.")
            .Produces<IReadOnlyList<Viewing>>().ProducesProblem(404);
        owners.MapDelete("/tvs/{id}", UnpairAsync).WithSummary("Unpairs the TV: its box shows the pairing screen. An owner's.")
            .Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(HttpContext http, SnapshotReader snapshots) =>
        TypedResults.Ok(await snapshots.TvsAsync(DemandMember.PersonOf(http)));

    private static async Task<IResult> GetAsync(string id, HttpContext http, CurrentMember members, SnapshotReader snapshots) =>
        await members.TvAsync(DemandMember.PersonOf(http), id) is { } tv ? TypedResults.Ok(snapshots.View(tv)) : Problems.NoSuchTv;

    private static async Task<IResult> ViewingsAsync(string id, HttpContext http, CurrentMember members, CommandTable table) =>
        await members.TvAsync(DemandMember.PersonOf(http), id) is { } tv
            ? TypedResults.Ok(table.Viewings(tv.Id, tv.HouseholdId, MostViewings))
            : Problems.NoSuchTv;

    private static async Task<IResult> UnpairAsync(string id, HttpContext http, CurrentMember members, Unpairing unpairing)
    {
        if (await members.TvAsync(DemandMember.PersonOf(http), id) is not { } tv)
        {
            return Problems.NoSuchTv;
        }

        await unpairing.UnpairAsync(tv);
        return TypedResults.NoContent();
    }
}
