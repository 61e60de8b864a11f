namespace SeeIt.Contracts.Api;

/// <summary>What a person may do in their household.</summary>
public enum Role
{
    /// <summary>All that a member may; and invite, remove, change roles, unpair TVs, delete the household.</summary>
    Owner,

    /// <summary>Control the TVs, share posts to them, pair more of them, and leave.</summary>
    Member,
}

/// <summary>The household of the person who asks.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Name">Its founder's name.</param>
/// <param name="Role">Of the person who asks.</param>
/// <param name="Members">Everybody in it, owners first.</param>
/// <param name="Invitations">Those that still work; empty for who is not an owner.</param>
public sealed record HouseholdView(Guid Id, string Name, Role Role, IReadOnlyList<MemberView> Members, IReadOnlyList<InvitationView> Invitations);

/// <param name="Id">The account's id.</param>
/// <param name="Name">As the account calls itself.</param>
/// <param name="Role">Owner or member.</param>
/// <param name="IsYou">The person who asks.</param>
public sealed record MemberView(string Id, string Name, Role Role, bool IsYou);

/// <summary>An invitation that still works. Its link is known to who made it, and not kept.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="CreatedBy">The owner's name.</param>
/// <param name="ExpiresAt">24 hours after it was made.</param>
public sealed record InvitationView(Guid Id, string CreatedBy, DateTimeOffset ExpiresAt);

/// <param name="Id">To revoke it by.</param>
/// <param name="Link">Whoever opens it first and joins is a member. Told this once.</param>
/// <param name="ExpiresAt">24 hours after it was made.</param>
public sealed record NewInvitation(Guid Id, Uri Link, DateTimeOffset ExpiresAt);

/// <param name="Invitation">The value of <c>invitation</c> in the link.</param>
public sealed record JoinRequest(string Invitation);

/// <param name="Role">The member's from now on.</param>
public sealed record RoleChange(Role Role);
