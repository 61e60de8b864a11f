namespace SeeIt.Hub.Households;

/// <summary>What came of a wish to change who belongs to a household.</summary>
public enum HouseholdOutcome
{
    Done,

    /// <summary>The invitation was used, revoked or is too old; or there never was one.</summary>
    NoInvitation,

    /// <summary>The person is in that household already. The invitation still works.</summary>
    AlreadyMember,

    /// <summary>The household has no such member.</summary>
    NoSuchMember,

    /// <summary>Only an owner may do this.</summary>
    NotOwner,

    /// <summary>The household would be left without an owner.</summary>
    LastOwner,

    /// <summary>The person's household of one has TVs, which would be nobody's.</summary>
    HasTvs,

    /// <summary>The hub takes no new households.</summary>
    Closed,
}

internal static class HouseholdWords
{
    public static string Of(HouseholdOutcome outcome) => outcome switch
    {
        HouseholdOutcome.NoInvitation => "This invitation does not work any more: each works once, for 24 hours. Ask for a new one.",
        HouseholdOutcome.AlreadyMember => "You are in this household already.",
        HouseholdOutcome.NoSuchMember => "There is no such member in this household.",
        HouseholdOutcome.NotOwner => "Only an owner of the household may do this.",
        HouseholdOutcome.LastOwner => "A household needs an owner. Make another member an owner first, or delete the household.",
        HouseholdOutcome.HasTvs => "Your own household has TVs, which would be nobody's. Unpair them first, or delete your household.",
        HouseholdOutcome.Closed => "This hub takes no new households. Ask an owner to invite you.",
        _ => "",
    };

    public static int Status(HouseholdOutcome outcome) => outcome switch
    {
        HouseholdOutcome.Done => StatusCodes.Status204NoContent,
        HouseholdOutcome.NoInvitation or HouseholdOutcome.NoSuchMember => StatusCodes.Status404NotFound,
        HouseholdOutcome.NotOwner or HouseholdOutcome.Closed => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };

    /// <summary>Of a page, which says it in words: in the place of a 404 the hub shows its page for that.</summary>
    public static int PageStatus(HouseholdOutcome outcome) =>
        Status(outcome) is var status && status == StatusCodes.Status404NotFound ? StatusCodes.Status410Gone : status;
}
