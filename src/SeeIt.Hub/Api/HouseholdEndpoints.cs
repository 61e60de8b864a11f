using SeeIt.Contracts.Api;
using SeeIt.Hub.Households;

namespace SeeIt.Hub.Api;

internal static class HouseholdEndpoints
{
    /// <param name="members">What needs a household.</param>
    /// <param name="owners">What only its owners may.</param>
    /// <param name="visitors">What an account without a household needs to get into one.</param>
    public static void Map(RouteGroupBuilder members, RouteGroupBuilder owners, RouteGroupBuilder visitors)
    {
        visitors.MapPost("/households", FoundAsync).WithSummary("A household of one's own, for an account that is in none.")
            .Produces(204).ProducesProblem(403).ProducesProblem(409);
        visitors.MapPost("/household/join", JoinAsync).WithSummary("Uses up an invitation; the household of before is left.")
            .Produces(204).ProducesProblem(404).ProducesProblem(409);
        members.MapGet("/household", ViewAsync).WithSummary("The household, its members and, for owners, its open invitations.")
            .Produces<HouseholdView>();
        members.MapDelete("/household/members/{id}", RemoveAsync).WithSummary("Removes a member, which only an owner may; or leaves, by one's own id.")
            .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        owners.MapPut("/household/members/{id}", ChangeRoleAsync).WithSummary("Makes a member an owner, or an owner a member.")
            .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        owners.MapPost("/household/invitations", InviteAsync).WithSummary("A link that lets one person join within 24 hours. Told this once.")
            .Produces<NewInvitation>().ProducesProblem(403).ProducesProblem(429);
        owners.MapDelete("/household/invitations/{id:guid}", RevokeAsync).WithSummary("The invitation works no more.")
            .Produces(204).ProducesProblem(403).ProducesProblem(404);
        owners.MapDelete("/household", DeleteAsync).WithSummary("Unpairs every TV and deletes the household. The accounts stay.")
            .Produces(204).ProducesProblem(403);
    }

    private static IResult Answer(HouseholdOutcome outcome) => outcome == HouseholdOutcome.Done
        ? TypedResults.NoContent()
        : Problems.Of(HouseholdWords.Status(outcome), HouseholdWords.Of(outcome));

    private static async Task<IResult> FoundAsync(HttpContext http, HouseholdService households) =>
        Answer(await households.FoundAsync(DemandVisitor.VisitorOf(http)));

    private static async Task<IResult> JoinAsync(JoinRequest join, HttpContext http, HouseholdService households) =>
        Answer(await households.JoinAsync(DemandVisitor.VisitorOf(http).AccountId, join.Invitation));

    private static async Task<IResult> ViewAsync(HttpContext http, HouseholdService households) =>
        TypedResults.Ok(await households.ViewAsync(DemandMember.PersonOf(http)));

    private static async Task<IResult> RemoveAsync(string id, HttpContext http, HouseholdService households) =>
        Answer(await households.RemoveAsync(DemandMember.PersonOf(http), id));

    private static async Task<IResult> ChangeRoleAsync(string id, RoleChange change, HttpContext http, HouseholdService households) =>
        Enum.IsDefined(change.Role)
            ? Answer(await households.ChangeRoleAsync(DemandMember.PersonOf(http), id, change.Role))
            : Problems.Invalid("The role must be Owner or Member.");

    private static async Task<IResult> InviteAsync(HttpContext http, Invitations invitations) =>
        await invitations.CreateAsync(DemandMember.PersonOf(http), http.Request) is { } invitation
            ? TypedResults.Ok(invitation)
            : Problems.Of(StatusCodes.Status429TooManyRequests, $"{Invitations.Most} invitations are open. Revoke one first.");

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext http, Invitations invitations) =>
        await invitations.RevokeAsync(DemandMember.PersonOf(http), id) ? TypedResults.NoContent() : Problems.NoSuch("invitation");

    private static async Task<IResult> DeleteAsync(HttpContext http, HouseholdService households) =>
        Answer(await households.DeleteAsync(DemandMember.PersonOf(http)));
}
