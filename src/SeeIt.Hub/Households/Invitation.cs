namespace SeeIt.Hub.Households;

/// <summary>An open invitation. One that was used or revoked is no more.</summary>
public sealed class Invitation
{
    public Guid Id { get; init; }

    public Guid HouseholdId { get; init; }

    /// <summary>SHA-256 of the code in the link: who reads the database cannot join.</summary>
    public required string CodeHash { get; init; }

    /// <summary>Name of the owner who made it, as it was then.</summary>
    public required string CreatedBy { get; init; }

    public long ExpiresAtMs { get; init; }
}
