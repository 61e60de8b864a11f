namespace SeeIt.Hub.Unfolding;

/// <summary>What a link leads to, in the fields of <see cref="Contracts.Post"/>.</summary>
/// <param name="Text">Its words.</param>
/// <param name="IsContext">An ordinary page, neither a post nor a show's: beside a person's own words it is only what these are about.</param>
internal sealed record LinkedPost(
    string Text,
    string? Author = null,
    DateTimeOffset? At = null,
    string? Zone = null,
    string? Language = null,
    string? ParentText = null,
    bool IsContext = false);
