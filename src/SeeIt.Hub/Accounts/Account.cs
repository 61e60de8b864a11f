using Microsoft.AspNetCore.Identity;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Accounts;

/// <summary>A person who signs in. The user name is the e-mail address.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>What the household's other phones see.</summary>
    [PersonalData]
    public required string Name { get; set; }
}

/// <summary>The people who share TVs.</summary>
public sealed class Household
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    public long CreatedAtMs { get; init; }
}

/// <summary>An account's place in a household. An account is in one household.</summary>
public sealed class Member
{
    public required string AccountId { get; init; }

    public Guid HouseholdId { get; init; }

    public Role Role { get; set; }
}
