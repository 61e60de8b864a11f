using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>A word of a post's running text.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Case">As written.</param>
/// <param name="Start">In the post.</param>
/// <param name="End">In the post, exclusive.</param>
/// <param name="BeginsSentence">Its capital says nothing.</param>
/// <param name="FollowsBreak">Something other than a space stands before it: a name does not go on across it.</param>
internal readonly record struct PostWord(string Text, WordCase Case, int Start, int End, bool BeginsSentence, bool FollowsBreak);

/// <summary>A hashtag or a handle.</summary>
/// <param name="Written">Without the sign.</param>
/// <param name="Words">Cut at capitals, digits and underscores, folded.</param>
/// <param name="Squashed">Folded, in one.</param>
internal sealed record PostTag(string Written, IReadOnlyList<string> Words, string Squashed);

/// <summary>What the matcher looks at in a post.</summary>
internal sealed class ParsedPost
{
    public required string Text { get; init; }

    /// <summary>It is what the shared post quotes or replies to.</summary>
    public bool IsParent { get; init; }

    /// <summary>The running text, without tags, handles and links.</summary>
    public List<PostWord> Words { get; } = [];

    public List<PostTag> Hashtags { get; } = [];

    public List<PostTag> Handles { get; } = [];

    /// <summary>From the opening quote to the closing one.</summary>
    public List<(int Start, int End)> Quotes { get; } = [];

    public bool HasLink { get; set; }

    /// <summary>Most words of the text are in capitals, or begin with one: capitals say nothing.</summary>
    public bool IsCapitalised { get; set; }

    /// <summary>The folded text of <see cref="Words"/>.</summary>
    public IReadOnlyList<string> Folded { get; set; } = [];
}
