using SeeIt.Contracts;
using SeeIt.Hub.Posts;

namespace SeeIt.Hub.Unfolding;

/// <summary>The link of a post, and what the person wrote or their app put beside it.</summary>
/// <param name="Post">As it was shared.</param>
/// <param name="Link">The address, as it stands there.</param>
/// <param name="Words">The post's text without it.</param>
internal sealed record SharedLink(Post Post, string Link, string Words)
{
    /// <summary>Null when the post has no link.</summary>
    public static SharedLink? In(Post post) =>
        (string.IsNullOrWhiteSpace(post.Link) ? PostRules.LinkIn(post.Text) : post.Link.Trim()) is { } link
            ? new SharedLink(post, link, Lines.Tidy(post.Text.Replace(link, "", StringComparison.Ordinal)))
            : null;

    /// <summary>The post with what the link leads to in its place. What the phone has said of author, time and language holds, but for times in a zone that the link names.</summary>
    public Post With(LinkedPost linked)
    {
        var isBeside = linked.IsContext && Words.Length > 0;
        return Post with
        {
            Text = Lines.Cut(isBeside ? Words : Together(linked.Text), Post.MaxTextLength),
            Link = Link,
            Author = Post.Author ?? Name(linked.Author),
            At = linked.Zone is null ? Post.At ?? linked.At : linked.At,
            Zone = Name(linked.Zone) ?? Post.Zone,
            Language = Post.Language ?? Name(linked.Language),
            Parent = Lines.Join(Post.Parent, isBeside ? linked.Text : null, linked.Parent) is { } parent ? Lines.Cut(parent, Post.MaxTextLength) : null,
        };
    }

    private static string? Name(string? name) => Lines.One(name) is { } one ? Lines.Cut(one, PostRules.LongestName) : null;

    /// <summary>Apps share a post's words beside its link: what stands in both is said once.</summary>
    private string Together(string text) =>
        text.Contains(Words, StringComparison.OrdinalIgnoreCase) ? text
        : Words.Contains(text, StringComparison.OrdinalIgnoreCase) ? Words
        : $"{Words}\n{text}";
}
