namespace SeeIt.Contracts;

/// <summary>What the person shared. Immutable.</summary>
/// <param name="Text">The words of the post; may be empty when only a link was shared. At most <see cref="MaxTextLength"/> characters.</param>
/// <param name="Link">The address that was shared, if any.</param>
/// <param name="Author">The author's handle or name, if known.</param>
/// <param name="At">When the post was written; "tonight" in it is anchored here. Null: taken as now.</param>
/// <param name="Zone">The IANA time zone that the post's times are in. Null: the household's.</param>
/// <param name="Language">BCP 47 tag, if known.</param>
/// <param name="Parent">The words of the post that it quotes or replies to, if any; its own words count more.</param>
public sealed record Post(
    string Text,
    string? Link = null,
    string? Author = null,
    DateTimeOffset? At = null,
    string? Zone = null,
    string? Language = null,
    string? Parent = null)
{
    /// <summary>A post longer than this is refused by the hub (413) and cut by the box.</summary>
    public const int MaxTextLength = 4_000;
}
