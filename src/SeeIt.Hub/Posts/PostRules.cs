using SeeIt.Contracts;

namespace SeeIt.Hub.Posts;

internal static class PostRules
{
    private const int LongestLink = 2_048;
    private const int LongestName = 200;

    /// <summary>A post from the paste box: a text that is nothing but a link is the link.</summary>
    public static Post FromText(string? pasted)
    {
        var text = (pasted ?? "").ReplaceLineEndings("\n").Trim();
        var link = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(word => Uri.TryCreate(word, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && word.Length <= LongestLink);
        return new Post(text == link ? "" : text, link);
    }

    /// <returns>The HTTP status and what is wrong; null when the post can be asked.</returns>
    public static (int Status, string Fault)? Fault(Post post) => post switch
    {
        { Text: null } => (400, "text is missing; it may be empty when there is a link."),
        { Text.Length: > Post.MaxTextLength } => (413, $"The post has {post.Text.Length} characters; {Post.MaxTextLength} are taken."),
        { Parent.Length: > Post.MaxTextLength } => (413, $"parent has {post.Parent.Length} characters; {Post.MaxTextLength} are taken."),
        { Link.Length: > LongestLink } => (400, $"link is longer than {LongestLink} characters."),
        _ when string.IsNullOrWhiteSpace(post.Text) && string.IsNullOrWhiteSpace(post.Link) => (400, "The post is empty: share its text or its link."),
        { Author.Length: > LongestName } or { Zone.Length: > LongestName } or { Language.Length: > LongestName } =>
            (400, $"author, zone and language may have {LongestName} characters."),
        _ => null,
    };
}
