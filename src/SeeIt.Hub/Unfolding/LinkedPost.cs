namespace SeeIt.Hub.Unfolding;

/// <summary>What a link leads to, in the fields of <see cref="Contracts.Post"/>.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Author">Handle or name.</param>
/// <param name="At">When it was written, or when the broadcast that it tells of starts.</param>
/// <param name="Zone">In which its times are meant.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Parent">The words of what it quotes, replies to or links to; of a page its description.</param>
/// <param name="IsContext">An ordinary page, neither a post nor a show's: beside a person's own words it is only what these are about.</param>
internal sealed record LinkedPost(
    string Text,
    string? Author = null,
    DateTimeOffset? At = null,
    string? Zone = null,
    string? Language = null,
    string? Parent = null,
    bool IsContext = false);
