namespace SeeIt.Guide;

/// <summary>What a post says.</summary>
/// <param name="Text">Any text; what is over 4,000 characters is not read.</param>
/// <param name="At">When it was written; "tonight" is anchored here. Null: when it is matched.</param>
/// <param name="Zone">The IANA zone that its times are in. Null or unknown: the household's.</param>
/// <param name="Language">BCP 47 tag, if known.</param>
/// <param name="Parent">What the post that it quotes or replies to says, if any; its own words count more.</param>
public sealed record PostText(string Text, DateTimeOffset? At = null, string? Zone = null, string? Language = null, string? Parent = null)
{
    internal const int LongestRead = 4_000;
}
